package dev.sallyport.checks.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A migration file of Flyway.
 *
 * @param name its file name
 * @param kind V, R or B
 * @param version its version; empty for R
 * @param description what comes after the two underscores
 * @param checksum its CRC, as Flyway counts it; empty if a placeholder in it is not known
 */
record FlywayFile(
    String name,
    char kind,
    Optional<FlywayVersion> version,
    String description,
    OptionalInt checksum) {
  private static final Pattern NAME = Pattern.compile("(?:([VB])([0-9._]+?)|R)(?:__(.*))?\\.sql");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]*\\}");

  /** Returns the file, or empty if its name is not that of a migration. */
  static Optional<FlywayFile> of(String name, String text, Map<String, String> placeholders) {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    boolean repeatable = matcher.group(1) == null;
    String description = matcher.group(3) == null ? "" : matcher.group(3).replace('_', ' ');
    Optional<FlywayVersion> version =
        repeatable ? Optional.empty() : FlywayVersion.parse(matcher.group(2));
    if (!repeatable && version.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FlywayFile(
            name,
            name.charAt(0),
            version,
            description,
            repeatable ? ofReplaced(text, placeholders) : OptionalInt.of(checksum(text))));
  }

  /** The checksum of a repeatable migration is taken after its placeholders were replaced. */
  private static OptionalInt ofReplaced(String text, Map<String, String> placeholders) {
    String replaced = text;
    for (Map.Entry<String, String> one : placeholders.entrySet()) {
      replaced = replaced.replace("${" + one.getKey() + "}", one.getValue());
    }
    return PLACEHOLDER.matcher(replaced).find()
        ? OptionalInt.empty()
        : OptionalInt.of(checksum(replaced));
  }

  /** Counts all lines without their ends, so that a check-out on Windows changes nothing. */
  static int checksum(String text) {
    CRC32 crc = new CRC32();
    text.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
    return (int) crc.getValue();
  }
}
