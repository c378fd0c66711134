package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.Inbox;
import dev.sallyport.engine.Saying;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleTest {
  @TempDir Path runs;

  @Test
  void a_run_that_waits_for_votes_where_nobody_can_give_them_is_suspended() {
    Shell shell = Shell.timeless(runs).type(Plans.voting(), "run", "--run-id", "r1");

    assertThat(shell.exit).isEqualTo(12);
    assertThat(shell.out())
        .endsWith(
            """
            2026-11-22 22:15:30  +0.0 s  Live/go: reached
            The run waits for people, and nobody can answer here.
              'Live/go' waits for votes: 1 of lead; until 2026-11-22T23:15:30Z. Vote with:
                shop resume r1 --vote Live/go=lead:WHO
            shop 1, run r1: unfinished after 0 s
              journal    %s
              report     %s
              next       Resume it with: shop resume r1
            """
                .formatted(shell.file("r1.journal"), shell.file("r1.report.md")));

    shell.type(Plans.voting(), "resume", "--vote", "Live/go=lead:ann", "--note", "looks good");
    assertThat(shell.exit).isZero();
    assertThat(shell.out()).contains("Live/go: ann (lead) approved: looks good");
  }

  @Test
  void a_rejection_rolls_back() {
    Shell shell = Shell.timeless(runs).type(Plans.voting(), "run", "--run-id", "r1");

    shell.type(Plans.voting(), "resume", "r1", "--reject", "Live/go=lead:ann");
    assertThat(shell.exit).isEqualTo(10);
    assertThat(shell.out()).contains("Settle it with those who rejected 'Live/go'");
  }

  @Test
  void a_vote_that_is_refused_says_why_and_the_run_still_waits() {
    Shell shell = Shell.timeless(runs).type(Plans.voting(), "run", "--run-id", "r1");

    shell.type(
        Plans.voting(),
        "resume",
        "--vote",
        "Live/go=boss:ann",
        "--answer",
        "Install/install=retry");
    assertThat(shell.exit).isEqualTo(12);
    assertThat(shell.err())
        .contains(
            "--vote Live/go=boss:ann was refused: 'Live/go' asks no vote of the role 'boss'.",
            "--answer Install/install=retry was not used: the run did not ask for it.");
  }

  @Test
  void what_was_said_while_nobody_drove_the_run_and_is_refused_is_told() throws Exception {
    Shell shell = Shell.timeless(runs).type(Plans.voting(), "run", "--run-id", "r1");
    Clock earlier = Clock.fixed(Shell.NOW.minusSeconds(60), ZoneOffset.UTC);
    Saying vote = Saying.vote(true, "Live/go", "boss", "");
    Inbox.inFolder(runs, earlier).send("r1", vote, "");
    Inbox.inFolder(runs, Clock.fixed(Shell.NOW, ZoneOffset.UTC)).send("r1", vote, "");
    String user = System.getProperty("user.name");
    String refused =
        " (approve Live/go as boss) was refused: 'Live/go' asks no vote of the role 'boss'.";

    shell.type(Plans.voting(), "resume");
    assertThat(shell.exit).isEqualTo(12);
    assertThat(shell.err()).contains("What " + user + " said at 2026-11-22T22:14:30Z" + refused);
    assertThat(shell.err()).as("whoever said it may still wait").doesNotContain("22:15:30Z");

    shell.type(Plans.voting(), "status");
    assertThat(shell.err()).contains("What " + user + " said at 2026-11-22T22:15:30Z" + refused);
    assertThat(shell.err()).as("what was told").doesNotContain("22:14:30Z");
  }

  @Test
  void a_question_is_printed_with_the_command_that_answers_it() {
    Shell shell = Shell.timeless(runs).type(Plans.asking(), "run", "--run-id", "r1");

    assertThat(shell.exit).isEqualTo(12);
    assertThat(shell.out())
        .contains(
            "    shop resume r1 --answer Check/healthy=RETRY\n    (or ACCEPT, ROLL_BACK, STOP)\n"
                + "    ACCEPT takes a --note that says why.\n");
    shell.type(Plans.asking(), "resume", "--answer", "Check/healthy=accept", "--note", "known");
    assertThat(shell.exit).isZero();
    shell.type(Plans.asking(), "run", "--run-id", "r2");
    shell.type(Plans.asking(), "resume", "--answer", "Check/healthy=roll-back");
    assertThat(shell.exit).isEqualTo(10);
  }

  @Test
  void the_folder_that_was_named_is_part_of_the_command_shown(@TempDir Path elsewhere) {
    Shell shell =
        Shell.timeless(runs)
            .type(Plans.voting(), "run", "--run-id", "r1", "--runs", elsewhere.toString());

    assertThat(shell.out())
        .contains("shop resume r1 --vote Live/go=lead:WHO --runs " + elsewhere + "\n");
  }

  @Test
  void an_ended_run_or_another_plan_is_not_resumed() {
    Shell shell = Shell.timeless(runs).type(Plans.good(), "run", "--run-id", "r1");

    shell.type(Plans.good(), "resume", "r1");
    assertThat(shell.exit).isEqualTo(2);
    assertThat(shell.err()).isEqualTo("The run 'r1' has ended: SUCCEEDED. Start a new run.\n");
    shell.type(Plans.good(), "resume");
    assertThat(shell.err())
        .isEqualTo(
            "There is no unfinished run of the plan 'shop' in "
                + runs
                + ". The newest there are r1.\n");
    shell.type(Plans.voting(), "run", "--run-id", "r2").type(Plans.good(), "resume", "r2");
    assertThat(shell.exit).isEqualTo(2);
    assertThat(shell.err()).contains("which has another structure than 'shop' 1:");
  }
}
