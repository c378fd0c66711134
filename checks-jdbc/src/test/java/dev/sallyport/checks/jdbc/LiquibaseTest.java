package dev.sallyport.checks.jdbc;

import static dev.sallyport.checks.jdbc.Server.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Verdict;
import java.nio.file.Path;
import java.time.Duration;
import liquibase.Contexts;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real Liquibase writes. */
class LiquibaseTest {
  private static final String HEAD =
      "<databaseChangeLog xmlns='http://www.liquibase.org/xml/ns/dbchangelog'"
          + " xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'"
          + " xsi:schemaLocation='http://www.liquibase.org/xml/ns/dbchangelog"
          + " http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd'>";

  @TempDir Path folder;
  private Server server;
  private JdbcChecks db;

  @BeforeEach
  void prepare() throws Exception {
    server = Servers.newest();
    server.database("liquibase");
    db = server.checks("liquibase");
    master("<include file='steps/one.sql' relativeToChangelogFile='true'/>");
    Scripts.write(
        folder.resolve("db/steps/one.sql"),
        """
        --liquibase formatted sql

        --changeset ann:create-one
        create table one (id int);

        --changeset ben:"for others" dbms:oracle
        create table others (id int);
        """);
  }

  @AfterEach
  void close() {
    if (db != null) {
      db.close();
    }
  }

  private void master(String more) throws Exception {
    Scripts.write(
        folder.resolve("db/master.xml"),
        HEAD
            + more
            + "<changeSet id='1' author='ann' context='prod or test'><sql>create table two (id"
            + " int)</sql></changeSet>"
            + "<changeSet id='2' author='ann' context='demo'><sql>create table demo (id"
            + " int)</sql></changeSet></databaseChangeLog>");
  }

  private void update(String contexts) throws Exception {
    try (java.sql.Connection connection = server.connect("liquibase");
        Liquibase liquibase =
            new Liquibase(
                "db/master.xml",
                new DirectoryResourceAccessor(folder),
                new JdbcConnection(connection))) {
      liquibase.update(new Contexts(contexts));
    }
  }

  private Verdict ask(LiquibaseScripts scripts) throws Exception {
    return ASK.now(db.migrationsAtHead(scripts));
  }

  private LiquibaseScripts scripts() {
    return LiquibaseScripts.in(folder, "db/master.xml").contexts("prod");
  }

  @Test
  void from_nothing_to_the_head() throws Exception {
    assertThat(word(ask(scripts()))).isEqualTo("pending never-migrated");
    update("prod");
    Verdict head = ask(scripts());
    assertThat(word(head)).as(head.reason()).isEqualTo("pass");
    assertThat(head.reason()).isEqualTo("All 2 change sets are applied, and nobody holds the lock");
    assertThat(word(ask(LiquibaseScripts.in(folder, "db/master.xml"))))
        .as("without contexts every change set is wanted")
        .isEqualTo("pending migrations-pending");
  }

  @Test
  void a_lock_that_is_held_and_one_that_was_left_behind() throws Exception {
    update("prod");
    server.run(
        "liquibase",
        "update databasechangeloglock set locked = true, lockedby = 'pod-1',"
            + " lockgranted = localtimestamp");
    assertThat(word(ask(scripts().staleLockAfter(Duration.ofDays(2)))))
        .isEqualTo("pending migration-running");
    server.run(
        "liquibase",
        "update databasechangeloglock set lockgranted = localtimestamp - interval '3 days'");
    Verdict stale = ask(scripts().staleLockAfter(Duration.ofDays(2)));
    assertThat(word(stale)).isEqualTo("fail lock-stale");
    assertThat(stale.reason()).contains("pod-1", "liquibase release-locks");
  }

  @Test
  void a_change_set_that_the_changelog_no_longer_has() throws Exception {
    update("prod");
    master("");
    Verdict verdict = ask(scripts());
    assertThat(word(verdict)).isEqualTo("fail database-ahead");
    assertThat(verdict.reason()).contains("db/steps/one.sql::create-one::ann");
  }

  @Test
  void a_form_that_is_not_read_is_inconclusive() throws Exception {
    master("<include file='db/more.yaml'/>");
    Scripts.write(folder.resolve("db/more.yaml"), "databaseChangeLog: []\n");
    Verdict verdict = ask(scripts());
    assertThat(word(verdict)).isEqualTo("inconclusive ERROR");
    assertThat(verdict.reason()).contains("db/more.yaml", "XML or SQL");
  }
}
