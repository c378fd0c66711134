package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: killed, told to end, and at a pseudo-terminal. */
@Timeout(300)
class ProcessTest {
  @TempDir Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endThem() {
    started.forEach(process -> process.descendants().forEach(ProcessHandle::destroyForcibly));
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void a_run_that_was_killed_is_resumed() throws Exception {
    Process run = start(java("run", "--run-id", "r1"));
    awaitOut("Slow/slow: started");
    run.destroyForcibly().waitFor();

    Files.createFile(folder.resolve("go"));
    Process resume = start(java("resume"));
    assertThat(resume.waitFor()).isZero();
    assertThat(out())
        .contains("  resumed by ", "Slow/slow: done\n", "shop 1, run r1: succeeded after")
        .doesNotContain("Install/install: started");
  }

  @Test
  void a_process_that_is_told_to_end_suspends_its_run() throws Exception {
    Process run = start(java("run", "--run-id", "r1"));
    awaitOut("Slow/slow: started");
    run.destroy();
    awaitOut("Pausing: what is under way may end.");
    Files.createFile(folder.resolve("go"));

    assertThat(run.waitFor()).isEqualTo(12);
    assertThat(out())
        .contains("Slow/slow: done\n", "next       Resume it with: shop resume r1 --runs ")
        .doesNotContain("Slow/after");
    assertThat(start(java("resume")).waitFor()).isZero();
  }

  @Test
  void at_a_terminal_ctrl_c_asks_and_a_stops_here() throws Exception {
    Process run = pseudoTerminal();
    awaitOut("slow  running");
    type(run, "\u0003");
    awaitOut("[p]ause, [a]bort with rollback, [s]top here, [c]ontinue?");
    type(run, "s\r");
    awaitOut("stopping");
    Files.createFile(folder.resolve("go"));

    assertThat(run.waitFor()).isEqualTo(12);
    assertThat(out()).contains("\u001b[J", "run r1: stopped after");
  }

  @Test
  void at_a_terminal_a_second_ctrl_c_leaves_at_once_and_the_run_is_resumed() throws Exception {
    Process run = pseudoTerminal();
    awaitOut("slow  running");
    type(run, "\u0003");
    awaitOut("[p]ause");
    type(run, "\u0003");

    assertThat(run.waitFor()).isEqualTo(12);
    Files.createFile(folder.resolve("go"));
    assertThat(start(java("resume")).waitFor()).isZero();
  }

  private Process pseudoTerminal() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "script of util-linux is missing");
    // exec: a shell between would answer the Ctrl-C too, with an exit code of its own
    String command = "exec " + CommandName.words(java("run", "--run-id", "r1"));
    return start(List.of("script", "-qec", command, "/dev/null"));
  }

  private List<String> java(String... args) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dgo=" + folder.resolve("go"),
                "-cp",
                System.getProperty("java.class.path"),
                ShopMain.class.getName()));
    command.addAll(List.of(args));
    command.addAll(List.of("--runs", folder.resolve("runs").toString()));
    return command;
  }

  private Process start(List<String> command) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("out").toFile());
    builder.environment().put("TERM", "xterm");
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static void type(Process process, String keys) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write(keys.getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  private String out() throws IOException {
    return Files.readString(folder.resolve("out"));
  }

  private void awaitOut(String text) throws Exception {
    for (int i = 0; i < 3000 && !out().contains(text); i++) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(out()).contains(text);
  }
}
