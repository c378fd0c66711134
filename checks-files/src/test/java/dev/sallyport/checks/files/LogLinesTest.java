package dev.sallyport.checks.files;

import static dev.sallyport.checks.files.Ask.passes;
import static dev.sallyport.checks.files.Ask.read;
import static dev.sallyport.checks.files.Ask.says;
import static dev.sallyport.checks.files.Ask.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real log, written, rotated and truncated as its owners do. */
class LogLinesTest {
  @TempDir Path folder;
  private FileChecks files;
  private Path log;

  @BeforeEach
  void open() throws Exception {
    files = FileChecks.in(folder);
    log = folder.resolve("app.log");
    append("started", "ERROR of yesterday");
  }

  private void append(String... lines) throws IOException {
    for (String line : lines) {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }

  private void gone(String code, LogMark mark) throws Exception {
    says("inconclusive", code, errors(mark).atMost(0L));
  }

  private LogLines errors(LogMark mark) {
    return files.logSince(mark).lines("ERROR");
  }

  @Test
  void lines_before_the_mark_do_not_count() throws Exception {
    LogMark mark = files.mark("app.log");
    append("all well");
    assertThat(value(errors(mark))).isZero();
    append("ERROR of today", "and ERROR again");
    Verdict verdict = says("fail", "threshold-breached", errors(mark).staysAtMost(0L));
    assertThat(verdict.toString()).contains("match=ERROR of today").doesNotContain("yesterday");
    assertThat(verdict.evidence().samples()).isEqualTo(3);
    assertThat(verdict.reason())
        .isEqualTo(
            "files log-lines is 2, not <= 0; of ERROR in " + log + " the first is: ERROR of today");
    says("pending", "threshold-breached", errors(mark).below(2L));
    assertThat(says("fail", "threshold-breached", errors(mark).staysAbove(7L)).reason())
        .contains("not > 7; of ERROR in", "the first is: ERROR of today");
  }

  @Test
  void no_matching_line_in_a_silent_log_is_no_data() throws Exception {
    LogMark mark = files.mark("app.log");
    assertThat(read(errors(mark))).isInstanceOf(Reading.NoData.class);
    append("GET /");
    assertThat(value(errors(mark))).isZero();
    assertThat(read(errors(mark).aliveLines(2))).isInstanceOf(Reading.NoData.class);
    assertThat(read(errors(mark).alive("heartbeat"))).isInstanceOf(Reading.NoData.class);
    append("heartbeat");
    passes(errors(mark).alive("heartbeat").aliveLines(2).atMost(0L));
  }

  @Test
  void a_line_that_is_not_ended_counts_already_if_it_is_bad() throws Exception {
    LogMark mark = files.mark("app.log");
    Files.writeString(log, "half an ERROR", StandardOpenOption.APPEND);
    assertThat(value(errors(mark))).isEqualTo(1);
  }

  @Test
  void rotation_is_followed() throws Exception {
    LogMark mark = files.mark("app.log");
    append("ERROR 1");
    Files.move(log, folder.resolve("app.log.1"));
    append("ERROR 2");
    assertThat(value(errors(mark))).isEqualTo(2);
    Thread.sleep(20); // the file system's clock ticks that slowly
    Files.move(folder.resolve("app.log.1"), folder.resolve("app.log.2"));
    Files.move(log, folder.resolve("app.log.1"));
    append("ERROR 3");
    Files.writeString(folder.resolve("app.err"), "ERROR of another log\n");
    assertThat(value(errors(mark))).isEqualTo(3);
  }

  @Test
  void a_rotated_log_that_is_gone_or_compressed_is_noticed() throws Exception {
    LogMark mark = files.mark("app.log");
    append("ERROR 1");
    Files.move(log, folder.resolve("app.log.1"));
    append("all well");
    Shell.succeed(folder, "gzip", "app.log.1");
    gone("rotated-away", mark);
    Files.delete(folder.resolve("app.log.1.gz"));
    gone("rotated-away", mark);
  }

  @Test
  void truncation_is_noticed_even_when_the_log_has_grown_again() throws Exception {
    LogMark mark = files.mark("app.log");
    Files.copy(log, folder.resolve("app.log.1"));
    Files.writeString(log, "");
    gone("truncated", mark);
    append("a", "new and longer beginning than the one before was".repeat(4));
    gone("truncated", mark);
  }

  @Test
  void a_new_file_with_the_same_inode_is_not_the_old_one() throws Exception {
    LogMark mark = files.mark("app.log");
    LogMark same = new LogMark(mark.log(), mark.file(), mark.offset(), mark.before(), mark.at());
    Files.writeString(log, "X".repeat(100) + "\n");
    gone("truncated", same);
  }

  @Test
  void a_log_that_was_not_there_counts_from_its_begin() throws Exception {
    Files.delete(log);
    LogMark mark = files.mark("app.log");
    says("inconclusive", "is not there", errors(mark).atMost(0L));
    append("ERROR 1");
    assertThat(value(errors(mark))).isEqualTo(1);
  }

  @Test
  void a_mark_is_kept_in_a_file_over_a_restart() throws Exception {
    files.mark("app.log").writeTo(folder.resolve("mark"));
    append("ERROR 1");
    assertThat(value(files.logSinceMarkIn("mark").lines("ERROR"))).isEqualTo(1);
    says("inconclusive", "is not there", files.logSinceMarkIn("none").lines("x").atMost(0L));
    Files.writeString(folder.resolve("mark"), "{\"log\":");
    says("inconclusive", "is no mark", files.logSinceMarkIn("mark").lines("x").atMost(0L));
  }

  @Test
  void an_expression_that_takes_for_ever_ends_with_the_sample() throws Exception {
    LogMark mark = files.mark("app.log");
    append("a".repeat(5000) + "!");
    long began = System.nanoTime();
    Verdict verdict =
        files
            .logSince(mark)
            .lines("(a|aa)+$")
            .atMost(0L)
            .judge(CheckContext.of(Clock.systemUTC(), Duration.ofMillis(500)));
    assertThat(verdict.word()).isEqualTo("inconclusive");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void a_log_that_grew_beyond_the_limit_is_not_read() throws Exception {
    LogMark mark = files.mark("app.log");
    append("x".repeat(5000));
    FileChecks small = files.readingAtMost(DataSize.kibibytes(4));
    says("inconclusive", "too-large", small.logSince(mark).lines("x").atMost(0L));
    Reading<Long> cut = read(files.logSince(mark).lines("x"));
    assertThat(cut).isInstanceOf(Reading.Value.class);
  }

  @Test
  void a_line_is_looked_at_up_to_a_limit_and_said_to_be_cut() throws Exception {
    LogMark mark = files.mark("app.log");
    append("y".repeat(70_000) + "ERROR");
    Reading<Long> seen = read(errors(mark));
    assertThat(seen.toString()).contains("lines cut=1");
  }
}
