package dev.sallyport.checks.mongo;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What speaks against the storage of a set, beside how full it is. Pure.
 *
 * @param dirtyAtMost how much of a cache may be dirty
 */
record StorageRules(Percent dirtyAtMost) {
  /** From there on WiredTiger makes the application's threads write out pages: its default. */
  static final Percent DIRTY = Percent.of(20);

  /** Returns why how full it is cannot be told. */
  static List<Objection> problems(StorageSeen seen) {
    List<Objection> found = new ArrayList<>(seen.view().useless());
    if (!found.isEmpty()) {
      return found;
    }
    for (StorageSeen.Disk disk : seen.members()) {
      if (!disk.files().answered()) {
        found.add(SetView.unreadable(disk.files()));
      } else if (!disk.sized()) {
        found.add(
            Objection.unknown(
                Verdict.Cause.NO_DATA,
                "no-file-system",
                disk.member(),
                disk.member()
                    + " does not tell the size of its file system: fsTotalSize is "
                    + disk.files().at("fsTotalSize").map(String::valueOf).orElse("missing"),
                "A mongod does from 3.6 on, unless it keeps its data in memory; look whether this"
                    + " is one."));
      }
    }
    return found;
  }

  /** Returns what endangers writes while there is room on the disk. */
  List<Objection> dangers(StorageSeen seen) {
    List<Objection> found = new ArrayList<>();
    for (StorageSeen.Disk disk : seen.members()) {
      String name = disk.member();
      if (!disk.operations().answered()) {
        found.add(SetView.unreadable(disk.operations()));
      }
      if (!disk.status().answered()) {
        found.add(SetView.unreadable(disk.status()));
      }
      if (disk.locked()) {
        found.add(
            Objection.pending(
                "fsync-locked",
                name,
                name + " is locked by fsyncLock and takes no write",
                "A backup may be under way; if none is, it was forgotten: db.fsyncUnlock()."));
      }
      if (disk.dirty() > dirtyAtMost.value()) {
        found.add(
            Objection.pending(
                "cache-dirty",
                name,
                Percent.of(disk.dirty()) + " of the cache of " + name + " is dirty",
                "Its disk does not keep up with the writes, and operations are made to wait."));
      }
    }
    return found;
  }
}
