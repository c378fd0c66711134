package dev.sallyport.checks.jdbc;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Alembic and Django as they come from the Python index, or from the system. */
final class PythonTools {
  private static final String FOLDER = "SALLYPORT_PYTHON_MIGRATIONS";

  private PythonTools() {}

  /** Returns a program of that installation; ends the test, loudly, where there is none. */
  static Path program(String name) {
    String cache =
        System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
    String folder = System.getenv().getOrDefault(FOLDER, cache + "/sallyport/python-migrations-1");
    Path program = Path.of(folder, "bin", name);
    assumeTrue(
        Files.isExecutable(program), "THERE IS NO " + program + ": run .ci/servers/postgresql.");
    return program;
  }

  static Command run(Path folder, String database, Path program, String... arguments)
      throws Exception {
    List<String> words = new ArrayList<>(List.of(program.toString()));
    words.addAll(List.of(arguments));
    return Command.run(Map.of("DATABASE", database, "PYTHONDONTWRITEBYTECODE", "1"), folder, words);
  }
}
