package dev.sallyport.checks.jdbc;

import static dev.sallyport.checks.jdbc.Server.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real Alembic writes, beside what it says itself. */
class AlembicTest {
  @TempDir Path folder;
  private Path versions;
  private Server server;
  private JdbcChecks db;

  @BeforeEach
  void prepare() throws Exception {
    server = Servers.debian();
    server.database("alembic");
    versions = folder.resolve("migrations/versions");
    Scripts.alembicProject(folder);
    Scripts.alembic(versions, "a1", "None");
    Scripts.alembic(versions, "b2", "'a1'");
    db = server.checks("alembic");
  }

  @AfterEach
  void close() {
    if (db != null) {
      db.close();
    }
  }

  private Command alembic(String... arguments) throws Exception {
    return PythonTools.run(
        folder,
        "postgresql+psycopg2://postgres@127.0.0.1:" + server.port() + "/alembic",
        PythonTools.program("alembic"),
        arguments);
  }

  private Verdict ask() throws Exception {
    return ASK.now(db.migrationsAtHead(AlembicScripts.in(versions)));
  }

  @Test
  void from_nothing_to_the_head_and_back() throws Exception {
    assertThat(word(ask())).isEqualTo("pending never-migrated");
    alembic("upgrade", "a1").orThrow();
    Verdict behind = ask();
    assertThat(word(behind)).isEqualTo("pending migrations-pending");
    assertThat(behind.reason())
        .isEqualTo(
            "Of 2 migrations 1 are not applied: b2. Let Alembic run them, and look at its log if"
                + " it ended already.");
    alembic("upgrade", "head").orThrow();
    Verdict head = ask();
    assertThat(head.reason()).isEqualTo("The database is at the head b2 of 2 scripts");
    assertThat(alembic("current", "--check-heads").exit()).isZero();
    alembic("downgrade", "base").orThrow();
    assertThat(word(ask())).isEqualTo("pending nothing-applied");
  }

  @Test
  void two_heads_need_two_rows() throws Exception {
    Scripts.alembic(versions, "c3", "'a1'");
    alembic("upgrade", "b2").orThrow();
    Verdict one = ask();
    assertThat(word(one)).isEqualTo("pending migrations-pending");
    assertThat(one.reason())
        .contains("of 2 heads not yet c3 (alembic upgrade heads, in the plural)");
    assertThat(alembic("current", "--check-heads").exit()).isNotZero();
    assertThat(alembic("current").exit()).as("the command without its option").isZero();
    alembic("upgrade", "heads").orThrow();
    assertThat(ask().reason()).isEqualTo("The database is at the heads b2, c3 of 3 scripts");

    Scripts.alembic(versions, "d4", "('b2', 'c3')");
    assertThat(word(ask())).isEqualTo("pending migrations-pending");
    alembic("upgrade", "heads").orThrow();
    assertThat(ask().reason()).isEqualTo("The database is at the head d4 of 4 scripts");
  }

  @Test
  void a_branch_that_another_depends_on_has_no_row_of_its_own() throws Exception {
    Scripts.alembic(versions, "x1", "None", "branch_labels = ('extra',)");
    Scripts.alembic(versions, "e5", "'b2'", "depends_on = 'extra'");
    // the later assignment holds, as in Python
    alembic("upgrade", "heads").orThrow();

    Verdict verdict = ask();
    assertThat(word(verdict)).as(verdict.reason()).isEqualTo("pass");
    assertThat(alembic("upgrade", "heads").said()).doesNotContain("Running upgrade");
    assertThat(alembic("current", "--check-heads").exit())
        .as("the command is wrong here")
        .isNotZero();
  }

  @Test
  void a_newer_artefact_was_here() throws Exception {
    alembic("upgrade", "head").orThrow();
    Path newest = versions.resolve("b2_step.py");
    String text = Files.readString(newest);
    Files.delete(newest);
    Verdict verdict = ask();
    assertThat(word(verdict)).isEqualTo("fail database-ahead");
    assertThat(verdict.reason())
        .startsWith("The database has migrations that the scripts do not know: b2. ");
    Files.writeString(newest, text);
    assertThat(word(ask())).isEqualTo("pass");
  }

  @Test
  void a_stamp_is_not_a_schema() throws Exception {
    alembic("stamp", "head").orThrow();
    assertThat(word(ask())).isEqualTo("pass");
    assertThat(alembic("current", "--check-heads").exit()).isZero();
    Verdict verdict =
        ASK.now(db.migrationsAtHead(AlembicScripts.in(versions)).having("t_b2", "id"));
    assertThat(word(verdict)).isEqualTo("fail schema-differs");
    assertThat(verdict.reason())
        .isEqualTo(
            "All migrations count as applied, but there is no column t_b2.id. The version was"
                + " stamped, or the change undone by hand: compare the schema with the models"
                + " (alembic check).");
  }

  @Test
  void rows_of_one_branch_that_overlap() throws Exception {
    alembic("upgrade", "head").orThrow();
    server.run("alembic", "insert into alembic_version values ('a1')");
    assertThat(word(ask())).isEqualTo("fail overlapping-rows");
    assertThat(alembic("upgrade", "head").exit()).as("Alembic refuses, too").isNotZero();
  }

  @Test
  void scripts_that_cannot_be_judged() throws Exception {
    alembic("upgrade", "head").orThrow();
    Scripts.write(versions.resolve("odd.py"), "revision = make()\ndown_revision = None\n");
    assertThat(word(ask())).isEqualTo("inconclusive ERROR");
    Files.delete(versions.resolve("odd.py"));
    Scripts.alembic(versions, "g7", "'f6'");
    Verdict broken = ask();
    assertThat(word(broken)).isEqualTo("fail scripts-broken");
    assertThat(broken.reason()).contains("g7 follows f6, which is not there");
    assertThat(alembic("upgrade", "head").exit()).isNotZero();
  }

  @Test
  void an_empty_or_missing_folder_is_never_a_pass() throws Exception {
    alembic("upgrade", "head").orThrow();
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThat(word(ASK.now(db.migrationsAtHead(AlembicScripts.in(empty)))))
        .isEqualTo("inconclusive NO_DATA");
    assertThat(word(ASK.now(db.migrationsAtHead(AlembicScripts.in(folder.resolve("gone"))))))
        .isEqualTo("inconclusive ERROR");
  }
}
