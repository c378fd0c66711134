package dev.sallyport.cli;

import dev.sallyport.check.Secret;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Binds secrets from files and from the environment; never from the command line, which all can
 * see.
 */
final class SecretValues {
  private static final String PREFIX = "SALLYPORT_SECRET_";

  private SecretValues() {}

  static Plan bind(Plan plan, List<String> files, Map<String, String> env) {
    Map<String, String> named = new HashMap<>();
    for (String one : files) {
      int split = one.indexOf('=');
      if (split < 1) {
        throw new UsageProblem("--secret-file '" + one + "' is not of the form NAME=FILE.");
      }
      named.put(one.substring(0, split), one.substring(split + 1));
    }
    Plan bound = plan;
    for (Secret<?> secret : plan.secrets()) {
      String file = named.remove(secret.name());
      String value = file != null ? content(secret, file) : env.get(variable(secret));
      if (value != null) {
        bound = bind(bound, secret, value);
      }
    }
    if (!named.isEmpty()) {
      throw new UsageProblem(
          "The plan '"
              + plan.name()
              + "' has no secret "
              + String.join(", ", named.keySet())
              + ".");
    }
    return bound;
  }

  /** Returns the environment variable that is looked at for a secret. */
  static String variable(Secret<?> secret) {
    return PREFIX + secret.name().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  /** Returns what the file holds without the line break that editors put at the end. */
  private static String content(Secret<?> secret, String file) {
    try {
      return Files.readString(Path.of(file)).replaceFirst("\\r?\\n\\z", "");
    } catch (IOException e) {
      throw new UsageProblem(
          "The secret '"
              + secret.name()
              + "' could not be read from "
              + file
              + ": "
              + e.getClass().getSimpleName()
              + ".",
          e);
    }
  }

  private static <T> Plan bind(Plan plan, Secret<T> secret, String value) {
    if (secret.type().equals(String.class)) {
      return plan.with(secret, secret.type().cast(value));
    } else if (secret.type().equals(char[].class)) {
      return plan.with(secret, secret.type().cast(value.toCharArray()));
    }
    throw new UsageProblem(
        "The secret '"
            + secret.name()
            + "' is a "
            + secret.type().getSimpleName()
            + ", which cannot be read from text. Bind it in the plan's own code.");
  }
}
