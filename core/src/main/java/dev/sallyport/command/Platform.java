package dev.sallyport.command;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the operating system offers.
 *
 * @param setsid the program that starts another one in a session of its own; null for none
 * @param proc the process table
 */
record Platform(@Nullable Path setsid, ProcFs proc) {

  /** Returns what is found on this machine. */
  static Platform current() {
    Path proc = Path.of("/proc");
    boolean linux = Files.isReadable(proc.resolve("self/stat"));
    Path setsid =
        linux
            ? ProgramLookup.search("setsid", "/usr/bin:/bin:" + System.getenv("PATH"), Path.of("/"))
            : null;
    return new Platform(setsid, new ProcFs(proc));
  }
}
