package dev.sallyport.checks.mongo;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * Checks that so many connections can be had at once, and that the servers have room for more.
 *
 * <p>Each connection is held until all are out, so that they are out at the same time. Immutable
 * and thread-safe.
 */
final class ConnectionPool implements Check {
  private final Source source;
  private final int count;
  private final int margin;

  ConnectionPool(Source source, int count, int margin) {
    if (count < 1 || margin < 0) {
      throw new IllegalArgumentException("Want one connection or more, and no negative margin.");
    }
    this.source = source;
    this.count = count;
    this.margin = margin;
  }

  @Override
  public String name() {
    return "mongo connection-pool";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    AppRun run =
        source.run(
            context,
            new Source.AppPlan(
                "admin", "sallyport", "maxPoolSize=" + count, count, true, Duration.ofSeconds(5)));
    Map<String, Reply> status =
        source.ask(context, source.seeds(), "admin", new Document("serverStatus", 1));
    List<Observation> rows = new ArrayList<>();
    rows.add(Observation.of("", "checked out at once", run.held()));
    rows.add(Observation.of("", "created", run.created()));
    rows.add(Observation.of("", "wait p95", run.waitP95(), "ms"));
    List<Objection> found = new ArrayList<>();
    if (run.held() < count || !run.errors().isEmpty()) {
      found.add(
          Objection.pending(
              "checkout-failed",
              "",
              run.held()
                  + " of "
                  + count
                  + " connections to "
                  + source.seeds()
                  + " could be had at once"
                  + (run.errors().isEmpty() ? "" : ": " + run.errors().get(0)),
              "Look whether the server runs, and at its limit of connections."));
    }
    status.values().forEach(reply -> room(reply, rows, found));
    Evidence evidence =
        Evidence.of("serverStatus.connections on " + source.seeds(), context.clock().instant())
            .observing(rows)
            .against(count + " at once, at least " + margin + " more available");
    return Verdict.of(
        found, "All " + count + " connections were out at once, and there is room", evidence);
  }

  private void room(Reply reply, List<Observation> rows, List<Objection> found) {
    double available = reply.number("connections", "available");
    if (Double.isNaN(available)) {
      found.add(
          SetView.unreadable(
              reply.answered()
                  ? Reply.trouble(reply.member(), "no connections in serverStatus")
                  : reply));
      return;
    }
    for (String field : List.of("current", "available", "rejected")) {
      rows.add(Observation.of(reply.member(), field, reply.text("connections", field)));
    }
    if (available < margin) {
      found.add(
          Objection.pending(
              "no-room",
              reply.member(),
              reply.member() + " has " + (long) available + " connections left, not " + margin,
              "The number of instances times maxPoolSize must fit maxIncomingConnections."));
    }
  }
}
