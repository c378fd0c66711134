package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Threshold;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long the slowest standby of a PostgreSQL primary takes to replay what the primary has written
 * at the start of the sample.
 *
 * <p>The primary's position is read, then its standbys are looked at until all have replayed up to
 * it; so an idle primary has no lag, and one that is cut off is never taken for one that has caught
 * up. Fewer standbys than expected, one that does not stream, and a paused replay are no lag but
 * findings of their own, pending or failed. Compared with a threshold, the wait ends when that is
 * exceeded, so the sample must have more time than that; read without one, it ends after 5 s, and a
 * value that long says "at least". Changes nothing, unless {@link #afterAWrite}. Immutable and
 * thread-safe.
 */
public final class ReplicationLag implements Metric<Duration> {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final LagReader reader;
  private final Choice choice;

  ReplicationLag(Database primary) {
    this(new Choice(primary, List.of(), 1, false));
  }

  private ReplicationLag(Choice choice) {
    this.choice = choice;
    this.reader = new LagReader(choice.primary, choice.standbys, choice.write);
  }

  /**
   * Returns this metric for at least that many standbys streaming from the primary, 1 unless said.
   *
   * @throws IllegalArgumentException if {@code standbys} is less than one: that would judge nothing
   */
  public ReplicationLag expecting(int standbys) {
    if (standbys < 1) {
      throw new IllegalArgumentException(
          "With " + standbys + " standbys expected there is nothing to judge. Expect one or more.");
    }
    return new ReplicationLag(new Choice(choice.primary, choice.standbys, standbys, choice.write));
  }

  /**
   * Returns this metric that asks these standbys themselves, too: they must be copies of the
   * primary, receive by streaming, and not have their replay paused. The caller closes them.
   */
  public ReplicationLag alsoAsking(JdbcChecks... standbys) {
    List<Database> all = Arrays.stream(standbys).map(JdbcChecks::database).toList();
    return new ReplicationLag(new Choice(choice.primary, all, choice.expected, choice.write));
  }

  /**
   * Returns this metric that first writes a message of a few bytes to the primary's log, in a
   * transaction of its own: {@code pg_logical_emit_message}. It proves that what is written now
   * arrives; no table is touched.
   */
  public ReplicationLag afterAWrite() {
    return new ReplicationLag(new Choice(choice.primary, choice.standbys, choice.expected, true));
  }

  @Override
  public String name() {
    return "jdbc replication-lag";
  }

  @Override
  public Reading<Duration> read(CheckContext context) throws Exception {
    try {
      Seen<LagSeen> seen = reader.wait(context, PATIENCE, choice.expected);
      List<Objection> problems = rules().findings(seen.state());
      Evidence evidence = evidence(seen);
      return problems.isEmpty()
          ? Reading.value(seen.state().slowest(), evidence)
          : Reading.error(Verdict.of(problems, "", evidence).reason(), evidence);
    } catch (Refusal refusal) {
      Verdict verdict = refused(refusal, context);
      return Reading.error(verdict.reason(), verdict.evidence());
    }
  }

  @Override
  public Check compared(Threshold<Duration> threshold) {
    return Check.of(name() + " " + threshold, context -> judge(threshold, context));
  }

  private Verdict judge(Threshold<Duration> threshold, CheckContext context) throws Exception {
    try {
      Seen<LagSeen> seen = reader.wait(context, threshold.limit(), choice.expected);
      return judge(threshold, seen.state(), evidence(seen).against(threshold.toString()));
    } catch (Refusal refusal) {
      return refused(refusal, context);
    }
  }

  private Verdict judge(Threshold<Duration> threshold, LagSeen seen, Evidence evidence) {
    List<Objection> problems =
        rules().findings(seen).stream()
            .map(o -> o.failingIf(threshold.strict() && o.level() == Objection.Level.PENDING))
            .toList();
    if (!problems.isEmpty()) {
      return Verdict.of(problems, "", evidence);
    }
    String waited = Quantities.show(seen.slowest());
    if (seen.behind().isEmpty() && threshold.holds(seen.slowest())) {
      return Verdict.pass(
          "All "
              + seen.members().size()
              + " standbys replayed up to "
              + seen.target().lsn()
              + " within "
              + waited
              + ", as asked "
              + threshold,
          evidence);
    }
    if (!seen.behind().isEmpty() && threshold.holds(seen.waited())) {
      return Verdict.inconclusive(
          Verdict.Cause.TOO_FEW_SAMPLES,
          "The sample ended after "
              + waited
              + ", before the lag could be told from "
              + threshold
              + ". Give the sample more time.",
          evidence);
    }
    return threshold.breach(
        "replication-lag",
        behind(seen)
            + " after "
            + waited
            + ", not "
            + threshold
            + ". Look at the standby's disk and at queries that hold up its replay.",
        evidence);
  }

  private static String behind(LagSeen seen) {
    List<String> late =
        seen.behind().stream()
            .map(
                name -> {
                  Lsn lsn = seen.replayed().get(name);
                  return lsn == null
                      ? name
                      : name + " by " + DataSize.bytes(seen.target().lsn().ahead(lsn));
                })
            .toList();
    return late.isEmpty()
        ? "The slowest standby had replayed up to " + seen.target().lsn() + " only"
        : "Standbys are behind " + seen.target().lsn() + ": " + Rows.few(late);
  }

  private LagRules rules() {
    return new LagRules(choice.expected);
  }

  private Verdict refused(Refusal refusal, CheckContext context) {
    Evidence nothing =
        Evidence.of(reader.asked(), context.clock().instant())
            .and(reader.primary().address(), "refusal", refusal.text());
    return Verdict.of(List.of(refusal.objection()), "", nothing);
  }

  private Evidence evidence(Seen<LagSeen> seen) {
    LagSeen state = seen.state();
    List<Observation> facts = new ArrayList<>();
    facts.add(Observation.of("", "server", seen.server()));
    facts.addAll(Rows.of("", state.target().row(), "lsn", "system_identifier"));
    for (Row standby : state.standbys()) {
      facts.addAll(
          Rows.of(
              LagSeen.key(standby),
              standby,
              "state",
              "sync_state",
              "sent_lsn",
              "write_lsn",
              "flush_lsn",
              "replay_lsn",
              "write_lag|ms",
              "flush_lag|ms",
              "replay_lag|ms"));
    }
    state
        .receivers()
        .forEach(
            (name, receiver) ->
                facts.addAll(
                    Rows.of(
                        name,
                        receiver.row(),
                        "pg_is_in_recovery",
                        "status",
                        "paused",
                        "receive_lsn",
                        "replay_lsn",
                        "last_xact_replay")));
    state
        .took()
        .forEach(
            (name, took) -> facts.add(Observation.of(name, "replayed in", took.toMillis(), "ms")));
    return Rows.and(Evidence.of(reader.asked(), seen.at()), facts)
        .over(state.waited(), state.looks());
  }

  private record Choice(Database primary, List<Database> standbys, int expected, boolean write) {}
}
