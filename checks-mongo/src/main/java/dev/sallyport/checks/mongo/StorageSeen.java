package dev.sallyport.checks.mongo;

import dev.sallyport.check.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What the data members tell of their storage.
 *
 * @param view the set
 * @param members one for each that holds data
 */
record StorageSeen(SetView view, List<Disk> members) {

  /** One member's {@code dbStats}, {@code serverStatus} and {@code currentOp}. */
  record Disk(String member, Reply files, Reply status, Reply operations) {

    double used() {
      return files.number("fsUsedSize");
    }

    double total() {
      return files.number("fsTotalSize");
    }

    boolean sized() {
      return total() > 0 && used() >= 0;
    }

    double percent() {
      return 100 * used() / total();
    }

    /** Returns how much of the cache is dirty, in percent; not a number without WiredTiger. */
    double dirty() {
      return 100
          * status.number("wiredTiger", "cache", "tracked dirty bytes in the cache")
          / status.number("wiredTiger", "cache", "maximum bytes configured");
    }

    boolean locked() {
      return operations.is("fsyncLock");
    }
  }

  List<Observation> rows() {
    List<Observation> rows = new ArrayList<>(view.rows());
    for (Disk disk : members) {
      row(rows, disk.member(), disk.files());
      row(rows, disk.member(), disk.status());
      row(rows, disk.member(), disk.operations());
      for (String field : List.of("fsUsedSize", "fsTotalSize")) {
        disk.files()
            .at(field)
            .ifPresent(value -> rows.add(Observation.of(disk.member(), field, value, "B")));
      }
      if (disk.sized()) {
        rows.add(Observation.of(disk.member(), "file system used", disk.percent(), "%"));
      }
      if (Double.isFinite(disk.dirty())) {
        rows.add(Observation.of(disk.member(), "cache dirty", disk.dirty(), "%"));
      }
      if (disk.operations().answered()) {
        rows.add(Observation.of(disk.member(), "fsyncLock", disk.locked()));
      }
    }
    return rows;
  }

  private static void row(Collection<Observation> rows, String member, Reply reply) {
    if (!reply.answered()) {
      rows.add(Observation.of(member, "trouble", reply.trouble()));
    }
  }
}
