package dev.sallyport.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run has one owner, in this process and in any other. */
@Timeout(120)
class OneOwnerTest {
  @TempDir private Path folder;

  @BeforeEach
  void makeRun() throws IOException {
    try (Journal journal = Journals.inFolder(folder).create("run-1")) {
      journal.append(Events.started());
    }
  }

  @Test
  void another_process_is_named_and_keeps_the_run_until_it_is_killed() throws Exception {
    Process owner = start("own");
    try (BufferedReader out = owner.inputReader()) {
      assertThat(out.readLine()).isEqualTo("owned");
      assertThatExceptionOfType(JournalException.class)
          .isThrownBy(() -> Journals.inFolder(folder).open("run-1"))
          .withMessageStartingWith(
              "The run 'run-1' is owned by another process (process " + owner.pid())
          .withMessageEndingWith(
              "of user "
                  + System.getProperty("user.name")
                  + "). Wait until it has ended, or end it; then resume the run.");
      assertThat(Journals.inFolder(folder).read("run-1")).hasSize(1);
    } finally {
      owner.destroyForcibly();
    }
    assertThat(owner.waitFor(60, TimeUnit.SECONDS)).isTrue();
    Journals.inFolder(folder).open("run-1").close();
  }

  @Test
  void reading_and_being_refused_here_do_not_let_another_process_in() throws Exception {
    Journals journals = Journals.inFolder(folder);
    try (Journal journal = journals.open("run-1")) {
      Path link =
          Files.createSymbolicLink(folder.resolveSibling(folder.getFileName() + "-link"), folder);
      for (Journals other : List.of(journals, Journals.inFolder(folder), Journals.inFolder(link))) {
        assertThatExceptionOfType(JournalException.class)
            .isThrownBy(() -> other.open("run-1"))
            .withMessageContaining("owned by an engine of this process");
        assertThatExceptionOfType(JournalException.class).isThrownBy(() -> other.create("run-1"));
        assertThat(other.read("run-1")).hasSize(1);
        assertThat(other.runs()).containsExactly("run-1");
      }
      Files.delete(link);
      assertThat(answerOf(start("try"))).contains("owned by another process");
      journal.append(Events.attempt(1));
      journal.force();
    }
    assertThat(answerOf(start("try"))).isEqualTo("got it");
  }

  private Process start(String what) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            OtherProcess.class.getName(),
            folder.toString(),
            what)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String answerOf(Process process) throws Exception {
    String answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return answer;
  }

  /** The other process: it takes the run and keeps it, or tries to and says what came of it. */
  static final class OtherProcess {
    private OtherProcess() {}

    public static void main(String[] args) throws Exception {
      try (Journal journal = Journals.inFolder(Path.of(args[0])).open("run-1")) {
        if (args[1].equals("own")) {
          System.out.println("owned");
          Thread.sleep(TimeUnit.MINUTES.toMillis(2));
        }
        System.out.println(journal.recorded().isEmpty() ? "empty" : "got it");
      } catch (JournalException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
