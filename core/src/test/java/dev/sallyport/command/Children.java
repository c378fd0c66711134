package dev.sallyport.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What tests ask about the processes that a script wrote the numbers of into a directory. */
final class Children {
  private static final ProcFs PROC = new ProcFs(Path.of("/proc"));

  private Children() {}

  /** Waits until the script has written that many files ending in {@code .pid}; returns numbers. */
  static List<Long> pids(Path directory, int count) throws IOException {
    await(() -> list(directory).size() >= count);
    return list(directory);
  }

  static void assertDead(List<Long> pids) {
    assertThat(pids).allSatisfy(pid -> assertThat(alive(pid)).as("pid %s", pid).isFalse());
  }

  static boolean alive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)
        && PROC.stat(pid).map(s -> !s.dead()).orElse(false);
  }

  static void await(BooleanSupplier condition) {
    Deadline deadline = Deadline.in(Duration.ofSeconds(10));
    while (!condition.getAsBoolean()) {
      assertThat(deadline.passed()).as("waited too long").isFalse();
      try {
        Thread.sleep(10);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  private static List<Long> list(Path directory) {
    List<Long> pids = new ArrayList<>();
    try (var files = Files.newDirectoryStream(directory, "*.pid")) {
      for (Path file : files) {
        String text = Files.readString(file).strip();
        if (!text.isEmpty()) {
          pids.add(Long.valueOf(text));
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return pids;
  }
}
