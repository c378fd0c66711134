package dev.sallyport.functional;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the engine's process with SIGKILL at random moments, again and again, and lets an effects
 * ledger outside the engine judge what came of it.
 *
 * <p>{@code -Dcrash.kills=N} sets how many kills there are at least; 200 unless told otherwise.
 */
class CrashTest {
  private static final int KILLS = Integer.getInteger("crash.kills", 200);
  private static final int KILLS_PER_RUN = 10;
  private static final int SIDE_BY_SIDE = 2;

  @TempDir Path folder;

  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void noEffectIsLostDoubledOrInvented() throws Exception {
    ExecutorService workers = Executors.newFixedThreadPool(SIDE_BY_SIDE);
    try {
      List<Future<List<String>>> faults = new ArrayList<>();
      for (int i = 0; i < SIDE_BY_SIDE; i++) {
        faults.add(workers.submit(this::killAndResume));
      }
      for (Future<List<String>> each : faults) {
        assertThat(each.get(20, TimeUnit.MINUTES)).isEmpty();
      }
    } finally {
      workers.shutdownNow();
    }
    assertThat(kills.get()).isGreaterThanOrEqualTo(KILLS);
    System.out.println(kills + " kills over " + runs + " runs; the ledger has no fault to find");
  }

  private List<String> killAndResume() throws IOException, InterruptedException {
    List<String> faults = new ArrayList<>();
    while (kills.get() < KILLS) {
      int number = runs.incrementAndGet();
      boolean fails = number % 2 == 0;
      Path home = Files.createDirectory(folder.resolve("run-" + number));
      Random random = new Random(number);
      String end = "";
      for (int i = 0; i < KILLS_PER_RUN && end.isEmpty(); i++) {
        end = child(home, fails, random.nextInt(140));
      }
      if (end.isEmpty()) {
        end = child(home, fails, -1);
      }
      String expected = fails ? "ROLLED_BACK" : "SUCCEEDED";
      if (!end.equals(expected)) {
        faults.add("run " + number + " ended with '" + end + "', expected " + expected);
      }
      Ledger ledger = new Ledger(home.resolve("ledger"));
      for (String fault : new CrashPlan(ledger, fails).faults()) {
        faults.add("run " + number + ": " + fault + " " + ledger.lines());
      }
    }
    return faults;
  }

  /** Returns the outcome, or nothing if the child was killed before it could say it. */
  private String child(Path home, boolean fails, int killAfterMillis)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                CrashChild.class.getName(),
                home.toString(),
                String.valueOf(fails))
            .redirectError(home.resolve("errors").toFile())
            .start();
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      String ready = said.readLine();
      assertThat(ready)
          .as("the child's first line; its errors: %s", errors(home))
          .isEqualTo("ready");
      if (killAfterMillis >= 0 && !process.waitFor(killAfterMillis, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        kills.incrementAndGet();
        return "";
      }
      String outcome = said.readLine();
      process.waitFor();
      return outcome == null ? "" : outcome;
    } finally {
      process.destroyForcibly();
    }
  }

  private static String errors(Path home) throws IOException {
    return Files.readString(home.resolve("errors"));
  }
}
