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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonTimestamp;
import org.bson.Document;

/**
 * Checks that every data member has what the primary has now, within a time.
 *
 * <p>Writes a note into the primary's oplog and waits until each member has applied it, by the
 * monotonic clock: no two clocks and no rounded dates are compared. A member with {@code
 * secondaryDelaySecs} is late on purpose and only has to answer. Immutable and thread-safe.
 */
final class ReplicationLag implements Check {
  private static final Duration PAUSE = Duration.ofMillis(20);
  // Up to MongoDB 4.4 it was called slaveDelay.
  private static final String DELAY = "secondaryDelaySecs";
  private final Source source;
  private final Duration limit;

  ReplicationLag(Source source, Duration limit) {
    this.source = source;
    this.limit = Quantities.positive(limit, "limit");
  }

  @Override
  public String name() {
    return "mongo replication-lag";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    SetView view = SetView.look(source, context);
    Evidence evidence =
        Evidence.of(
                "appendOplogNote, hello.lastWrite on " + view.members().keySet(),
                context.clock().instant())
            .observing(view.rows())
            .against("applied everywhere within " + Quantities.show(limit));
    List<Objection> found = Canary.hindrances(view);
    if (!found.isEmpty()) {
      return Verdict.of(found, "", evidence);
    }
    String primary = Canary.primary(view).name();
    long began = System.nanoTime();
    Reply written = Canary.write(source, context, primary, Optional.empty());
    if (!written.answered()) {
      return Verdict.of(List.of(Canary.refused(written)), "", evidence);
    }
    Reply hello = source.ask(context, primary, new Document("hello", 1));
    Optional<BsonTimestamp> goal = Canary.opTime(hello);
    if (goal.isEmpty()) {
      return Verdict.of(List.of(SetView.unreadable(hello)), "", evidence);
    }
    return wait(context, view, primary, goal.get(), began, evidence);
  }

  private Verdict wait(
      CheckContext context,
      SetView view,
      String primary,
      BsonTimestamp goal,
      long began,
      Evidence evidence)
      throws InterruptedException {
    Set<String> waiting = new LinkedHashSet<>(view.holders());
    waiting.remove(primary);
    waiting.removeIf(name -> delay(view, name) > 0 && view.answers(name));
    boolean alone = waiting.isEmpty();
    Map<String, Reply> last = new LinkedHashMap<>();
    List<Observation> rows = new ArrayList<>(evidence.observed());
    rows.add(Observation.of(primary, "goal opTime", goal));
    long end = began + context.remaining(limit).toNanos();
    do {
      Map<String, Reply> replies = source.ask(context, waiting, "admin", new Document("hello", 1));
      last.putAll(replies);
      long took = (System.nanoTime() - began) / 1_000_000;
      for (Reply reply : replies.values()) {
        if (took <= limit.toMillis()
            && Canary.opTime(reply).map(ts -> ts.compareTo(goal) >= 0).orElse(false)) {
          waiting.remove(reply.member());
          rows.add(Observation.of(reply.member(), "applied after", took, "ms"));
        }
      }
      if (!waiting.isEmpty()) {
        context.pause(PAUSE);
      }
    } while (!waiting.isEmpty() && System.nanoTime() < end);
    List<Objection> found = new ArrayList<>();
    waiting.forEach(
        name ->
            found.add(
                behind(name, last.getOrDefault(name, Reply.trouble(name, "not asked")), goal)));
    if (alone) {
      found.add(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "no-secondary",
              "",
              "There is no secondary without a delay, so no lag to measure",
              "Look at rs.conf()."));
    }
    return Verdict.of(
        found,
        "Every secondary had the primary's last write within " + Quantities.show(limit),
        evidence.observing(rows));
  }

  private static long delay(SetView view, String name) {
    return view.line(name)
        .map(line -> line.containsKey(DELAY) ? line.get(DELAY) : line.get("slaveDelay"))
        .map(value -> ((Number) value).longValue())
        .orElse(0L);
  }

  private Objection behind(String name, Reply reply, BsonTimestamp goal) {
    String seen =
        reply.answered()
            ? "is at " + Canary.opTime(reply).map(String::valueOf).orElse("no opTime")
            : "does not answer: " + reply.trouble();
    return Objection.pending(
        "behind",
        name,
        name + " had not applied " + goal + " after " + Quantities.show(limit) + "; it " + seen,
        "Look at its load, its disk and its sync source; if it goes on it falls off the oplog.");
  }
}
