package dev.sallyport.checks.mongo;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import dev.sallyport.checks.mongo.BackupSeen.Backup;
import dev.sallyport.checks.mongo.BackupSeen.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When backups are good for something. Pure.
 *
 * @param within how old the newest may be
 * @param share how large it must be at least, of the one before
 * @param least how large it must be at least, if that was said
 * @param restored how long ago one must have been restored at most, if that was said
 */
record BackupRules(
    Duration within, Percent share, Optional<DataSize> least, Optional<Duration> restored) {
  /** Clocks of a file server and of this machine may differ by that. */
  private static final Duration SKEW = Duration.ofSeconds(10);

  /** What was written to more recently may still be written to. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  static BackupRules within(Duration age) {
    return new BackupRules(
        Quantities.positive(age, "age"), Percent.of(50), Optional.empty(), Optional.empty());
  }

  List<Objection> objections(BackupSeen seen, Instant now) {
    if (!seen.trouble().isEmpty()) {
      return List.of(
          Objection.unknown(
              Verdict.Cause.ERROR,
              "unreadable",
              "",
              "The backups " + seen.where() + " could not be read: " + seen.trouble(),
              "Look whether the folder is there, mounted, and may be read."));
    }
    if (seen.backups().isEmpty()) {
      return List.of(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "no-backup",
              "",
              "There is no backup " + seen.where(),
              "Look at the folder and the glob, and whether backups are made at all."));
    }
    List<Objection> found = new ArrayList<>();
    Backup newest = seen.backups().get(0);
    age(newest, now).ifPresent(found::add);
    size(newest, seen.backups()).ifPresent(found::add);
    restored.flatMap(limit -> restore(seen, now, limit)).ifPresent(found::add);
    return found;
  }

  private Optional<Objection> age(Backup newest, Instant now) {
    Duration age = Duration.between(newest.written(), now);
    String name = newest.name();
    if (age.plus(SKEW).isNegative()) {
      return Optional.of(
          Objection.unknown(
              Verdict.Cause.AMBIGUOUS,
              "from-the-future",
              name,
              name + " was written " + Quantities.show(age.negated()) + " from now",
              "Compare the clocks of this machine and of the one that wrote it."));
    }
    if (age.compareTo(within) > 0) {
      return Optional.of(
          Objection.pending(
              "backup-stale",
              name,
              "The newest backup, "
                  + name
                  + ", was written "
                  + Quantities.show(age)
                  + " ago, more than "
                  + Quantities.show(within),
              "Look whether the job that makes them runs, and where it writes to."));
    }
    if (age.compareTo(SETTLED) < 0) {
      return Optional.of(
          Objection.pending(
              "backup-unsettled",
              name,
              name
                  + " was written to "
                  + Quantities.show(age.isNegative() ? Duration.ZERO : age)
                  + " ago",
              "It may still be under way: wait until nothing was written for "
                  + Quantities.show(SETTLED)
                  + "."));
    }
    return Optional.empty();
  }

  private Optional<Objection> size(Backup newest, List<Backup> all) {
    String name = newest.name();
    String size = name + " has " + DataSize.bytes(newest.bytes());
    String wayOut = "Look at the log of the job: a dump that broke off leaves a file as well.";
    if (newest.bytes() == 0) {
      return Optional.of(Objection.fail("backup-empty", name, name + " is empty", wayOut));
    }
    if (least.isPresent() && newest.bytes() < least.get().bytes()) {
      return Optional.of(
          Objection.fail("backup-small", name, size + ", less than " + least.get(), wayOut));
    }
    if (all.size() < 2) {
      return least.isPresent()
          ? Optional.empty()
          : Optional.of(
              Objection.unknown(
                  Verdict.Cause.TOO_FEW_SAMPLES,
                  "no-previous",
                  name,
                  size + ", and there is no earlier one to compare it with",
                  "Keep the one before, or say how large it must be: atLeast(...)."));
    }
    Backup previous = all.get(1);
    return newest.bytes() >= share.fraction() * previous.bytes()
        ? Optional.empty()
        : Optional.of(
            Objection.fail(
                "backup-shrunk",
                name,
                size
                    + ", less than "
                    + share
                    + " of "
                    + previous.name()
                    + ", which has "
                    + DataSize.bytes(previous.bytes()),
                wayOut + " If data was deleted, say so: atLeastOfPrevious(...)."));
  }

  /** Looks for a restore that worked, of a backup that is still as it was restored. */
  private static Optional<Objection> restore(BackupSeen seen, Instant now, Duration limit) {
    for (Backup backup : seen.backups()) { // the latest proof counts: older ones are overruled
      if (!backup.badProof().isEmpty()) {
        return Optional.of(
            unproven(backup.name() + " has a proof that cannot be read: " + backup.badProof()));
      }
      if (backup.proof().isPresent()) {
        return judged(backup, backup.proof().get(), now, limit);
      }
    }
    return Optional.of(unproven("None of " + seen.backups().size() + " backups has a proof"));
  }

  private static Optional<Objection> judged(
      Backup backup, Proof proof, Instant now, Duration limit) {
    String name = backup.name();
    Duration age = Duration.between(proof.at(), now);
    if (!proof.ok()) {
      return Optional.of(
          Objection.fail(
              "restore-failed",
              name,
              "Restoring " + name + " failed in the test " + proof.id(),
              "Look at that test: the backup may be of no use."));
    }
    if (proof.bytes() != backup.bytes() || proof.at().isBefore(backup.written())) {
      return Optional.of(
          unproven(
              name
                  + " has "
                  + backup.bytes()
                  + " bytes and was written "
                  + backup.written()
                  + ", but the test "
                  + proof.id()
                  + " restored "
                  + proof.bytes()
                  + " bytes "
                  + proof.at()
                  + ": it was of another file"));
    }
    if (age.plus(SKEW).isNegative()) {
      return Optional.of(
          unproven("The test " + proof.id() + " ended in the future: " + proof.at()));
    }
    return age.compareTo(limit) <= 0
        ? Optional.empty()
        : Optional.of(
            unproven(
                "The last test of a restore, "
                    + proof.id()
                    + ", was "
                    + Quantities.show(age)
                    + " ago, more than "
                    + Quantities.show(limit)));
  }

  private static Objection unproven(String text) {
    return Objection.unknown(
        Verdict.Cause.NO_DATA,
        "not-proven",
        "",
        text,
        "A backup is known to be restorable once it was restored: do that, and leave a proof beside"
            + " it.");
  }
}
