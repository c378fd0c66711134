package dev.sallyport.checks.jdbc;

import static dev.sallyport.checks.jdbc.Server.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real Django writes, beside its own {@code migrate --check}. */
class DjangoTest {
  @TempDir Path folder;
  private Path migrations;
  private Server server;
  private JdbcChecks db;

  @BeforeEach
  void prepare() throws Exception {
    server = Servers.debian();
    server.database("django");
    migrations = folder.resolve("orders/migrations");
    Scripts.write(folder.resolve("orders/__init__.py"), "");
    Scripts.write(migrations.resolve("__init__.py"), "");
    Scripts.write(
        folder.resolve("settings.py"),
        """
        import os
        host, port = os.environ["DATABASE"].split(":")
        SECRET_KEY = "none"
        INSTALLED_APPS = ["orders"]
        DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "django",
                                 "USER": "postgres", "HOST": host, "PORT": port}}
        """);
    migration("0001_initial", "", "");
    migration("0002_more", "(\"orders\", \"0001_initial\")", "");
    db = server.checks("django");
  }

  @AfterEach
  void close() {
    if (db != null) {
      db.close();
    }
  }

  private void migration(String name, String dependencies, String replaces) throws Exception {
    String replaced = replaces.isEmpty() ? "" : "    replaces = [" + replaces + "]\n";
    Scripts.write(
        migrations.resolve(name + ".py"),
        """
        from django.db import migrations


        class Migration(migrations.Migration):
        %s
            dependencies = [
                %s
            ]

            operations = [migrations.RunSQL("select 1", "select 1")]
        """
            .formatted(replaced, dependencies));
  }

  private Command django(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--settings", "settings", "--pythonpath", folder.toString()));
    return PythonTools.run(
        folder,
        "127.0.0.1:" + server.port(),
        PythonTools.program("django-admin"),
        all.toArray(String[]::new));
  }

  private Verdict ask() throws Exception {
    return ASK.now(db.migrationsAtHead(DjangoScripts.below(folder)));
  }

  /** Both must say the same: nothing to do, or something. */
  private void bothSay(String word) throws Exception {
    Verdict verdict = ask();
    assertThat(word(verdict)).as(verdict.reason()).isEqualTo(word);
    assertThat(django("migrate", "--check").exit() == 0)
        .as("migrate --check")
        .isEqualTo(word.equals("pass"));
  }

  @Test
  void from_nothing_to_the_head() throws Exception {
    bothSay("pending never-migrated");
    django("migrate", "orders", "0001").orThrow();
    bothSay("pending migrations-pending");
    django("migrate").orThrow();
    bothSay("pass");
    assertThat(ask().reason()).isEqualTo("All 2 migrations of 1 apps are applied");
  }

  @Test
  void a_squashed_migration_counts_as_applied_if_all_it_replaces_are() throws Exception {
    String replaced = "(\"orders\", \"0001_initial\"), (\"orders\", \"0002_more\")";
    django("migrate").orThrow();
    migration("0001_squashed_0002", "", replaced);
    bothSay("pass");
    Files.delete(migrations.resolve("0001_initial.py"));
    Files.delete(migrations.resolve("0002_more.py"));
    bothSay("pass");
  }

  @Test
  void a_squashed_migration_of_which_a_part_is_applied() throws Exception {
    django("migrate", "orders", "0001").orThrow();
    migration(
        "0001_squashed_0002", "", "(\"orders\", \"0001_initial\"), (\"orders\", \"0002_more\")");
    bothSay("pending migrations-pending");
    assertThat(ask().reason()).contains("orders.0002_more");
    Files.delete(migrations.resolve("0001_initial.py"));
    Files.delete(migrations.resolve("0002_more.py"));
    assertThat(word(ask())).isEqualTo("fail squash-half-applied");
  }

  @Test
  void a_new_database_takes_the_squashed_one_alone() throws Exception {
    migration(
        "0001_squashed_0002", "", "(\"orders\", \"0001_initial\"), (\"orders\", \"0002_more\")");
    bothSay("pending never-migrated");
    django("migrate").orThrow();
    bothSay("pass");
  }

  @Test
  void what_the_scripts_do_not_know_is_reported() throws Exception {
    django("migrate").orThrow();
    Files.delete(migrations.resolve("0002_more.py"));
    bothSay("pass");
    assertThat(ask().reason())
        .isEqualTo(
            "All 1 migrations of 1 apps are applied; the scripts do not know orders.0002_more,"
                + " which are applied, too");
  }

  @Test
  void a_history_with_a_hole() throws Exception {
    django("migrate").orThrow();
    server.run("django", "delete from django_migrations where name = '0001_initial'");
    assertThat(word(ask())).isEqualTo("fail history-inconsistent");
    assertThat(django("migrate").said()).contains("InconsistentMigrationHistory");
  }
}
