package dev.sallyport.examples.checklist;

import dev.sallyport.journal.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes pages of a run's record, which only their owner can read. */
public final class PageFile {
  private PageFile() {}

  /**
   * Writes a page, whole or not at all, and returns its file's name.
   *
   * @throws IOException if it could not be written
   */
  public static String write(Path folder, String name, String text) throws IOException {
    Files.createDirectories(folder, OwnerOnly.folder(folder));
    Path draft = Files.createTempFile(folder, name, ".draft", OwnerOnly.file(folder));
    try {
      Files.writeString(draft, text);
      Files.move(draft, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
    return name;
  }
}
