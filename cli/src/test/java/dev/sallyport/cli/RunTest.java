package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.plan.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
  @TempDir Path runs;

  @Test
  void a_run_that_succeeds_line_by_line() {
    Shell shell = Shell.timeless(runs).type(Plans.good(), "run", "--run-id", "r1", "--by", "ann");

    assertThat(shell.out())
        .isEqualTo(
            """
            2026-11-22 22:15:30  +0.0 s  run r1 of shop 1 started by ann
            2026-11-22 22:15:30  +0.0 s  Install/install: started
            2026-11-22 22:15:30  +0.0 s  Install/install: done
            2026-11-22 22:15:30  +0.0 s  Check/healthy: reached
            2026-11-22 22:15:30  +0.0 s  Check/healthy: pass: status is 200
            2026-11-22 22:15:30  +0.0 s  Check/healthy: open: status is 200
            2026-11-22 22:15:30  +0.0 s  succeeded: everything was done
            shop 1, run r1: succeeded after 0 s
              reason     everything was done
              journal    %s
              report     %s
              next       Nothing is left to do.
            """
                .formatted(shell.file("r1.journal"), shell.file("r1.report.md")));
    assertThat(shell.err()).isEmpty();
    assertThat(shell.exit).isZero();
  }

  @Test
  void a_run_that_is_rolled_back_exits_with_10_and_its_report_is_the_owners_alone()
      throws Exception {
    Shell shell = Shell.timeless(runs).type(Plans.failing(), "run", "--run-id", "r1");

    assertThat(shell.exit).isEqualTo(10);
    assertThat(shell.out())
        .contains(
            "shop 1, run r1: rolled back after 0 s\n",
            "  next       Correct what 'Check/healthy' saw, then start a new run.\n");
    Path report = shell.file("r1.report.md");
    assertThat(report).content().contains("1. Install/install, took", "| shop | status | 503 |");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(report)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_partial_rollback_exits_with_11_and_names_what_is_left_over() {
    Shell shell = Shell.timeless(runs).type(Plans.partial(), "run", "--run-id", "r1");

    assertThat(shell.exit).isEqualTo(11);
    assertThat(shell.out())
        .contains("run r1: partly rolled back", "  left over  Install/install: its undo failed: ")
        .contains("  next       Take back by hand what is left over.");
  }

  @Test
  void a_run_that_stops_exits_with_12() {
    Shell shell = Shell.timeless(runs).type(Plans.stopping(), "run", "--run-id", "r1");

    assertThat(shell.exit).isEqualTo(12);
    assertThat(shell.out()).contains("run r1: stopped after 0 s");
  }

  @Test
  void json_is_one_object_a_line_and_the_end() throws Exception {
    Shell shell = Shell.timeless(runs).type(Plans.failing(), "run", "--run-id", "r1", "--json");

    List<String> lines = shell.out().lines().toList();
    for (String line : lines) {
      assertThat(new ObjectMapper().readTree(line).get("event").asText()).isNotEmpty();
    }
    JsonNode end = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(end.get("event").asText()).isEqualTo("End");
    assertThat(end.get("exit").asInt()).isEqualTo(10);
    assertThat(end.get("outcome").asText()).isEqualTo("ROLLED_BACK");
    assertThat(end.get("journal").asText()).isEqualTo(shell.file("r1.journal").toString());
  }

  @Test
  void a_report_that_cannot_be_written_changes_nothing() throws Exception {
    Files.createDirectories(runs.resolve("r1.report.md").resolve("in-the-way"));
    Shell shell = Shell.timeless(runs).type(Plans.failing(), "run", "--run-id", "r1");

    assertThat(shell.exit).isEqualTo(10);
    assertThat(shell.err()).startsWith("The report could not be written to ");
    assertThat(shell.out()).doesNotContain("  report  ");
  }

  @Test
  void an_id_that_is_taken_or_cannot_be_one_is_refused() {
    Shell shell = Shell.timeless(runs).type(Plans.good(), "run", "--run-id", "r1");

    shell.type(Plans.good(), "run", "--run-id", "r1");
    assertThat(shell.exit).isEqualTo(2);
    assertThat(shell.err()).contains("There is a run 'r1' already.");
    shell.type(Plans.good(), "run", "--run-id", "../r1");
    assertThat(shell.exit).isEqualTo(2);
    assertThat(shell.err()).contains("'../r1' cannot be the id of a run.");
  }

  @Test
  void runs_get_ids_of_their_own() {
    Shell shell = Shell.timeless(runs).type(Plans.good(), "run").type(Plans.good(), "run");

    assertThat(new RunFolder(runs).ids())
        .hasSize(2)
        .allMatch(id -> id.matches("20261122-221530-[0-9a-f]{6}"));
    assertThat(shell.exit).isZero();
  }

  @Test
  void what_is_not_bound_is_named_with_the_way_to_bind_it() {
    Shell shell = Shell.timeless(runs).type(Plans.secretive(), "run");

    assertThat(shell.exit).isEqualTo(2);
    assertThat(shell.err())
        .isEqualTo(
            """
            Nothing is bound to these; bind each:
              input version: --input version=VALUE
              secret api-token: --secret-file api-token=FILE, or the environment variable SALLYPORT_SECRET_API_TOKEN
            """);
  }

  @Test
  void secrets_come_from_the_environment_or_a_file_and_are_never_printed() throws Exception {
    Shell shell = Shell.timeless(runs);
    shell.env.put("SALLYPORT_SECRET_API_TOKEN", "hunter2-env");
    shell.type(Plans.secretive(), "run", "--run-id", "r1", "--input", "version=2", "--verbose");
    assertThat(shell.exit).isEqualTo(10);
    assertNowhere(shell, "hunter2");

    Path file = Files.writeString(runs.resolve("token"), "hunter2-file\n");
    Plan plan = Plans.secretive();
    shell.type(plan, "run", "--json", "--input", "version=2", "--secret-file", "api-token=" + file);
    assertThat(shell.exit).isEqualTo(10);
    Files.delete(file);
    assertNowhere(shell, "hunter2");
    shell.type(plan, "run", "--input", "version=hunter2-env");
    assertThat(shell.exit).isEqualTo(2);
    assertNowhere(shell, "hunter2");
  }

  private void assertNowhere(Shell shell, String secret) throws Exception {
    assertThat(shell.out()).doesNotContain(secret);
    assertThat(shell.err()).doesNotContain(secret);
    try (var files = Files.list(runs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(file).content().doesNotContain(secret);
      }
    }
  }

  @Test
  void a_secret_file_must_be_there_and_be_wanted() {
    Shell shell = Shell.timeless(runs);

    shell.type(Plans.secretive(), "run", "--secret-file", "api-token=/no/such");
    assertThat(shell.err())
        .isEqualTo(
            "The secret 'api-token' could not be read from /no/such: NoSuchFileException.\n");
    shell.type(Plans.secretive(), "run", "--secret-file", "other=/no/such");
    assertThat(shell.err()).isEqualTo("The plan 'shop' has no secret other.\n");
    assertThat(shell.exit).isEqualTo(2);
  }
}
