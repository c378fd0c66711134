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
import java.util.Optional;
import org.bson.BsonTimestamp;
import org.bson.Document;

/**
 * Checks that a write is acknowledged by a majority, and journaled, within a time.
 *
 * <p>The write is a note in the oplog. Immutable and thread-safe.
 */
final class MajorityCommit implements Check {
  private final Source source;
  private final Duration limit;

  MajorityCommit(Source source, Duration limit) {
    this.source = source;
    this.limit = Quantities.positive(limit, "limit");
  }

  @Override
  public String name() {
    return "mongo majority-commit";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    SetView view = SetView.look(source, context);
    List<Observation> rows = new ArrayList<>(view.rows());
    Evidence evidence =
        Evidence.of(
                "appendOplogNote with w:majority, j:true on " + view.members().keySet(),
                context.clock().instant())
            .observing(rows)
            .against("acknowledged within " + Quantities.show(limit));
    List<Objection> found = new ArrayList<>(Canary.hindrances(view));
    if (!found.isEmpty()) {
      return Verdict.of(found, "", evidence);
    }
    String primary = Canary.primary(view).name();
    long began = System.nanoTime();
    Reply reply = Canary.write(source, context, primary, Optional.of(context.remaining(limit)));
    long took = (System.nanoTime() - began) / 1_000_000;
    rows.add(Observation.of(primary, "took", took, "ms"));
    rows.add(
        Observation.of(
            primary, "answer", reply.body().map(b -> b.toJson()).orElse(reply.trouble())));
    committed(view, primary, rows);
    boolean wtimeout =
        reply.text("writeConcernError", "code").equals("64") || reply.trouble().contains("(64)");
    if (wtimeout) {
      found.add(
          Objection.fail(
              "majority-stalled",
              primary,
              "No majority acknowledged a write on "
                  + primary
                  + " within "
                  + Quantities.show(limit),
              "The write is not rolled back. Look which data members are down or lag: an arbiter"
                  + " acknowledges nothing."));
    } else if (!reply.answered() || reply.at("writeConcernError").isPresent()) {
      found.add(
          Canary.refused(
              reply.answered()
                  ? Reply.trouble(primary, reply.text("writeConcernError", "errmsg"))
                  : reply));
    } else if (!committed(context, primary, began)) {
      // Not left to the command alone: a server that ignored the concern would have said ok, too.
      found.add(
          Objection.pending(
              "not-committed",
              primary,
              primary + " said ok, but its majorityOpTime did not reach its last write",
              "Look at the lag of the members; this needs hello.lastWrite.majorityOpTime."));
    } else if (took > limit.toMillis()) {
      found.add(
          Objection.pending(
              "slow",
              primary,
              "A majority took " + took + " ms for a write, not " + Quantities.show(limit),
              "Look at lag and at the disks of the members."));
    }
    return Verdict.of(
        found, "A majority acknowledged a write in " + took + " ms", evidence.observing(rows));
  }

  private boolean committed(CheckContext context, String primary, long began)
      throws InterruptedException {
    Document hello = new Document("hello", 1);
    Optional<BsonTimestamp> goal = Canary.opTime(source.ask(context, primary, hello));
    while (goal.isPresent()) {
      Optional<Object> now =
          source.ask(context, primary, hello).at("lastWrite", "majorityOpTime", "ts");
      if (now.isPresent()
          && now.get() instanceof BsonTimestamp ts
          && ts.compareTo(goal.get()) >= 0) {
        return true;
      }
      if (System.nanoTime() - began > limit.toNanos() || context.remaining().isZero()) {
        return false;
      }
      context.pause(Duration.ofMillis(20));
    }
    return false;
  }

  private static void committed(SetView view, String primary, List<Observation> rows) {
    Reply status = Canary.primary(view).status();
    for (String field : List.of("lastCommittedOpTime", "lastCommittedWallTime", "appliedOpTime")) {
      status
          .at("optimes", field)
          .ifPresent(value -> rows.add(Observation.of(primary, field, value)));
    }
  }
}
