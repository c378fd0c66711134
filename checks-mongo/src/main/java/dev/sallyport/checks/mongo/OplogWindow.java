package dev.sallyport.checks.mongo;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonTimestamp;
import org.bson.Document;

/**
 * Checks that the oplog of every data member spans a time: for so long a member may be away and
 * still catch up.
 *
 * <p>An oplog that is not full yet is young, not short: its span is projected to its full size at
 * the rate so far. Immutable and thread-safe.
 */
final class OplogWindow implements Check {
  private final Source source;
  private final Duration least;

  OplogWindow(Source source, Duration least) {
    this.source = source;
    this.least = Quantities.positive(least, "window");
  }

  @Override
  public String name() {
    return "mongo oplog-window";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    SetView view = SetView.look(source, context);
    List<Observation> rows = new ArrayList<>(view.rows());
    Evidence evidence =
        Evidence.of(
                "first and last of local.oplog.rs on " + view.members().keySet(),
                context.clock().instant())
            .against("spans at least " + Quantities.show(least));
    List<Objection> found = new ArrayList<>(view.useless());
    if (found.isEmpty()) {
      Map<String, Reply> first = source.ask(context, view.holders(), "local", end(1));
      Map<String, Reply> last = source.ask(context, view.holders(), "local", end(-1));
      Map<String, Reply> size =
          source.ask(context, view.holders(), "local", new Document("collStats", "oplog.rs"));
      for (String name : view.holders()) {
        Reply from = first.getOrDefault(name, Reply.trouble(name, "not asked"));
        Reply to = last.getOrDefault(name, Reply.trouble(name, "not asked"));
        Reply stats = size.getOrDefault(name, Reply.trouble(name, "not asked"));
        judge(name, from, to, stats, rows).ifPresent(found::add);
      }
    }
    return Verdict.of(
        found, "Every oplog spans at least " + Quantities.show(least), evidence.observing(rows));
  }

  private static Document end(int order) {
    return new Document("find", "oplog.rs")
        .append("sort", new Document("$natural", order))
        .append("projection", new Document("ts", 1))
        .append("limit", 1)
        .append("singleBatch", true);
  }

  private Optional<Objection> judge(
      String name, Reply first, Reply last, Reply stats, List<Observation> rows) {
    Optional<BsonTimestamp> from = time(first);
    Optional<BsonTimestamp> to = time(last);
    if (from.isEmpty() || to.isEmpty() || !stats.answered()) {
      Reply bad = first.answered() ? (last.answered() ? stats : last) : first;
      return Optional.of(
          SetView.unreadable(bad.answered() ? Reply.trouble(name, "its oplog is empty") : bad));
    }
    double seconds = (double) to.get().getTime() - from.get().getTime();
    double full = stats.number("size") / stats.number("maxSize");
    // The server truncates a little below the limit, so nine tenths count as full.
    double projected = full > 0 && full < 0.9 ? seconds / full : seconds;
    rows.add(Observation.of(name, "oplog span", Quantities.show(seconds), "s"));
    rows.add(Observation.of(name, "oplog projected", Quantities.show(projected), "s"));
    rows.add(
        Observation.of(name, "size/maxSize", stats.text("size") + "/" + stats.text("maxSize")));
    if (Double.isNaN(projected) || Double.isInfinite(projected) || seconds <= 0) {
      return Optional.of(
          Objection.unknown(
              Verdict.Cause.TOO_FEW_SAMPLES,
              "no-span",
              name,
              "The oplog of " + name + " holds no span of time yet",
              "Wait for writes."));
    }
    if (projected >= least.toSeconds()) {
      return Optional.empty();
    }
    return Optional.of(
        Objection.fail(
            "window-short",
            name,
            "The oplog of "
                + name
                + " spans "
                + Quantities.show(Duration.ofSeconds((long) projected))
                + " at the rate so far, not "
                + Quantities.show(least),
            "A member that is away for longer must sync anew: enlarge it by replSetResizeOplog, or"
                + " write less at once."));
  }

  private static Optional<BsonTimestamp> time(Reply reply) {
    return reply.documents("cursor", "firstBatch").stream()
        .map(entry -> entry.get("ts"))
        .filter(BsonTimestamp.class::isInstance)
        .map(BsonTimestamp.class::cast)
        .findFirst();
  }
}
