package dev.sallyport.checks.http;

import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a service did with one event while the stub answered by one script.
 *
 * @param calls in the order in which they came
 */
record RetryPhase(Script script, List<StubCall> calls) {

  /** What the stub answers. */
  enum Script {
    /** Fails once or twice, then answers well. */
    RECOVERS("503, then 200"),
    /** Fails whenever asked. */
    STAYS_DOWN("500 each time"),
    /** Says that the request is wrong. */
    REFUSES("400");

    private final String words;

    Script(String words) {
      this.words = words;
    }

    int status(int turn, RetryRule rule) {
      return switch (this) {
        case RECOVERS -> turn < expected(rule) ? 503 : 200;
        case STAYS_DOWN -> 500;
        case REFUSES -> 400;
      };
    }

    int expected(RetryRule rule) {
      return switch (this) {
        case RECOVERS -> Math.min(3, rule.attempts());
        case STAYS_DOWN -> rule.attempts();
        case REFUSES -> 1;
      };
    }

    @Override
    public String toString() {
      return words;
    }
  }

  RetryPhase {
    calls = List.copyOf(calls);
  }

  /** Returns the time between each attempt and the next. */
  List<Duration> gaps() {
    List<Duration> gaps = new ArrayList<>();
    for (int i = 1; i < calls.size(); i++) {
      gaps.add(Duration.ofNanos(calls.get(i).at() - calls.get(i - 1).at()));
    }
    return gaps;
  }

  List<Observation> rows(RetryRule rule) {
    String subject = "stub answers " + script;
    List<Observation> rows = new ArrayList<>();
    rows.add(Observation.of(subject, "attempts", calls.size()));
    rows.add(Observation.of(subject, "expected", script.expected(rule)));
    if (calls.size() > 1) {
      String shown =
          gaps().stream().limit(20).map(Quantities::show).collect(Collectors.joining(", "));
      rows.add(Observation.of(subject, "gaps", shown));
    }
    rule.key()
        .ifPresent(
            k ->
                rows.add(
                    Observation.of(
                        subject,
                        "different " + k,
                        calls.stream().flatMap(c -> c.header(k).stream()).distinct().count())));
    return rows;
  }
}
