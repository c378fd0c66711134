package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: one drives a run, others speak to it, and it is killed in between. */
@Timeout(300)
class FromElsewhereTest {
  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endThem() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void three_roles_sign_off_from_other_processes_and_no_vote_is_lost_by_a_kill() throws Exception {
    Process run = start("out", "run", "--run-id", "r1", "--stay");
    awaitOut("out", "'Live/go' waits for votes: 1 of lead, 1 of ops, 1 of qa; until ");
    assertThat(read("out"))
        .contains(
            "\n    to attest as qa: Smoke test is green\n  From elsewhere:\n"
                + "    shop attest Live/go 'Smoke test is green' --role qa --run r1 --runs ",
            "    shop approve Live/go --role lead --run r1 --runs ");
    assertThat(say("approve", "Live/go", "--role", "qa")).isEqualTo(2);
    assertThat(read("say"))
        .startsWith(
            "'Live/go' cannot be approved as 'qa' before that role has attested"
                + " 'Smoke test is green'.");
    assertThat(say("attest", "Live/go", "P3-9", "--role", "qa", "--note", "green")).isZero();
    assertThat(read("say")).isEqualTo("Recorded in the run 'r1'.\n");
    assertThat(say("approve", "Live/go", "--role", "qa")).isZero();
    run.destroyForcibly().waitFor();

    assertThat(say("approve", "Live/go", "--role", "lead", "--note", "while it was down")).isZero();
    assertThat(read("say"))
        .startsWith(
            "Nobody drives the run 'r1' now. What you said is kept, and is heard when the run is"
                + " resumed:\n  shop resume r1 --runs ");
    Process again = start("again", "resume", "--stay");
    awaitOut("again", "'Live/go' waits for votes: 1 of ops; until ");
    assertThat(say("approve", "Live/go", "--role", "ops")).isZero();
    assertThat(again.waitFor()).isZero();
    assertThat(Journals.inFolder(folder.resolve("runs")).read("r1"))
        .filteredOn(Event.Voted.class::isInstance)
        .extracting(event -> ((Event.Voted) event).role())
        .containsExactly("qa", "lead", "ops");
  }

  @Test
  void a_run_is_aborted_from_elsewhere_with_a_reason() throws Exception {
    Process run = start("out", "run", "--run-id", "r1", "--stay");
    awaitOut("out", "waits for votes");
    assertThat(say("trip", "errors", "--reason", "x")).isEqualTo(2);
    assertThat(read("say")).isEqualTo("The plan has no watch 'errors'. It has none.\n");
    assertThat(say("waive", "Live/go", "--role", "cto", "--reason", "x", "--until", "PT1H"))
        .isEqualTo(2);
    assertThat(read("say"))
        .isEqualTo(
            "'Live/go' cannot be waived by the role 'cto'. The plan lets nobody waive it.\n");
    assertThat(say("waive", "Live/go", "--role", "cto", "--reason", "x", "--until", "soon"))
        .isEqualTo(2);
    assertThat(read("say")).startsWith("--until 'soon' is no time. Write it as ");
    assertThat(say("abort", "--reason", "the customer called")).isZero();
    assertThat(run.waitFor()).isEqualTo(10);
    assertThat(read("out")).contains("the customer called");
  }

  private int say(String... args) throws IOException, InterruptedException {
    return start("say", args).waitFor();
  }

  private Process start(String out, String... args) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                VotingMain.class.getName()));
    command.addAll(List.of(args));
    command.addAll(List.of("--runs", folder.resolve("runs").toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(out).toFile())
            .start();
    started.add(process);
    return process;
  }

  private String read(String out) throws IOException {
    return Files.readString(folder.resolve(out));
  }

  private void awaitOut(String out, String text) throws IOException, InterruptedException {
    for (int i = 0; i < 1_000 && !read(out).contains(text); i++) {
      Thread.sleep(100);
    }
    assertThat(read(out)).contains(text);
  }
}
