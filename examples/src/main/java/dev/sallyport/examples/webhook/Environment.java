package dev.sallyport.examples.webhook;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The variables that the service is started with; secrets are not among them. */
final class Environment {
  /** What the service does not start without. */
  static final List<String> REQUIRED =
      List.of("WEBHOOK_DATABASE_URL", "WEBHOOK_DATABASE_USER", "TYPEFORM_API", "WEBHOOK_PORT");

  private Environment() {}

  /** Returns the variables of a file with lines {@code NAME=value}. */
  static Map<String, String> read(Path file) throws IOException {
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      lines.load(reader);
    }
    Map<String, String> variables = new LinkedHashMap<>();
    lines.stringPropertyNames().stream()
        .sorted()
        .forEach(name -> variables.put(name, lines.getProperty(name)));
    return variables;
  }

  /** Returns the check that every variable the service needs is there, and not blank. */
  static Check isComplete(Path file) {
    return Check.of(
        "environment",
        context -> {
          Map<String, String> variables = read(file);
          List<String> missing = new ArrayList<>(REQUIRED);
          missing.removeIf(name -> !variables.getOrDefault(name, "").isBlank());
          Evidence evidence =
              Evidence.of("the variables in " + file.getFileName(), context.startedAt())
                  .and("", "there", String.join(", ", variables.keySet()))
                  .against("each of " + String.join(", ", REQUIRED));
          if (missing.isEmpty()) {
            return Verdict.pass("All " + REQUIRED.size() + " variables are there", evidence);
          }
          return Verdict.fail(
              "variable-missing",
              "These variables are missing or blank: "
                  + String.join(", ", missing)
                  + ". Write them into "
                  + file
                  + ".",
              evidence);
        });
  }
}
