package dev.sallyport.examples.world;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** What Linux tells of processes. A process that is gone, or not ours, tells nothing. */
final class Procfs {
  private static final Path PROC = Path.of("/proc");
  private static final int STATE = 0;
  private static final int START_TIME = 19; // counted from the state, which is field 3 of stat
  private static final String DELETED = " (deleted)";

  private static final List<String> SERVERS = List.of(RedisBinary.NAME, "dev.sallyport.examples.");

  private Procfs() {}

  /** Returns when a live process started, in clock ticks since boot. */
  static OptionalLong startTicks(long pid) {
    String stat;
    try {
      stat = Files.readString(PROC.resolve(pid + "/stat"));
    } catch (IOException e) {
      return OptionalLong.empty(); // gone, which is what was asked
    }
    // The name in brackets may hold blanks and brackets of its own.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    boolean dead = fields[STATE].equals("Z") || fields[STATE].equals("X");
    return dead ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(fields[START_TIME]));
  }

  /**
   * Returns the live servers whose working directory is that folder or lies below it; a shell or a
   * pager that stands there is none.
   */
  static List<ServerProcess> workingIn(Path folder) throws IOException {
    Path real = folder.toRealPath();
    List<ServerProcess> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path entry : entries) {
        long pid = Long.parseLong(entry.getFileName().toString());
        if (pid != ProcessHandle.current().pid()
            && workingDirectory(entry).startsWith(real)
            && isServer(entry)) {
          startTicks(pid).ifPresent(ticks -> found.add(new ServerProcess(pid, ticks)));
        }
      }
    }
    return found;
  }

  private static boolean isServer(Path entry) {
    try {
      String command = Files.readString(entry.resolve("cmdline"));
      return SERVERS.stream().anyMatch(command::contains);
    } catch (IOException e) {
      return false; // gone by now
    }
  }

  private static Path workingDirectory(Path entry) {
    try {
      String target = Files.readSymbolicLink(entry.resolve("cwd")).toString();
      return Path.of(
          target.endsWith(DELETED)
              ? target.substring(0, target.length() - DELETED.length())
              : target);
    } catch (IOException e) {
      return Path.of(""); // gone, or another user's
    }
  }
}
