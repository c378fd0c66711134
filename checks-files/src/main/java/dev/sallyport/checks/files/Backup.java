package dev.sallyport.checks.files;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Checks that the newest backup that matches can be read from its begin to its end, as a restore
 * would, and that it is new and large enough.
 *
 * <p>It is read whole in every sample, so give the gate a {@code sampleTimeout} that is long
 * enough, and a slow cadence. Immutable and thread-safe.
 */
public final class Backup implements Check {
  private static final Comparator<Report<Stamp>> NEWEST_FIRST =
      Comparator.<Report<Stamp>, Instant>comparing(report -> report.stamp().written()).reversed();

  private final Source source;
  private final BackupVerifier verifier;
  private final BackupRules rules;

  Backup(Source source, BackupVerifier verifier, BackupRules rules) {
    this.source = source;
    this.verifier = verifier;
    this.rules = rules;
  }

  /**
   * Returns this check with another way to read a backup, {@link BackupVerifier#byFormat} unless
   * said.
   */
  public Backup verifiedBy(BackupVerifier reader) {
    return new Backup(source, Objects.requireNonNull(reader, "reader"), rules);
  }

  /** Returns this check for a backup that was written so long ago at most. */
  public Backup madeWithin(Duration age) {
    return new Backup(source.writtenWithin(age), verifier, rules);
  }

  /** Returns this check for a backup that was written later than another file. */
  public Backup newerThan(String file) {
    return new Backup(source.newerThan(file), verifier, rules);
  }

  /** Returns this check for a backup that takes so much room at least. */
  public Backup atLeast(DataSize size) {
    Objects.requireNonNull(size, "size");
    return with(new BackupRules(Optional.of(size), rules.share(), rules.items()));
  }

  /**
   * Returns this check for a backup whose size is at least that share of the one before; without
   * one before it is inconclusive.
   */
  public Backup ofPreviousAtLeast(Percent share) {
    Objects.requireNonNull(share, "share");
    return with(new BackupRules(rules.size(), Optional.of(share), rules.items()));
  }

  /**
   * Returns this check for a backup that holds these as well: files of an archive, or tables of a
   * dump as {@code schema.table}.
   */
  public Backup containing(String... items) {
    List<String> all = new ArrayList<>(rules.items());
    all.addAll(List.of(items));
    return with(new BackupRules(rules.size(), rules.share(), List.copyOf(all)));
  }

  private Backup with(BackupRules changed) {
    return new Backup(source, verifier, changed);
  }

  @Override
  public String name() {
    return "files backup";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    Reports<Stamp> found = source.stamps(context);
    List<Report<Stamp>> byAge = found.files().stream().sorted(NEWEST_FIRST).toList();
    Reports<Stamp> newest =
        new Reports<>(
            found.asked(),
            found.at(),
            byAge.subList(0, Math.min(1, byAge.size())),
            found.troubles(),
            found.reference());
    List<Objection> findings = newest.findings(source.freshness());
    Evidence evidence =
        newest.evidence(report -> List.of()).against(rules + source.freshness().rule());
    if (byAge.size() > 1) {
      Report<Stamp> before = byAge.get(1);
      evidence =
          evidence.and(Observation.of(before.file(), "size before", before.stamp().size(), "B"));
    }
    findings.addAll(rules.sizes(byAge));
    if (byAge.isEmpty() || byAge.get(0).stamp().size() == 0) {
      return Verdict.of(findings, "", evidence);
    }
    return read(context, byAge.get(0), findings, evidence);
  }

  private Verdict read(
      CheckContext context, Report<Stamp> backup, List<Objection> findings, Evidence evidence)
      throws InterruptedException {
    Evidence whole = evidence;
    String pass = "";
    try {
      Verified verified = source.disk().look(context, look -> verify(look, backup, context));
      findings.addAll(rules.content(backup.file(), verified));
      whole = evidence.and(backup.file(), "read as", verified.how());
      whole = whole.and(backup.file(), "items", verified.items());
      whole = whole.and(Observation.of(backup.file(), "content", verified.content().bytes(), "B"));
      pass =
          backup.file()
              + " was read whole as "
              + verified.how()
              + ", with "
              + verified.items()
              + " items";
    } catch (IOException e) {
      findings.add(Look.trouble(source.disk().folder(), e).trouble().objection());
    } catch (UnverifiedException e) {
      findings.add(e.objection());
    }
    return Verdict.of(findings, pass, whole);
  }

  private Verified verify(Look look, Report<Stamp> backup, CheckContext context) throws Exception {
    Path file = Path.of(backup.file());
    look.open(file).close(); // says plainly what is wrong with the file itself
    Verified verified;
    try {
      verified = verifier.verify(file, context);
    } catch (DamagedBackupException e) {
      if (look.stamp(file).equals(backup.stamp())) {
        throw new UnverifiedException(
            BackupRules.damaged(backup.file(), String.valueOf(e.getMessage())));
      }
      throw Look.trouble(Trouble.Kind.CHANGING, file, "is being written");
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new UnverifiedException(BackupRules.unverified(backup.file(), e));
    }
    if (!look.stamp(file).equals(backup.stamp())) {
      throw Look.trouble(Trouble.Kind.CHANGING, file, "is being written");
    }
    return verified;
  }

  /** Carries what is to be objected to out of a look. */
  private static final class UnverifiedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Objection objection;

    UnverifiedException(Objection objection) {
      super(objection.text());
      this.objection = objection;
    }

    Objection objection() {
      return objection;
    }
  }
}
