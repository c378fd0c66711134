package dev.sallyport.checks.jdbc;

import static dev.sallyport.checks.jdbc.Server.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What real Flyway writes, beside its own {@code validate}. */
@Timeout(90)
class FlywayTest {
  @TempDir Path folder;
  private Server server;
  private JdbcChecks db;

  @BeforeEach
  void prepare() throws Exception {
    server = Servers.newest();
    server.database("flyway");
    db = server.checks("flyway");
    file("V1__first.sql", "create table one (id int);\n");
    file("V2__second_step.sql", "create table two (id int);\n");
    file("R__view.sql", "create or replace view ones as select id from one;\n");
  }

  @AfterEach
  void close() {
    if (db != null) {
      db.close();
    }
  }

  private void file(String name, String text) throws Exception {
    Scripts.write(folder.resolve(name), text);
  }

  private FluentConfiguration flyway() {
    return Flyway.configure()
        .dataSource(server.url("flyway") + "?sslmode=disable", "postgres", "postgres")
        .locations("filesystem:" + folder);
  }

  private Verdict ask(FlywayScripts scripts) throws Exception {
    return ASK.now(db.migrationsAtHead(scripts));
  }

  private String ask() throws Exception {
    return word(ask(FlywayScripts.in(folder)));
  }

  private boolean valid() {
    return flyway().load().validateWithResult().validationSuccessful;
  }

  @Test
  void from_nothing_to_the_head() throws Exception {
    assertThat(ask()).isEqualTo("pending never-migrated");
    flyway().target("1").load().migrate();
    assertThat(ask()).isEqualTo("pending migrations-pending");
    flyway().load().migrate();
    Verdict head = ask(FlywayScripts.in(folder));
    assertThat(head.reason()).isEqualTo("All 3 files are applied and unchanged, up to version 2");
    assertThat(valid()).isTrue();
  }

  @Test
  void a_file_that_was_changed_after_it_was_applied() throws Exception {
    flyway().load().migrate();
    file("V2__second_step.sql", "create table two (id bigint);\n");
    assertThat(ask()).isEqualTo("fail checksum-changed");
    assertThat(valid()).isFalse();
    file("V2__second_step.sql", "create table two (id int);\r\n");
    assertThat(ask()).as("line ends are no change").isEqualTo("pass");
    assertThat(valid()).isTrue();
  }

  @Test
  void a_repeatable_that_changed_is_pending() throws Exception {
    flyway().load().migrate();
    file("R__view.sql", "create or replace view ones as select id from one where id > 0;\n");
    Verdict verdict = ask(FlywayScripts.in(folder));
    assertThat(word(verdict)).isEqualTo("pending migrations-pending");
    assertThat(verdict.reason()).contains("R__view.sql (changed)");
    flyway().load().migrate();
    assertThat(ask()).as("the latest of two rows counts").isEqualTo("pass");
  }

  @Test
  void a_repeatable_with_a_placeholder() throws Exception {
    file("R__view.sql", "create or replace view ones as select id from ${table};\n");
    flyway().placeholders(Map.of("table", "one")).load().migrate();
    assertThat(ask()).isEqualTo("inconclusive ERROR");
    assertThat(word(ask(FlywayScripts.in(folder).placeholder("table", "one")))).isEqualTo("pass");
    assertThat(word(ask(FlywayScripts.in(folder).placeholder("table", "two"))))
        .isEqualTo("pending migrations-pending");
  }

  @Test
  void a_migration_out_of_order() throws Exception {
    flyway().load().migrate();
    file("V1.5__between.sql", "create table between_them (id int);\n");
    assertThat(ask()).isEqualTo("fail out-of-order");
    assertThat(valid()).isFalse();
    assertThat(word(ask(FlywayScripts.in(folder).outOfOrder())))
        .isEqualTo("pending migrations-pending");
    flyway().outOfOrder(true).load().migrate();
    assertThat(ask()).isEqualTo("pass");
  }

  @Test
  void files_that_are_gone() throws Exception {
    file("V3__third.sql", "create table three (id int);\n");
    flyway().load().migrate();
    Files.delete(folder.resolve("V3__third.sql"));
    assertThat(ask()).isEqualTo("fail database-ahead");
    assertThat(valid()).as("Flyway lets future migrations be").isTrue();
    Files.delete(folder.resolve("V1__first.sql"));
    assertThat(ask()).isEqualTo("fail migration-missing");
    assertThat(valid()).isFalse();
    flyway().load().repair();
    assertThat(word(ask(FlywayScripts.in(folder)))).isEqualTo("fail database-ahead");
  }

  @Test
  void a_baseline_hides_what_is_older() throws Exception {
    server.run("flyway", "create table one (id int)");
    flyway().baselineVersion("1").load().baseline();
    assertThat(ask()).isEqualTo("pending migrations-pending");
    flyway().load().migrate();
    Verdict verdict = ask(FlywayScripts.in(folder));
    assertThat(verdict.reason())
        .isEqualTo("All 3 files are applied and unchanged, up to version 2, from baseline 1");
  }

  @Test
  void the_history_in_a_schema_of_its_own() throws Exception {
    flyway().schemas("meta").load().migrate();
    Verdict off = ask(FlywayScripts.in(folder));
    assertThat(word(off)).isEqualTo("fail wrong-schema");
    assertThat(off.reason())
        .startsWith("There is no flyway_schema_history in [public], but one in [meta]. ");
    assertThat(word(ASK.now(db.migrationsAtHead(FlywayScripts.in(folder)).inSchema("meta"))))
        .isEqualTo("pass");
  }
}
