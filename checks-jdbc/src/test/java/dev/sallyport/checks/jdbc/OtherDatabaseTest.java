package dev.sallyport.checks.jdbc;

import static dev.sallyport.checks.jdbc.Server.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Verdict;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database that is no PostgreSQL, asked by a data source: H2. */
class OtherDatabaseTest {
  @TempDir Path folder;
  private JdbcDataSource source;
  private JdbcChecks db;

  @BeforeEach
  void prepare() {
    source = new JdbcDataSource();
    source.setURL("jdbc:h2:mem:" + folder.getFileName() + ";DB_CLOSE_DELAY=-1");
    db = JdbcChecks.of(JdbcOptions.dataSource("h2 of the test", source));
  }

  @AfterEach
  void close() throws Exception {
    db.close();
    run("shutdown");
  }

  private void run(String command) throws Exception {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(command);
    }
  }

  @Test
  void it_answers_and_has_no_role() throws Exception {
    Verdict verdict = ASK.now(db.dbConnectivity());
    assertThat(word(verdict)).as(verdict.reason()).isEqualTo("pass");
    assertThat(verdict.reason()).startsWith("h2 of the test answers as database within ");
    assertThat(word(ASK.now(db.dbConnectivity().primary()))).isEqualTo("inconclusive NO_DATA");
  }

  @Test
  void checks_of_postgresql_say_what_they_are_for() throws Exception {
    Verdict verdict = ASK.now(db.capacity());
    assertThat(word(verdict)).isEqualTo("inconclusive ERROR");
    assertThat(verdict.reason())
        .isEqualTo(
            "h2 of the test is no PostgreSQL: connections, size, transaction ids,"
                + " pg_replication_slots. This check knows PostgreSQL alone; leave it out.");
    assertThat(word(ASK.now(db.replicationLag().below(Duration.ofSeconds(1)))))
        .isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_migration_of_flyway_that_failed_half_way() throws Exception {
    Scripts.write(folder.resolve("V1__first.sql"), "create table one (id int);");
    Scripts.write(folder.resolve("V2__second.sql"), "create table two (id int); select * from no;");
    FlywayScripts scripts = FlywayScripts.in(folder);
    FluentConfiguration flyway =
        Flyway.configure().dataSource(source).locations("filesystem:" + folder);
    assertThat(word(ASK.now(db.migrationsAtHead(scripts)))).isEqualTo("pending never-migrated");

    assertThatThrownBy(() -> flyway.load().migrate()).isInstanceOf(FlywayException.class);
    Verdict failed = ASK.now(db.migrationsAtHead(scripts));
    assertThat(word(failed)).isEqualTo("fail migration-failed");
    assertThat(failed.reason())
        .isEqualTo(
            "V2__second.sql was begun and failed. The database may be half changed. Look at"
                + " Flyway's log, mend the database, then flyway repair.");

    run("drop table two");
    Scripts.write(folder.resolve("V2__second.sql"), "create table two (id int);");
    flyway.load().repair();
    flyway.load().migrate();
    Verdict head = ASK.now(db.migrationsAtHead(scripts).having("two", "id"));
    assertThat(word(head)).as(head.reason()).isEqualTo("pass");
  }

  @Test
  void a_table_of_alembic_in_capital_letters() throws Exception {
    Scripts.alembic(folder, "a1", "None");
    run("create table alembic_version (version_num varchar(32))");
    assertThat(word(ASK.now(db.migrationsAtHead(AlembicScripts.in(folder)))))
        .isEqualTo("pending nothing-applied");
    run("insert into alembic_version values ('a1')");
    assertThat(word(ASK.now(db.migrationsAtHead(AlembicScripts.in(folder))))).isEqualTo("pass");
  }
}
