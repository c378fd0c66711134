package dev.sallyport.checks.celery;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.UnansweredException;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Checks that every worker that is there, and every one that should be, answers a ping.
 *
 * <p>The broker says how many workers were told; so one that is there and silent, because its only
 * process is busy or it hangs, is noticed, which {@code celery inspect ping} cannot. A worker that
 * answers may still have all its child processes stuck: see {@link TaskRoundtrip}. Immutable and
 * thread-safe.
 */
public final class WorkersPing implements Check {
  private final Broker broker;
  private final int atLeast;
  private final Set<String> names;
  private final Duration patience;

  WorkersPing(Broker broker, int atLeast, Set<String> names, Duration patience) {
    this.broker = broker;
    this.atLeast = atLeast;
    this.names = Set.copyOf(names);
    this.patience = patience;
  }

  /**
   * Returns this check, expecting at least so many workers; 1 unless said.
   *
   * @throws IllegalArgumentException if it is less than one: that would judge nothing
   */
  public WorkersPing expecting(int workers) {
    if (workers < 1) {
      throw new IllegalArgumentException(
          "With " + workers + " workers expected there is nothing to check. Expect one or more.");
    }
    return new WorkersPing(broker, workers, names, patience);
  }

  /** Returns this check, expecting these workers by their names, such as {@code w1@host}. */
  public WorkersPing expecting(String... workers) {
    return new WorkersPing(broker, Math.max(atLeast, workers.length), Set.of(workers), patience);
  }

  /**
   * Returns this check with another time for the answers, 1 s unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public WorkersPing patience(Duration time) {
    return new WorkersPing(broker, atLeast, names, Quantities.positive(time, "patience"));
  }

  @Override
  public String name() {
    return "celery workers-ping";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Evidence evidence =
        Evidence.of(broker.asked() + ": ping of all workers", context.clock().instant());
    try {
      Replies replies = broker.ask("ping", Wire.MAPPER.createObjectNode(), patience, context);
      List<Observation> rows = new ArrayList<>();
      rows.add(Observation.of("", "workers told", replies.receivers()));
      replies
          .took()
          .forEach(
              (worker, took) ->
                  rows.add(Observation.of(worker, "answered in", took.toMillis(), "ms")));
      return Verdict.of(
          findings(replies),
          "All " + replies.answers().size() + " workers answered",
          evidence.observing(rows).against("at least " + atLeast + " " + names));
    } catch (UnansweredException e) {
      return e.verdict(evidence);
    }
  }

  private List<Objection> findings(Replies replies) {
    List<Objection> findings = new ArrayList<>();
    int answered = replies.answers().size();
    if (replies.receivers() == 0) {
      return List.of(
          Objection.pending(
              "no-workers",
              "",
              "No worker listens at " + broker.asked(),
              "Start them; or the database, the key prefix or the control exchange is another."));
    }
    if (replies.receivers() > answered) {
      findings.add(
          Objection.pending(
              "workers-silent",
              "",
              replies.receivers()
                  + " workers were told and "
                  + answered
                  + " answered within "
                  + Quantities.show(patience),
              "The others are busy in their only process, or hang; those that answered: "
                  + String.join(", ", replies.answers().keySet())
                  + "."));
    }
    Set<String> missing = new TreeSet<>(names);
    missing.removeAll(replies.answers().keySet());
    if (!missing.isEmpty()) {
      findings.add(
          Objection.pending(
              "workers-missing",
              String.join(", ", missing),
              "No answer from " + String.join(", ", missing),
              "Look whether they run, and under which name (-n)."));
    }
    if (answered < atLeast && missing.isEmpty()) {
      findings.add(
          Objection.pending(
              "too-few-workers",
              "",
              answered + " workers answered, " + atLeast + " are expected",
              "Start the missing ones."));
    }
    return findings;
  }
}
