package dev.sallyport.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A process just started, with the view on all it may start. */
record Started(Process process, ProcessTree tree) {

  static Started start(Platform platform, Launch launch) throws CommandNotStartedException {
    List<String> argv = new ArrayList<>(launch.argv());
    argv.set(0, ProgramLookup.find(launch));
    if (platform.setsid() != null) {
      // It replaces itself by the program, whose number is then that of the session and the group.
      argv.add(0, platform.setsid().toString());
    }
    ProcessBuilder builder = new ProcessBuilder(argv);
    if (launch.directory() != null) {
      builder.directory(launch.directory().toFile());
    }
    builder.environment().clear();
    builder.environment().putAll(launch.env());
    try {
      Process process = builder.start();
      return new Started(
          process,
          new OsProcessTree(process.toHandle(), platform.setsid() != null, platform.proc()));
    } catch (IOException e) {
      throw new CommandNotStartedException(
          launch.shown(),
          "the system refused it ("
              + launch.redactor().redact(String.valueOf(e.getMessage()))
              + ").",
          "give a text too long for an argument by stdin(...); else look at this user's limits of"
              + " processes and memory.",
          e);
    }
  }
}
