package dev.sallyport.examples.world;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Starts servers which outlive this process: in a session of their own, without a terminal, their
 * output in a log.
 *
 * <p>Each works in a folder of its own below the world's. Its command line names no path, so that
 * the engine, whose command line does, can be told from its servers.
 */
final class Launcher {
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1", // short lives on few cores
          "-XX:-UsePerfData",
          "-Xshare:auto",
          "-Xms32m",
          "-Xmx128m",
          "-Dsun.net.httpserver.nodelay=true", // or every answer waits 40 ms for an acknowledgement
          "-Dsun.net.httpserver.maxIdleConnections=500");

  private final Path folder;

  Launcher(Path folder) {
    this.folder = folder;
  }

  Path log(String name) {
    return folder.resolve(name + ".log");
  }

  /** Starts a main class of this program. */
  ServerProcess java(String name, Class<?> main, Map<String, String> environment, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM);
    command.add(main.getName());
    command.addAll(List.of(args));
    Map<String, String> all = new java.util.HashMap<>(environment);
    all.put("CLASSPATH", absoluteClassPath());
    return start(name, command, all);
  }

  /** Starts a program. */
  ServerProcess start(String name, List<String> command, Map<String, String> environment) {
    List<String> detached = new ArrayList<>(List.of("setsid"));
    detached.addAll(command);
    try {
      Path home = Files.createDirectories(folder.resolve(name));
      ProcessBuilder builder =
          new ProcessBuilder(detached)
              .directory(home.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()));
      builder.environment().putAll(environment);
      return identify(name, builder.start());
    } catch (IOException e) {
      throw new WorldException(
          "The server '"
              + name
              + "' could not be started: "
              + e.getMessage()
              + ". The demo needs Linux with `setsid` (package util-linux).",
          e);
    }
  }

  private ServerProcess identify(String name, Process process) {
    OptionalLong ticks = Procfs.startTicks(process.pid());
    if (ticks.isEmpty()) {
      throw died(name);
    }
    return new ServerProcess(process.pid(), ticks.getAsLong());
  }

  /** Returns the exception which says that a server has ended, with the end of its log. */
  WorldException died(String name) {
    return new WorldException(
        "The server '"
            + name
            + "' ended right after its start. The end of "
            + log(name)
            + ":\n"
            + tail(log(name)));
  }

  static String tail(Path log) {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    } catch (IOException e) {
      return "(it cannot be read: " + e + ")";
    }
  }

  /** Relative entries would be looked for in the server's folder. */
  private static String absoluteClassPath() {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, entries);
  }
}
