package dev.sallyport.examples.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes what stopped servers leave behind. */
final class Leftovers {
  private Leftovers() {}

  /** Leaves the folder empty, for its owner only. */
  static void makeEmpty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      for (Path path : below(folder)) {
        Files.delete(path);
      }
    }
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  /**
   * Removes all but the logs, the address book last: it tells that there is something to remove.
   */
  static void clear(Path folder) throws IOException {
    Path book = folder.resolve(AddressBook.FILE);
    for (Path path : below(folder)) {
      boolean isLog = path.toString().endsWith(".log");
      if (!isLog && !path.equals(book)) {
        Files.deleteIfExists(path);
      }
    }
    Files.deleteIfExists(book);
  }

  /** Returns all that lies in a folder, what lies deeper first. */
  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(p -> !p.equals(folder)).sorted(Comparator.reverseOrder()).toList();
    }
  }
}
