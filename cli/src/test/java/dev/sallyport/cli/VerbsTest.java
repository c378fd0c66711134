package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.plan.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerbsTest {
  @TempDir Path runs;

  @Test
  void plan_shows_the_plan_in_each_form() throws Exception {
    Shell shell = new Shell(runs);

    assertThat(shell.type(Plans.good(), "plan").out())
        .isEqualTo(
            """
            plan shop 1, %s
              phase Install
                step install, reversible
              phase Check, after Install
                gate healthy: health [every=5 s within=1 min sample-timeout=30 s]
            """
                .formatted(Plans.good().fingerprint()));
    assertThat(shell.type(Plans.good(), "plan", "--format", "mermaid").out())
        .startsWith("flowchart TD\n  subgraph p1[\"Install\"]\n");
    String json = shell.type(Plans.good(), "plan", "--format=json").out();
    assertThat(new ObjectMapper().readTree(json).get("name").asText()).isEqualTo("shop");
    assertThat(shell.type(Plans.good(), "--json", "plan").out()).isEqualTo(json);
    assertThat(shell.exit).isZero();
  }

  @Test
  void an_invalid_plan_shows_all_its_problems() {
    Shell shell = new Shell(runs).type(() -> Plan.named("bad", 1).build(), "run");

    assertThat(shell.exit).isEqualTo(2);
    assertThat(shell.err()).startsWith("The plan 'bad' has 1 problem:\n  DSL-");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void a_plan_that_cannot_be_made_is_unexpected() {
    Shell shell =
        new Shell(runs)
            .type(
                () -> {
                  throw new IllegalStateException("no configuration");
                },
                "plan");

    assertThat(shell.exit).isEqualTo(1);
    assertThat(shell.err())
        .isEqualTo(
            "no configuration\n"
                + "With --verbose it shows java.lang.IllegalStateException and where.\n");
    shell.type(
        () -> {
          throw new IllegalStateException("no configuration");
        },
        "plan",
        "--verbose");
    assertThat(shell.err()).contains("\tat dev.sallyport.cli.VerbsTest");
  }

  @Test
  void wrong_usage_says_what_and_where_to_look() {
    Shell shell = new Shell(runs);

    assertThat(shell.type(Plans.good()).err())
        .isEqualTo(
            "A verb is missing. It is one of plan, coverage, lint, checklist, import, run,"
                + " resume, runs, status, report, approve, reject, attest, waive, answer, trip,"
                + " pause, proceed, abort, stop.\n"
                + "Try: shop --help\n");
    assertThat(shell.exit).isEqualTo(2);
    assertThat(shell.type(Plans.good(), "run", "--nonsense").err())
        .isEqualTo("Unknown option: '--nonsense'\nTry: shop run --help\n");
    assertThat(shell.exit).isEqualTo(2);
    assertThat(shell.type(Plans.good(), "plan", "--format", "png").err())
        .startsWith("Invalid value for option '--format': expected one of [text, mermaid, json]");
    assertThat(shell.type(Plans.good(), "status").err())
        .isEqualTo(
            "There is no run in "
                + runs
                + ". There is none at all; name the folder by --runs DIR"
                + " if it is another.\n");
    assertThat(shell.exit).isEqualTo(2);
    assertThat(shell.type(Plans.good(), "resume", "--answer", "x").err())
        .isEqualTo("--answer 'x' is not of the form PATH=CHOICE.\n");
    assertThat(shell.type(Plans.good(), "resume", "--vote", "a/b=lead").err())
        .isEqualTo("--vote 'a/b=lead' is not of the form PATH=ROLE:WHO.\n");
    assertThat(shell.type(Plans.good(), "resume", "--answer", "a/b=perhaps").err())
        .startsWith("--answer 'a/b=perhaps': there is no choice 'perhaps'. There are [RETRY,");
    assertThat(shell.exit).isEqualTo(2);
  }

  @Test
  void help_is_no_error() {
    Shell shell = new Shell(runs).type(Plans.good(), "run", "--help");

    assertThat(shell.exit).isZero();
    assertThat(shell.out()).contains("Usage: shop run", "--input=NAME=VALUE", "--runs=DIR");
  }

  @Test
  void runs_status_and_report_read_what_was_recorded() throws Exception {
    Shell shell = Shell.timeless(runs);
    assertThat(shell.type(Plans.good(), "runs").out())
        .isEqualTo("There is no run in " + runs + ".\n");
    shell.type(Plans.good(), "run", "--run-id", "r1", "--by", "ann");
    shell.type(Plans.failing(), "run", "--run-id", "r2", "--by", "bob");

    assertThat(shell.type(Plans.good(), "runs").out())
        .isEqualTo(
            """
            run  plan    started               by   state        took
            r1   shop 1  2026-11-22T22:15:30Z  ann  succeeded    0 s
            r2   shop 1  2026-11-22T22:15:30Z  bob  rolled back  0 s
            """);
    assertThat(shell.type(Plans.good(), "runs", "--json").out())
        .startsWith(
            "{\"run\":\"r1\",\"plan\":\"shop\",\"version\":1,"
                + "\"startedAt\":\"2026-11-22T22:15:30Z\",\"by\":\"ann\","
                + "\"state\":\"succeeded\",\"seconds\":0.0,\"problem\":null}\n");
    assertThat(shell.type(Plans.good(), "status").out()).startsWith("shop 1: rolled back\n");
    assertThat(shell.type(Plans.good(), "status", "r1").out()).startsWith("shop 1: succeeded\n");
    assertThat(shell.type(Plans.good(), "status", "r3").err())
        .isEqualTo("There is no run 'r3' in " + runs + ". The newest there are r1, r2.\n");
    assertThat(shell.type(Plans.good(), "report", "r2").out()).contains("Timeline (UTC;");
    String json = shell.type(Plans.good(), "report", "r2", "--json").out();
    assertThat(new ObjectMapper().readTree(json).get("outcome").asText()).isEqualTo("ROLLED_BACK");
    Path file = runs.resolve("story.md");
    shell.type(Plans.good(), "report", "r2", "--format", "markdown", "--output", file.toString());
    assertThat(shell.out()).isEmpty();
    assertThat(file).content().startsWith("# shop 1: rolled back");
  }

  @Test
  void a_journal_that_cannot_be_read_does_not_hide_the_others() throws Exception {
    Shell shell = Shell.timeless(runs).type(Plans.good(), "run", "--run-id", "r1");
    Files.writeString(runs.resolve("zz.journal"), "");

    assertThat(shell.type(Plans.good(), "runs").out()).contains("r1", "zz", "unreadable");
    assertThat(shell.type(Plans.good(), "status").out()).startsWith("shop 1: succeeded");
  }

  @Test
  void the_common_options_stand_before_or_after_the_verb(@TempDir Path elsewhere) {
    Shell shell = Shell.timeless(runs);

    shell.type(Plans.good(), "--runs", elsewhere.toString(), "run", "--run-id", "r1");
    assertThat(elsewhere.resolve("r1.journal")).exists();
    shell.type(Plans.good(), "status", "--runs", elsewhere.toString());
    assertThat(shell.out()).startsWith("shop 1: succeeded");
  }

  @Test
  void the_usual_folder_is_in_the_users_state() {
    assertThat(RunFolder.usual(java.util.Map.of("XDG_STATE_HOME", "/s")))
        .isEqualTo(Path.of("/s/sallyport/runs"));
    assertThat(RunFolder.usual(java.util.Map.of()).toString())
        .endsWith(".local/state/sallyport/runs");
  }

  @Test
  void a_command_is_shown_as_it_would_be_typed() {
    assertThat(CommandName.of("/opt/shop.jar run --by x")).isEqualTo("java -jar /opt/shop.jar");
    assertThat(CommandName.of("com.acme.Shop run")).isEqualTo("java -cp ... com.acme.Shop");
    assertThat(CommandName.of("")).isEqualTo("sallyport");
    assertThat(CommandName.words(java.util.List.of("a", "b c", "it's")))
        .isEqualTo("a 'b c' 'it'\\''s'");
  }
}
