package dev.sallyport.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class ShutdownTest {
  @TempDir Path dir;

  /** Another virtual machine, which runs a command until it is told to end. */
  static final class Main {
    private Main() {}

    public static void main(String[] args) throws Exception {
      Command.shell("echo $$ > a.pid; (sh -c 'echo $$ > b.pid; exec sleep 60' &); sleep 60")
          .in(Path.of(args[0]))
          .grace(Duration.ofSeconds(1))
          .run(Contexts.step());
    }
  }

  @Test
  void aCommandDoesNotOutliveAnOrderlyEndOfTheMachine() throws Exception {
    Process machine =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                dir.toString())
            .redirectErrorStream(true)
            .redirectOutput(dir.resolve("log").toFile())
            .start();
    try {
      List<Long> pids = Children.pids(dir, 2);
      machine.destroy();
      assertThat(machine.waitFor(15, TimeUnit.SECONDS)).isTrue();
      Children.assertDead(pids);
    } finally {
      machine.destroyForcibly();
    }
  }
}
