package dev.sallyport.checks.files;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a backup is good. Pure.
 *
 * @param size how large it must be
 * @param share how large against the one before
 * @param items what it must hold
 */
record BackupRules(Optional<DataSize> size, Optional<Percent> share, List<String> items) {
  static final BackupRules DEFAULT = new BackupRules(Optional.empty(), Optional.empty(), List.of());

  /**
   * Returns what is wrong with the sizes.
   *
   * @param byAge the backups, the newest first
   */
  List<Objection> sizes(List<Report<Stamp>> byAge) {
    List<Objection> findings = new ArrayList<>();
    if (byAge.isEmpty()) {
      return findings;
    }
    String file = byAge.get(0).file();
    DataSize seen = DataSize.bytes(byAge.get(0).stamp().size());
    if (seen.bytes() == 0) {
      findings.add(new Trouble(Trouble.Kind.EMPTY, file, "is empty").objection());
    }
    size.filter(limit -> seen.compareTo(limit) < 0)
        .ifPresent(limit -> findings.add(small(file, seen, "less than " + limit)));
    share.ifPresent(limit -> findings.addAll(against(byAge, file, seen, limit)));
    return findings;
  }

  private static List<Objection> against(
      List<Report<Stamp>> byAge, String file, DataSize seen, Percent limit) {
    long before = byAge.size() < 2 ? 0 : byAge.get(1).stamp().size();
    if (before == 0) {
      return List.of(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "no-previous",
              file,
              "There is no backup before " + file + " to compare its size with",
              "Keep the one before, and let the glob match both."));
    }
    Percent share = Percent.of(100.0 * seen.bytes() / before);
    return share.compareTo(limit) >= 0
        ? List.of()
        : List.of(small(file, seen, share + " of the one before, " + byAge.get(1).file()));
  }

  private static Objection small(String file, DataSize seen, String against) {
    return Objection.fail(
        "backup-small",
        file,
        file + " has " + seen + ", " + against,
        "Look for what is missing in it, or at the log of what makes it.");
  }

  List<Objection> content(String file, Verified verified) {
    List<Objection> findings = new ArrayList<>();
    if (verified.items() < 1) {
      findings.add(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "backup-empty",
              file,
              file + " is a sound " + verified.how() + " that holds nothing",
              "Look at what was backed up: a wrong folder, or another database."));
    }
    for (String item : items) {
      if (!verified.names().contains(item)) {
        findings.add(missing(file, item, verified));
      }
    }
    return findings;
  }

  private static Objection missing(String file, String item, Verified verified) {
    boolean all = verified.items() <= verified.names().size();
    String text = file + " does not hold " + item;
    return all
        ? Objection.fail("item-missing", item, text, "Look at what is left out of the backup.")
        : Objection.unknown(
            Verdict.Cause.AMBIGUOUS,
            "item-not-seen",
            item,
            text + " among its first " + verified.names().size() + " names",
            "It has too many items to be searched for one.");
  }

  static Objection damaged(String file, String what) {
    return Objection.fail(
        "backup-damaged",
        file,
        file + " cannot be restored: " + JUnitXml.line(what),
        "Make a new one at once, and look at the disk and the log of what makes it.");
  }

  static Objection unverified(String file, Exception problem) {
    return Objection.unknown(
        Verdict.Cause.ERROR,
        "not-verified",
        file,
        "It cannot be told whether "
            + file
            + " can be restored: "
            + JUnitXml.line(String.valueOf(problem.getMessage())),
        "Name the way to read it by verifiedBy(...), and look whether its program is there.");
  }

  @Override
  public String toString() {
    return "read whole"
        + size.map(limit -> ", at least " + limit).orElse("")
        + share.map(limit -> ", at least " + limit + " of the one before").orElse("")
        + (items.isEmpty() ? "" : ", holding " + String.join(", ", items));
  }
}
