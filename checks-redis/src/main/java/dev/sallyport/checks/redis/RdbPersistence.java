package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.Optional;

/**
 * Checks that the nodes make snapshots (RDB), that the last one succeeded, and that it is no older
 * than promised.
 *
 * <p>A server without any persistence says {@code rdb_last_bgsave_status:ok}, too; so the setting
 * {@code save} is read and must not be empty. Immutable and thread-safe.
 */
public final class RdbPersistence implements Check {
  private final ClusterSource reader;
  private final RdbRules rules;

  RdbPersistence(ClusterSource reader, RdbRules rules) {
    this.reader = reader;
    this.rules = rules;
  }

  /** Returns this check for the primaries alone; every node is looked at unless said. */
  public RdbPersistence onPrimaries() {
    return with(new RdbRules(Scope.PRIMARIES, rules.within(), rules.proven()));
  }

  /** Returns this check for the replicas alone, where only they make snapshots. */
  public RdbPersistence onReplicas() {
    return with(new RdbRules(Scope.REPLICAS, rules.within(), rules.proven()));
  }

  /**
   * Returns this check with a limit on the age of a snapshot that lacks changes; in whole seconds.
   *
   * <p>Unless said, the server's own save points are the limits: with {@code save "300 100"}, a
   * hundred changes may be missing for no more than 300 s.
   *
   * @throws IllegalArgumentException if {@code age} is not positive
   */
  public RdbPersistence savedWithin(Duration age) {
    Duration checked = Quantities.positive(age, "age of a snapshot");
    return with(new RdbRules(rules.scope(), Optional.of(checked), rules.proven()));
  }

  /**
   * Returns this check waiting for a snapshot made since the server's process began, which alone
   * proves that one can be made.
   */
  public RdbPersistence provenBySave() {
    return with(new RdbRules(rules.scope(), rules.within(), true));
  }

  private RdbPersistence with(RdbRules changed) {
    return new RdbPersistence(reader, changed);
  }

  @Override
  public String name() {
    return "redis persistence-rdb";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    ClusterView view = reader.look(context);
    String age =
        rules
            .within()
            .map(limit -> "changes saved within " + Quantities.show(limit))
            .orElse("changes saved by the server's own save points");
    Evidence evidence =
        Evidence.of(reader.asked(), view.at())
            .observing(Rows.of(view, RdbPersistence::row))
            .against(
                rules.scope()
                    + ": save is set, rdb_last_bgsave_status is ok, "
                    + age
                    + (rules.proven() ? ", a snapshot made by this process" : ""));
    long proven =
        rules.scope().answering(view).stream()
            .filter(peer -> RdbRules.provenSince(peer.state().info()))
            .count();
    String pass =
        "All "
            + rules.scope().answering(view).size()
            + " nodes looked at make snapshots, the last one went well, none is overdue; "
            + proven
            + " have made one since they were started";
    return Verdict.of(rules.findings(view), pass, evidence);
  }

  private static void row(Rows rows, Peer peer) {
    NodeState state = peer.state();
    rows.fields(peer.name(), state.config(), "save");
    rows.fields(
        peer.name(),
        state.info(),
        "rdb_last_bgsave_status",
        "rdb_changes_since_last_save",
        "rdb_bgsave_in_progress",
        "rdb_last_save_time");
    rows.add(peer.name(), "age of the last save or start", RdbRules.ageSeconds(state), "s");
    rows.fields(peer.name(), state.info(), "rdb_last_bgsave_time_sec");
  }
}
