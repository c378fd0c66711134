package dev.sallyport.command;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Files for secret values, readable by their owner only, for the time of one command. Thread-safe.
 */
final class SecretFiles {
  private final List<Path> files = new ArrayList<>();

  synchronized Path write(byte[] value) throws IOException {
    Path file = Files.createTempFile("sallyport-", ".secret", ownerOnly());
    files.add(file);
    Files.write(file, value);
    return file;
  }

  /** Deletes the files and returns what could not be deleted, one sentence each. */
  synchronized List<String> delete() {
    List<String> problems = new ArrayList<>();
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        problems.add("The secret file " + file + " could not be deleted (" + e + "); delete it.");
      }
    }
    files.clear();
    return problems;
  }

  private static FileAttribute<?>[] ownerOnly() {
    // Elsewhere the directory for temporary files is the user's own.
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
