package dev.sallyport.checks.files;

import static dev.sallyport.checks.files.Ask.passes;
import static dev.sallyport.checks.files.Ask.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps that a real pg_dump makes of a real server. */
class PostgresDumpTest {
  @TempDir static Path folder;
  private static Postgres postgres;
  private static FileChecks files;

  @BeforeAll
  static void dump() throws Exception {
    var programs = Postgres.programs();
    Assumptions.assumeTrue(
        programs.isPresent(), "SKIPPED: install PostgreSQL, as .ci/servers/postgresql does");
    files = FileChecks.in(folder);
    postgres = Postgres.start(programs.get());
    postgres.dump("c", folder.resolve("empty.dump"));
    postgres.sql("CREATE TABLE orders AS SELECT n, md5(n::text) FROM generate_series(1, 20000) n");
    postgres.sql("CREATE TABLE \"Big Customers\" (id int)");
    postgres.dump("c", folder.resolve("shop.dump"));
    postgres.dump("t", folder.resolve("shop.tar"));
    postgres.dump("p", folder.resolve("shop.sql"));
  }

  @AfterAll
  static void stop() throws Exception {
    if (postgres != null) {
      postgres.stop();
    }
  }

  @Test
  void a_whole_dump_passes_with_its_tables() throws Exception {
    Backup dump = files.backup("shop.dump");
    passes(dump.containing("public.orders", "public.Big Customers"));
    says("fail", "item-missing", dump.containing("public.payments"));
    passes(files.backup("shop.tar").containing("toc.dat"));
    passes(
        files
            .backup("shop.sql")
            .verifiedBy(BackupVerifier.endingWith("-- PostgreSQL database dump complete")));
  }

  @Test
  void a_dump_that_is_cut_in_its_data_fails_though_its_list_is_whole() throws Exception {
    byte[] whole = Files.readAllBytes(folder.resolve("shop.dump"));
    Path cut = folder.resolve("cut.dump");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertThat(Shell.run(folder, "pg_restore", "--list", "cut.dump").exit()).isZero();
    Verdict verdict = says("fail", "backup-damaged", files.backup("cut.dump"));
    assertThat(verdict.reason()).contains("cannot be restored").contains("exit code 1");
  }

  @Test
  void a_dump_of_a_database_without_a_table_holds_nothing() throws Exception {
    says("inconclusive", "backup-empty", files.backup("empty.dump"));
  }

  @Test
  void a_program_that_is_missing_or_too_old_is_no_damage() throws Exception {
    Backup dump = files.backup("shop.dump");
    says(
        "inconclusive",
        "not-verified",
        dump.verifiedBy(BackupVerifier.pgRestore(Path.of("/not/there/pg_restore"))));
    byte[] newer = Files.readAllBytes(folder.resolve("shop.dump"));
    newer[6] = 99; // its minor version
    Files.write(folder.resolve("newer.dump"), newer);
    says("inconclusive", "unsupported version", files.backup("newer.dump"));
  }
}
