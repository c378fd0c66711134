package dev.sallyport.cli;

import dev.sallyport.journal.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes a report that only its owner can read, whole or not at all; into what is no file, such as
 * a pipe, as it comes.
 */
final class ReportFile {
  private ReportFile() {}

  static void write(Path file, String text) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      Files.writeString(file, text);
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is no file.");
    }
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(
          "There is no folder "
              + folder
              + " to write "
              + file.getFileName()
              + " into. Make it first.");
    }
    Path draft = Files.createTempFile(folder, ".report", ".tmp", OwnerOnly.file(folder));
    try {
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
