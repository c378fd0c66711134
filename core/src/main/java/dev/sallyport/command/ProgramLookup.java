package dev.sallyport.command;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds the program before anything is started, so that a missing one is told apart from a program
 * that ends with 127.
 */
final class ProgramLookup {
  private ProgramLookup() {}

  /** Returns the program by its whole path, found by the PATH the command itself will see. */
  static String find(Launch launch) throws CommandNotStartedException {
    Path directory = directory(launch);
    String program = launch.argv().get(0);
    if (File.separatorChar != '/') {
      // The system's own rules, such as endings that go without saying, are better kept by itself.
      return program;
    }
    if (program.indexOf('/') >= 0) {
      return named(launch, directory.resolve(program)).toString();
    }
    Path found = search(program, launch.path(), directory);
    if (found == null) {
      throw new CommandNotStartedException(
          launch.shown(),
          "the program '"
              + program
              + "' is not in PATH, which is "
              + (launch.path() == null ? "not set." : "'" + launch.path() + "'."),
          "install it, name it by its whole path, or set PATH by env(\"PATH\", ...).");
    }
    return found.toString();
  }

  /** Returns the program in the first directory of the path that has it; null for none. */
  static @Nullable Path search(String program, @Nullable String path, Path directory) {
    for (String entry : path == null ? new String[0] : path.split(":")) {
      // An empty entry would be the working directory, which nobody means.
      Path candidate = directory.resolve(entry).resolve(program);
      if (!entry.isEmpty() && Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
        return candidate;
      }
    }
    return null;
  }

  private static Path directory(Launch launch) throws CommandNotStartedException {
    Path directory = launch.directory() == null ? Path.of("") : launch.directory();
    if (!Files.isDirectory(directory)) {
      throw new CommandNotStartedException(
          launch.shown(),
          "the working directory '" + directory + "' is not there, or is no directory.",
          "make it in a step before, or correct in(...).");
    }
    return directory.toAbsolutePath();
  }

  private static Path named(Launch launch, Path program) throws CommandNotStartedException {
    if (!Files.isRegularFile(program)) {
      throw new CommandNotStartedException(
          launch.shown(),
          "there is no program '" + program + "'.",
          "install it, or correct its path; a relative one is read from the working directory.");
    }
    if (!Files.isExecutable(program)) {
      throw new CommandNotStartedException(
          launch.shown(),
          "'" + program + "' is not executable.",
          "make it executable (chmod +x), or name the interpreter as the program.");
    }
    return program;
  }
}
