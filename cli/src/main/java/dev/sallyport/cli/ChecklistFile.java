package dev.sallyport.cli;

import dev.sallyport.cli.checklist.Checklist;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads the file of a checklist. */
final class ChecklistFile {
  private static final long LARGEST = 10_000_000;

  private ChecklistFile() {}

  static Checklist read(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
        throw new UsageProblem(
            file + " has more than 10 MB, which is no checklist. Name the Markdown file.");
      }
      Path name = file.getFileName();
      return Checklist.read(String.valueOf(name), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new UsageProblem(
          file + " is no text in UTF-8. Save it as such; nothing was read from it.", e);
    } catch (IOException e) {
      throw new UsageProblem(
          "The checklist " + file + " cannot be read: " + e + ". Name a Markdown file.", e);
    }
  }
}
