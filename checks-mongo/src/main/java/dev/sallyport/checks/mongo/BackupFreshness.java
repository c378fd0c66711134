package dev.sallyport.checks.mongo;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks that the newest backup is fresh, and no smaller than the one before by much.
 *
 * <p>That says nothing of whether it can be restored; {@link #restoredWithin} wants a proof of
 * that, and without one is inconclusive at the best. A proof is a file beside the backup, {@code
 * <its name>.restored.json}, which the test of a restore writes: {@code {id: 'run 17', restoredAt:
 * '2026-01-31T04:00:00Z', bytes: 1048576, ok: true}}, where {@code bytes} is the size of what it
 * restored; a backup that was written since has none.
 *
 * <p>Asks no server. Defaults: at least 50 % of the one before, no least size, no proof. Immutable
 * and thread-safe.
 */
public final class BackupFreshness implements Check {
  private final BackupFolder folder;
  private final BackupRules rules;

  BackupFreshness(BackupFolder folder, BackupRules rules) {
    this.folder = folder;
    this.rules = rules;
  }

  /** Returns this check with another least size, in percent of the backup before. */
  public BackupFreshness atLeastOfPrevious(Percent share) {
    return with(new BackupRules(rules.within(), share, rules.least(), rules.restored()));
  }

  /** Returns this check with a least size; the only backup passes with one. */
  public BackupFreshness atLeast(DataSize size) {
    return with(
        new BackupRules(rules.within(), rules.share(), Optional.of(size), rules.restored()));
  }

  /**
   * Returns this check that also wants the latest proof of a restore to be no older than this.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public BackupFreshness restoredWithin(Duration age) {
    Optional<Duration> limit = Optional.of(Quantities.positive(age, "age of a restore"));
    return with(new BackupRules(rules.within(), rules.share(), rules.least(), limit));
  }

  private BackupFreshness with(BackupRules other) {
    return new BackupFreshness(folder, other);
  }

  @Override
  public String name() {
    return "mongo backup-freshness";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    BackupSeen seen = folder.look(context);
    Instant now = context.clock().instant();
    List<Objection> found = rules.objections(seen, now);
    Evidence evidence = Evidence.of(seen.where(), now).observing(rows(seen)).against(wanted());
    String proven = rules.restored().isPresent() ? ", and one was restored" : "";
    return Verdict.of(found, "The newest backup is fresh" + proven, evidence);
  }

  private String wanted() {
    return "written within "
        + Quantities.show(rules.within())
        + ", at least "
        + rules.share()
        + " of the one before"
        + rules.least().map(size -> ", at least " + size).orElse("")
        + rules.restored().map(age -> ", restored within " + Quantities.show(age)).orElse("");
  }

  private static List<Observation> rows(BackupSeen seen) {
    List<Observation> rows = new ArrayList<>();
    if (!seen.trouble().isEmpty()) {
      rows.add(Observation.of(seen.where(), "trouble", seen.trouble()));
    }
    for (BackupSeen.Backup backup : seen.backups().stream().limit(5).toList()) {
      rows.add(Observation.of(backup.name(), "written", backup.written()));
      rows.add(Observation.of(backup.name(), "size", backup.bytes(), "B"));
      backup
          .proof()
          .ifPresent(
              proof -> rows.add(Observation.of(backup.name(), "restored", proof.toString())));
    }
    rows.add(Observation.of(seen.where(), "backups", seen.backups().size()));
    return rows;
  }
}
