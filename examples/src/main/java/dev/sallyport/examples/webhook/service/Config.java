package dev.sallyport.examples.webhook.service;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What the service is told: by a file that comes with the release, and by its environment. */
record Config(
    String version,
    int port,
    String database,
    String user,
    String password,
    URI typeform,
    String typeformToken,
    String secret,
    String admin,
    double limit,
    double typeformLimit,
    int attempts,
    long firstDelayMillis,
    List<String> missing) {

  static Config read(Path file, Map<String, String> environment) throws IOException {
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      release.load(reader);
    }
    List<String> missing = new ArrayList<>();
    return new Config(
        release.getProperty("version", "unknown"),
        Integer.parseInt(value(environment, "WEBHOOK_PORT", missing)),
        value(environment, "WEBHOOK_DATABASE_URL", missing),
        value(environment, "WEBHOOK_DATABASE_USER", missing),
        value(environment, "WEBHOOK_DATABASE_PASSWORD", missing),
        URI.create(value(environment, "TYPEFORM_API", missing)),
        value(environment, "TYPEFORM_TOKEN", missing),
        value(environment, "WEBHOOK_SECRET", missing),
        value(environment, "WEBHOOK_ADMIN_TOKEN", missing),
        Double.parseDouble(release.getProperty("requests-per-second", "2")),
        Double.parseDouble(release.getProperty("typeform-calls-per-second", "2")),
        Integer.parseInt(release.getProperty("attempts", "3")),
        Long.parseLong(release.getProperty("first-delay-millis", "200")),
        List.copyOf(missing));
  }

  private static String value(Map<String, String> environment, String name, List<String> missing) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      missing.add(name);
    }
    return value;
  }

  /** Holds secrets, so it shows nothing but its version. */
  @Override
  public String toString() {
    return "config of " + version;
  }
}
