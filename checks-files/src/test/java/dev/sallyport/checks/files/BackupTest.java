package dev.sallyport.checks.files;

import static dev.sallyport.checks.files.Ask.ask;
import static dev.sallyport.checks.files.Ask.passes;
import static dev.sallyport.checks.files.Ask.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that gzip, tar and zip make here, sound and damaged. */
class BackupTest {
  @TempDir Path folder;
  private FileChecks files;

  @BeforeEach
  void makeContent() throws Exception {
    files = FileChecks.in(folder);
    Path data = Files.createDirectories(folder.resolve("data/deep"));
    byte[] noise = new byte[200_000];
    new Random(7).nextBytes(noise);
    Files.write(data.resolve("noise.bin"), noise);
    Files.writeString(data.resolve("x".repeat(120) + ".txt"), "a long name\n");
    Files.writeString(folder.resolve("data/orders.csv"), "1,2,3\n".repeat(10_000));
  }

  private void make(String name) throws Exception {
    String command =
        switch (name) {
          case "b.gz" -> "gzip -c data/deep/noise.bin > b.gz";
          case "b.tar" -> "tar cf b.tar data";
          case "b.tar.gz" -> "tar czf b.tar.gz data";
          case "pax.tar" -> "tar --format=pax -cf pax.tar data";
          case "b.zip" -> "zip -qr b.zip data";
          default -> throw new IllegalArgumentException(name);
        };
    Shell.succeed(folder, "/bin/sh", "-c", command);
  }

