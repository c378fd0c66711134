package dev.sallyport.examples.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProcessTest {
  @TempDir Path folder;
  private Process process;
  private ServerProcess server;

  @BeforeEach
  void start() throws IOException {
    Path home = Files.createDirectory(folder.resolve("home of it"));
    // The word in its command line makes it a server for us.
    process =
        new ProcessBuilder("sh", "-c", "read line # redis-server").directory(home.toFile()).start();
    server = new ServerProcess(process.pid(), Procfs.startTicks(process.pid()).orElseThrow());
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void isToldFromALaterProcessOfTheSameId() {
    assertThat(server.alive()).isTrue();
    assertThat(new ServerProcess(server.pid(), server.startTicks() - 1).alive()).isFalse();
  }

  @Test
  void stops() throws Exception {
    ServerProcess.stop(List.of(server, server));

    assertThat(server.alive()).isFalse();
    ServerProcess.stop(List.of(server));
  }

  @Test
  void leavesALaterProcessOfTheSameIdAlone() throws Exception {
    ServerProcess earlier = new ServerProcess(server.pid(), server.startTicks() - 1);

    earlier.kill();
    ServerProcess.stop(List.of(earlier));

    assertThat(server.alive()).isTrue();
  }

  @Test
  void isFoundByWhereItWorks() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("home"));

    assertThat(Procfs.workingIn(folder)).containsExactly(server);
    assertThat(Procfs.workingIn(elsewhere)).isEmpty();
  }

  @Test
  void aShellThatStandsThereIsNoServer() throws Exception {
    Process shell = new ProcessBuilder("sleep", "60").directory(folder.toFile()).start();
    try {
      assertThat(Procfs.workingIn(folder)).containsExactly(server);
    } finally {
      shell.destroyForcibly();
    }
  }

  @Test
  void readsWhatItWrote() {
    assertThat(ServerProcess.parse(server.toString())).isEqualTo(server);
  }
}
