package dev.sallyport.journal;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of a verdict and its evidence in a record. */
final class VerdictJson {
  private VerdictJson() {}

  static void write(String name, Verdict verdict, LineWriter json) throws IOException {
    json.open(name).text("is", verdict.word());
    if (verdict instanceof Verdict.Pending pending) {
      json.text("code", pending.code());
    } else if (verdict instanceof Verdict.Fail fail) {
      json.text("code", fail.code());
    } else if (verdict instanceof Verdict.Inconclusive inconclusive) {
      json.word("cause", inconclusive.cause());
    }
    json.text("reason", verdict.reason());
    write(verdict.evidence(), json);
    json.close();
  }

  private static void write(Evidence evidence, LineWriter json) throws IOException {
    json.open("evidence").text("asked", evidence.asked());
    if (!evidence.observed().isEmpty()) {
      json.openList("observed");
      for (Observation row : evidence.observed()) {
        json.open().text("subject", row.subject()).text("name", row.name());
        json.text("value", row.value()).text("unit", row.unit()).close();
      }
      json.closeList();
    }
    json.text("threshold", evidence.threshold());
    json.duration("window", evidence.window().isZero() ? null : evidence.window());
    json.number("samples", evidence.samples()).instant("at", evidence.at()).close();
  }

  static Verdict read(LineReader json) throws JournalException {
    String word = json.text("is");
    String reason = json.text("reason");
    Evidence evidence = evidence(json.object("evidence"));
    return switch (word) {
      case "pass" -> Verdict.pass(reason, evidence);
      case "pending" -> Verdict.pending(json.text("code"), reason, evidence);
      case "fail" -> Verdict.fail(json.text("code"), reason, evidence);
      case "inconclusive" ->
          Verdict.inconclusive(json.word("cause", Verdict.Cause.class), reason, evidence);
      default -> throw Json.newer("verdict", word);
    };
  }

  private static Evidence evidence(LineReader json) throws JournalException {
    List<Observation> observed = new ArrayList<>();
    for (LineReader row : json.objects("observed")) {
      observed.add(
          new Observation(
              row.text("subject"), row.text("name"), row.text("value"), row.text("unit")));
    }
    @Nullable Duration window = json.duration("window");
    return new Evidence(
        json.text("asked"),
        observed,
        json.text("threshold"),
        window == null ? Duration.ZERO : window,
        json.number("samples"),
        json.instant("at"));
  }
}
