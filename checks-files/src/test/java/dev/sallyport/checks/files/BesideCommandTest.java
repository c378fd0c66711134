package dev.sallyport.checks.files;

import static dev.sallyport.checks.files.Ask.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that people type, and these checks, before the same files. */
@Tag("once")
class BesideCommandTest {
  private static final int TIMES = 7;
  private static final double SLOWER = 1.2;

  @TempDir Path folder;
  private FileChecks files;

  @BeforeEach
  void open() {
    files = FileChecks.in(folder);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  /** Puts both to the same file; the command's exit code 0 means that it sees nothing wrong. */
  private void beside(String state, String command, int exit, Check check, String word)
      throws Exception {
    List<Long> theirs = new ArrayList<>();
    List<Long> ours = new ArrayList<>();
    Shell.Said said = Shell.sh(folder, command);
    Verdict verdict = ask(check);
    for (int i = 0; i < TIMES; i++) {
      long began = System.nanoTime();
      said = Shell.sh(folder, command);
      long between = System.nanoTime();
      verdict = ask(check);
      theirs.add(between - began);
      ours.add(System.nanoTime() - between);
    }
    double command50 = median(theirs);
    double ours50 = median(ours);
    System.out.printf(
        "%s | %s: exit %d, %.1f ms | %s, %.1f ms%n",
        state, command, said.exit(), command50, verdict.word(), ours50);
    assertThat(said.exit()).as("%s: %s", command, said.output()).isEqualTo(exit);
    assertThat(verdict.word()).as("%s", verdict).isEqualTo(word);
    assertThat(ours50).as("%s: ms", state).isLessThan(command50 * SLOWER);
  }

  private static double median(List<Long> nanos) {
    return nanos.stream().sorted().skip(TIMES / 2).findFirst().orElseThrow() / 1e6;
  }

  @Test
  void test_reports() throws Exception {
    String failures = "! grep -q '<failure\\|<error' TEST-*.xml";
    String good = "<testsuite tests='1' failures='0'><testcase name='x'/></testsuite>";
    write("TEST-a.xml", good);
    beside("all well", failures, 0, files.testResults("TEST-*.xml"), "pass");
    write("TEST-b.xml", good.replace("/>", "><failure/></testcase>"));
    beside("one failed", failures, 1, files.testResults("TEST-*.xml"), "fail");
    write("TEST-b.xml", good.substring(0, 30));
    beside("cut off", failures, 0, files.testResults("TEST-*.xml"), "inconclusive");
    write("TEST-b.xml", "");
    beside("empty", failures, 0, files.testResults("TEST-*.xml"), "inconclusive");
    write("TEST-b.xml", good);
    write("TEST-a.xml", "<testsuite tests='1'><testcase><skipped/></testcase></testsuite>");
    beside("all skipped", failures, 0, files.testResults("TEST-a.xml"), "inconclusive");
  }

  @Test
  void coverage() throws Exception {
    String rate = "grep -q 'line-rate=\"\\(1\\|0\\.[89]\\)' coverage.xml";
    write("coverage.xml", "<coverage line-rate=\"1\" lines-valid=\"0\" lines-covered=\"0\"/>");
    beside(
        "nothing was measured",
        rate,
        0,
        files.coverage("coverage.xml").atLeast(Percent.of(80)),
        "inconclusive");
  }

  @Test
  void a_log() throws Exception {
    StringBuilder yesterday = new StringBuilder();
    for (int i = 0; i < 200_000; i++) {
      yesterday.append("2026-01-30 12:00:00 INFO order ").append(i).append(" was served in 3 ms\n");
    }
    write("app.log", yesterday + "2026-01-30 12:00:01 ERROR of yesterday\n");
    LogMark mark = files.mark("app.log");
    Check clean = files.logSince(mark).lines("ERROR").staysAtMost(0L);
    String grep = "! grep -q ERROR app.log";
    String counted = "test $(grep -c ERROR app.log) -eq 1"; // it remembers yesterday's count
    beside("silent since the mark", counted, 0, clean, "inconclusive");
    Path log = folder.resolve("app.log");
    Files.writeString(log, "INFO order was served\n", StandardOpenOption.APPEND);
    beside("well since the mark", grep, 1, clean, "pass");
    Files.writeString(log, "ERROR of today\n", StandardOpenOption.APPEND);
    beside("an error since the mark", counted, 1, clean, "fail");
    Files.move(log, folder.resolve("app.log.1"));
    write("app.log", "INFO order was served\n");
    beside("an error, then rotated", grep, 0, clean, "fail");
  }

  @Test
  void archives() throws Exception {
    byte[] noise = new byte[4_000_000];
    new Random(3).nextBytes(noise);
    Files.write(folder.resolve("noise"), noise);
    Shell.succeed(folder, "/bin/sh", "-c", "gzip -k noise; tar czf noise.tgz noise");
    beside("whole", "gzip -t noise.gz", 0, files.backup("noise.gz"), "pass");
    beside("whole", "tar tzf noise.tgz", 0, files.backup("noise.tgz"), "pass");
    byte[] gzip = Files.readAllBytes(folder.resolve("noise.gz"));
    Files.write(folder.resolve("cut.gz"), Arrays.copyOf(gzip, gzip.length / 2));
    beside("cut off", "gzip -t cut.gz", 1, files.backup("cut.gz"), "fail");
    Shell.succeed(folder, "/bin/sh", "-c", "gzip -c /dev/null > nothing.gz");
    beside("of nothing", "gzip -t nothing.gz", 0, files.backup("nothing.gz"), "inconclusive");
  }
}