  private byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  private Verdict damaged(String name) throws Exception {
    return says("fail", "backup-damaged", files.backup(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"b.gz", "b.tar", "b.tar.gz", "pax.tar", "b.zip"})
  void a_sound_archive_passes_and_one_that_is_cut_anywhere_does_not(String name) throws Exception {
    make(name);
    Backup backup = files.backup(name).madeWithin(Duration.ofMinutes(1));
    passes(name.equals("b.gz") ? backup : backup.containing("data/orders.csv"));
    byte[] whole = bytes(name);
    for (int cut : List.of(whole.length / 4, whole.length / 2, whole.length - 11_000)) {
      Files.write(folder.resolve(name), Arrays.copyOf(whole, cut));
      damaged(name);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"b.gz", "b.tar.gz", "b.zip"})
  void one_byte_that_has_turned_is_noticed(String name) throws Exception {
    make(name);
    byte[] turned = bytes(name);
    turned[turned.length / 2] ^= 0x10;
    Files.write(folder.resolve(name), turned);
    damaged(name);
  }

  @Test
  void a_second_member_that_is_cut_off_is_noticed() throws Exception {
    make("b.gz");
    byte[] member = bytes("b.gz");
    Files.write(folder.resolve("b.gz"), member, StandardOpenOption.APPEND);
    passes(files.backup("b.gz"));
    Files.write(folder.resolve("b.gz"), Arrays.copyOf(member, 5), StandardOpenOption.APPEND);
    damaged("b.gz");
    Files.write(folder.resolve("b.gz"), member);
    Files.writeString(folder.resolve("b.gz"), "tail that is no gzip", StandardOpenOption.APPEND);
    damaged("b.gz");
  }

  @Test
  void a_dump_that_died_on_its_way_into_gzip_is_a_sound_gzip() throws Exception {
    String last = "-- PostgreSQL database dump complete";
    Shell.succeed(
        folder, "/bin/sh", "-c", "(echo CREATE; echo '" + last + "') | gzip > whole.sql.gz");
    Shell.succeed(folder, "/bin/sh", "-c", "echo CREATE | gzip > dead.sql.gz");
    passes(files.backup("dead.sql.gz"));
    BackupVerifier toItsEnd = BackupVerifier.endingWith(last);
    passes(files.backup("whole.sql.gz").verifiedBy(toItsEnd));
    says("fail", "does not end with", files.backup("dead.sql.gz").verifiedBy(toItsEnd));
    Files.writeString(folder.resolve("plain.sql"), "CREATE\n" + last + "\n");
    passes(files.backup("plain.sql").verifiedBy(toItsEnd));
  }

  @Test
  void an_archive_of_nothing_is_no_pass() throws Exception {
    Shell.succeed(folder, "/bin/sh", "-c", "tar cf b.tar -T /dev/null; gzip -c b.tar > b.tgz");
    says("inconclusive", "not-verified", files.backup("b.tar"));
    says("inconclusive", "holds nothing", files.backup("b.tar").verifiedBy(BackupVerifier.tar()));
    Shell.succeed(folder, "/bin/sh", "-c", "gzip -c /dev/null > b.gz");
    says("inconclusive", "holds nothing", files.backup("b.gz"));
  }

  @Test
  void what_it_must_contain_is_looked_for() throws Exception {
    make("b.tar");
    Verdict verdict =
        says("fail", "item-missing", files.backup("b.tar").containing("data/customers.csv"));
    assertThat(verdict.reason())
        .isEqualTo(
            folder.resolve("b.tar")
                + " does not hold data/customers.csv. Look at what is left out of the backup.");
  }

  @Test
  void the_newest_counts_and_is_held_against_the_one_before() throws Exception {
    make("b.gz");
    Files.write(folder.resolve("old.gz"), bytes("b.gz"));
    Files.setLastModifiedTime(
        folder.resolve("old.gz"), FileTime.from(Instant.now().minus(Duration.ofDays(1))));
    Backup backup = files.backup("*.gz").ofPreviousAtLeast(Percent.of(90));
    passes(backup);
    Shell.succeed(folder, "/bin/sh", "-c", "echo little | gzip > b.gz");
    Verdict small = says("fail", "backup-small", backup);
    assertThat(small.reason()).contains("% of the one before, ").contains("old.gz");
    says("fail", "backup-small", files.backup("b.gz").atLeast(DataSize.kibibytes(1)));
    says("inconclusive", "no-previous", files.backup("b.gz").ofPreviousAtLeast(Percent.of(90)));
    Files.delete(folder.resolve("b.gz"));
    says("pending", "stale-file", files.backup("*.gz").madeWithin(Duration.ofHours(2)));
  }

  @Test
  void an_unknown_format_needs_a_verifier_of_the_users() throws Exception {
    Files.writeString(folder.resolve("b.dat"), "of our own");
    says("inconclusive", "not-verified", files.backup("b.dat"));
    passes(
        files
            .backup("b.dat")
            .verifiedBy((file, c) -> new Verified("ours", 1, List.of(), DataSize.bytes(10))));
    says(
        "fail",
        "backup-damaged",
        files
            .backup("b.dat")
            .verifiedBy(
                (file, c) -> {
                  throw new DamagedBackupException("no trailer");
                }));
  }

  @Test
  void one_that_is_still_written_is_not_judged() throws Exception {
    make("b.gz");
    Verdict verdict =
        ask(
            files
                .backup("b.gz")
                .verifiedBy(
                    (file, c) -> {
                      Files.write(file, new byte[9], StandardOpenOption.APPEND);
                      throw new DamagedBackupException("cut off");
                    }));
    assertThat(verdict.word()).isEqualTo("inconclusive");
    assertThat(verdict.reason()).contains("is being written");
  }

  @Test
  void a_backup_too_long_for_the_sample_says_so() throws Exception {
    make("b.gz");
    Backup slow =
        files
            .backup("b.gz")
            .verifiedBy(
                (file, c) -> {
                  c.pause(Duration.ofSeconds(20));
                  throw new DamagedBackupException("never");
                });
    Verdict verdict = slow.judge(CheckContext.of(Clock.systemUTC(), Duration.ofMillis(200)));
    assertThat(verdict.word()).isEqualTo("inconclusive");
    assertThat(verdict.reason()).contains("raise sampleTimeout");
  }
}
