package dev.sallyport.checks.files;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;

/** Asks every check that opens a file, in a process which may not read it. */
final class Unreadable {
  private Unreadable() {}

  /** Takes the folder with a file for each check. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]).toAbsolutePath().normalize();
    FileChecks files = FileChecks.in(folder);
    for (String name : EveryCheck.of(files, folder.resolve("x")).keySet()) {
      if (!Set.of("age", "size").contains(name)) {
        Verdict verdict =
            EveryCheck.of(files, folder.resolve(name))
                .get(name)
                .judge(CheckContext.of(Clock.systemUTC(), Duration.ofSeconds(3)));
        System.out.println(name + " " + verdict.word() + " " + verdict.reason());
      }
    }
  }
}
