package dev.sallyport.examples.webhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The libraries that the service runs with, as a lock file of the release names them: each line a
 * SHA-256 and the name of a file in the depot. Each set has a folder of its own, and a link leads
 * to the one in use; so the way back is to set the link.
 */
final class Libraries {
  private final Home home;

  Libraries(Home home) {
    this.home = home;
  }

  /** Returns the name of the set in use. */
  String now() throws IOException {
    return Files.readSymbolicLink(home.lib()).getFileName().toString();
  }

  /**
   * Installs what a lock file names, and uses it.
   *
   * @throws IOException if a library is missing, or is another one than the lock file means
   */
  void install(Path lock) throws IOException {
    List<String> lines = Files.readAllLines(lock).stream().filter(l -> !l.isBlank()).toList();
    if (lines.isEmpty()) {
      throw new IOException(lock + " names no library. Look at the release.");
    }
    Map<String, byte[]> libraries =
        new LinkedHashMap<>(); // all are looked at before one is written
    for (String line : lines) {
      String[] words = line.strip().split("\\s+", 2);
      byte[] library = Files.readAllBytes(home.depot().resolve(words[1]));
      if (!hash(library).equals(words[0])) {
        throw new IOException(
            words[1] + " in the depot is not the one that " + lock + " means. Fetch it anew.");
      }
      libraries.put(words[1], library);
    }
    String name = "lib-" + hash(Files.readAllBytes(lock)).substring(0, 16);
    Path set = Files.createDirectories(home.folder().resolve(name));
    for (Map.Entry<String, byte[]> library : libraries.entrySet()) {
      Files.write(set.resolve(library.getKey()), library.getValue());
    }
    use(name);
  }

  /** Uses an installed set. */
  void use(String name) throws IOException {
    if (!Files.isDirectory(home.folder().resolve(name))) {
      throw new IOException("There is no set of libraries " + name + " in " + home.folder() + ".");
    }
    Path fresh = home.folder().resolve("lib.new");
    Files.deleteIfExists(fresh);
    Files.createSymbolicLink(fresh, Path.of(name));
    Files.move(fresh, home.lib(), StandardCopyOption.ATOMIC_MOVE);
  }

  static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
