package dev.sallyport.checks.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** One look: which file it is at, and how a file is opened. Written by one thread, read by two. */
final class Look {
  private volatile Path at;

  Look(Path folder) {
    this.at = folder;
  }

  Path at() {
    return at;
  }

  /**
   * Returns what the file system says of a regular file.
   *
   * @throws TroubleException if it is none, or cannot be asked for
   */
  Stamp stamp(Path file) throws TroubleException {
    at = file;
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      if (!seen.isRegularFile()) {
        String what = seen.isDirectory() ? "a folder" : "a pipe, socket or device";
        throw trouble(Trouble.Kind.NOT_A_FILE, file, "is " + what + ", not a file");
      }
      String key = seen.fileKey() == null ? "" : seen.fileKey().toString();
      return new Stamp(seen.size(), seen.lastModifiedTime().toInstant(), key);
    } catch (TroubleException e) {
      throw e;
    } catch (IOException e) {
      throw trouble(file, e);
    }
  }

  /** Opens a regular file; a pipe would wait for its writer for ever, so it is not opened. */
  InputStream open(Path file) throws TroubleException {
    stamp(file);
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw trouble(file, e);
    }
  }

  static TroubleException trouble(Path file, IOException problem) {
    if (problem instanceof TroubleException known) {
      return known;
    }
    if (problem instanceof NoSuchFileException || problem instanceof FileNotFoundException) {
      return trouble(Trouble.Kind.MISSING, file, "is not there");
    }
    if (problem instanceof AccessDeniedException) {
      return trouble(Trouble.Kind.UNREADABLE, file, "may not be read");
    }
    String reason =
        problem instanceof FileSystemException known && known.getReason() != null
            ? known.getReason()
            : String.valueOf(problem.getMessage());
    return trouble(Trouble.Kind.UNREADABLE, file, "cannot be read: " + reason);
  }

  static TroubleException trouble(Trouble.Kind kind, Path file, String detail) {
    return new Trouble(kind, file.toString(), detail).thrown();
  }
}
