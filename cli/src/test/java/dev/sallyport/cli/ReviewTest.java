package dev.sallyport.cli;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.UndoPolicy.undo;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewTest {
  @TempDir Path runs;
  private Shell shell;

  @BeforeEach
  void atAQuarterPastTen() {
    shell = Shell.timeless(runs); // 2026-11-22T22:15:30Z
  }

  /** A plan of one step, that is undone in 60 s at worst after it was stopped in 10 s. */
  private static Plan brief() {
    Step<Void> install =
        step("install")
            .run(c -> {})
            .timeout(Duration.ofSeconds(20))
            .onRollback((c, made) -> {}, undo().timeout(Duration.ofSeconds(50)));
    return Plan.named("shop", 1).phases(phase("Install").step(install)).build();
  }

  @Test
  void coverage_in_each_form() throws Exception {
    assertThat(shell.type(brief(), "coverage").out())
        .startsWith("shop 1: what can be taken back\n  1 step: 1 reversible")
        .contains("\n  Install/install  30 s        1 min 10 s\n")
        .doesNotContain("window");
    assertThat(shell.exit).isZero();
    assertThat(shell.type(brief(), "coverage", "--markdown").out())
        .startsWith("# shop 1: what can be taken back\n")
        .contains("\n| Install/install | 30 s | 1 min 10 s |  |\n");
    JsonNode json = new ObjectMapper().readTree(shell.type(brief(), "coverage", "--json").out());
    assertThat(json.at("/waysBack/0/undo/limited").asText()).isEqualTo("PT1M10S");
    assertThat(json.has("deadlines")).isFalse();
  }

  @Test
  void coverage_says_by_when_to_decide() throws Exception {
    assertThat(shell.type(brief(), "coverage", "--window-end", "03:00").out())
        .startsWith("shop 1: what can be taken back\n")
        .endsWith(
            """

            The window closes at 2026-11-23 03:00 UTC
              from             going back
              Install/install  undo from here takes 1 min 10 s; decide by 2026-11-23 02:58:50
            """);
    shell.type(brief(), "coverage", "--window-end", "03:00", "--zone", "Europe/Berlin");
    assertThat(shell.out())
        .contains(
            "\nThe window closes at 2026-11-23 03:00 Europe/Berlin\n", "by 2026-11-23 02:58:50");
    shell.type(brief(), "coverage", "--markdown", "--window-end", "2026-11-24T03:00:00+01:00");
    assertThat(shell.out()).contains("\n\n## The window closes at 2026-11-24 02:00 UTC\n");
    shell.type(brief(), "coverage", "--json", "--window-end", "2026-11-24T03:00:00Z");
    assertThat(new ObjectMapper().readTree(shell.out()).at("/deadlines/0/decideBy").asText())
        .isEqualTo("2026-11-24T02:58:50Z");
  }

  @Test
  void a_window_end_that_is_no_time_is_wrong_usage() {
    assertThat(shell.type(brief(), "coverage", "--window-end", "three").err())
        .isEqualTo(
            "--window-end 'three' is no time. Give it as 2026-11-24T03:00:00Z, with another offset"
                + " in place of Z, or as 03:00.\n");
    assertThat(shell.exit).isEqualTo(2);
    assertThat(shell.type(brief(), "coverage", "--window-end", "2026-11-24T03:00").exit)
        .as("without an offset nobody knows when that is")
        .isEqualTo(2);
    assertThat(shell.type(brief(), "coverage", "--zone", "Europe/Berlin").err())
        .isEqualTo("--zone says where the clock of --window-end hangs. Give both.\n");
  }

  @Test
  void a_time_of_day_is_the_next_one() {
    Clock clock = Clock.fixed(Shell.NOW, ZoneOffset.UTC);
    ZoneId berlin = ZoneId.of("Europe/Berlin");

    assertThat(WindowEnd.parse("22:16", clock, ZoneOffset.UTC))
        .isEqualTo(Instant.parse("2026-11-22T22:16:00Z"));
    assertThat(WindowEnd.parse("22:15", clock, ZoneOffset.UTC))
        .isEqualTo(Instant.parse("2026-11-23T22:15:00Z"));
    assertThat(WindowEnd.parse("23:30", clock, berlin))
        .isEqualTo(Instant.parse("2026-11-22T22:30:00Z"));
    assertThat(WindowEnd.parse("03:00", clock, berlin))
        .isEqualTo(Instant.parse("2026-11-23T02:00:00Z"));
  }

  @Test
  void lint_ends_with_two_until_all_is_accepted() throws Exception {
    assertThat(shell.type(brief(), "lint").out())
        .startsWith("shop 1: 1 finding\n\nLINT-011 Install/install (ReviewTest.java:")
        .endsWith("\n  way out:  Give onRollback(...) an undo().retry(...).\n");
    assertThat(shell.exit).isEqualTo(2);
    JsonNode json = new ObjectMapper().readTree(shell.type(brief(), "lint", "--json").out());
    assertThat(json.at("/findings/0/code").asText()).isEqualTo("LINT-011");

    shell.author = cli -> cli.accepting("LINT-011", "Install/install", "a person is at hand");
    assertThat(shell.type(brief(), "lint").out())
        .startsWith("shop 1: nothing found, 1 accepted\n")
        .endsWith("\n  accepted: a person is at hand\n");
    assertThat(shell.exit).isZero();

    shell.author =
        cli ->
            cli.accepting("LINT-011", "Install/install", "a person is at hand")
                .accepting("LINT-001", "Install/install", "once true");
    assertThat(shell.type(brief(), "lint").out()).contains("\nLINT-902 Install/install\n");
    assertThat(shell.exit).isEqualTo(2);
  }
}
