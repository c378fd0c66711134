package dev.sallyport.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * People known by a token: the file {@code tokens} in the folder of the runs, a line each of name,
 * roles with commas between, and the SHA-256 of the token in hexadecimal digits, with tabs between.
 * Lines that are empty or begin with {@code #} do not count. Immutable.
 *
 * <p>The file holds no token, so whoever reads it cannot speak for anybody.
 */
public final class Tokens {
  private final List<Entry> entries;

  private Tokens(List<Entry> entries) {
    this.entries = entries;
  }

  /** Returns the line of a person in the file. */
  public static String line(String name, List<String> roles, String token) {
    return name + "\t" + String.join(",", roles) + "\t" + HexFormat.of().formatHex(digest(token));
  }

  static Tokens of(Path file) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (!line.isBlank() && !line.startsWith("#")) {
          entries.add(entry(file, line));
        }
      }
    } catch (NoSuchFileException e) {
      return new Tokens(List.of());
    }
    return new Tokens(entries);
  }

  private static Entry entry(Path file, String line) throws IOException {
    String[] parts = line.split("\t", -1);
    try {
      return new Entry(
          parts[0],
          List.of(parts[1].split("\\s*,\\s*")),
          HexFormat.of().parseHex(parts[2].strip()));
    } catch (ArrayIndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException(
          "The file " + file + " has a line that is not name, roles and SHA-256 with tabs between.",
          e);
    }
  }

  /** Returns whose token that is; compares in constant time. */
  Person person(String token) {
    byte[] asked = digest(token);
    Person found = null;
    for (Entry entry : entries) {
      if (MessageDigest.isEqual(entry.hash(), asked)) {
        found = new Person(entry.name(), "token", entry.roles());
      }
    }
    if (found == null) {
      throw new IllegalStateException(
          "The token is nobody's. Look whether the file 'tokens' in the folder of the runs has it.");
    }
    return found;
  }

  private static byte[] digest(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256.", e);
    }
  }

  /**
   * Who speaks.
   *
   * @param via how the person is known
   * @param roles the roles the person may speak in; any, if there are none
   */
  record Person(String name, String via, List<String> roles) {
    void requireRole(String role) {
      if (!role.isEmpty() && !roles.isEmpty() && !roles.contains(role)) {
        throw new IllegalStateException(
            "'" + name + "' may speak as " + String.join(", ", roles) + ", not as '" + role + "'.");
      }
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Entry(String name, List<String> roles, byte[] hash) {}
}
