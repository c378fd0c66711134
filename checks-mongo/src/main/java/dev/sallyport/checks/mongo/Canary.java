package dev.sallyport.checks.mongo;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import dev.sallyport.checks.mongo.SetView.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.BsonTimestamp;
import org.bson.Document;

/**
 * Puts a note into the oplog of the primary: a write that changes no collection.
 *
 * <p>Without it an idle set has nothing new to replicate. Needs the privilege {@code
 * appendOplogNote}, which the role {@code clusterManager} has.
 */
final class Canary {
  private Canary() {}

  static Reply write(
      Source source, CheckContext context, String primary, Optional<Duration> majority)
      throws InterruptedException {
    Document note =
        new Document("appendOplogNote", 1).append("data", new Document("msg", "sallyport canary"));
    majority.ifPresent(
        limit ->
            note.append(
                "writeConcern",
                new Document("w", "majority")
                    .append("j", true)
                    .append("wtimeout", limit.toMillis())));
    return source.ask(context, primary, note);
  }

  /** Returns what keeps a canary from being written at all. */
  static List<Objection> hindrances(SetView view) {
    List<Objection> found = new ArrayList<>(view.useless());
    if (found.isEmpty() && view.primaries().size() != 1) {
      found.add(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "no-one-primary",
              "",
              "There are "
                  + view.primaries().size()
                  + " writable primaries, so nothing to measure from",
              "Look at replica-set-health."));
    }
    return found;
  }

  static Objection refused(Reply reply) {
    return Objection.unknown(
        Verdict.Cause.ERROR,
        "canary-refused",
        reply.member(),
        "The canary could not be written on " + reply.member() + ": " + reply.trouble(),
        "It needs the privilege appendOplogNote; look also whether fsyncLock was forgotten.");
  }

  static Optional<BsonTimestamp> opTime(Reply hello) {
    return hello
        .at("lastWrite", "opTime", "ts")
        .filter(BsonTimestamp.class::isInstance)
        .map(BsonTimestamp.class::cast);
  }

  static Member primary(SetView view) {
    return view.primaries().get(0);
  }
}
