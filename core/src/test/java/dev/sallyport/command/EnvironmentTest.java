package dev.sallyport.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class EnvironmentTest {
  @TempDir Path dir;

  private static List<String> env(Command command) throws Exception {
    return command.run(Contexts.step()).stdout().text().lines().sorted().toList();
  }

  private static String parent(String name) {
    return name + "=" + System.getenv(name);
  }

  @Test
  void onlyPathAndHomeArePassedOn() throws Exception {
    assertThat(System.getenv()).hasSizeGreaterThan(2);
    assertThat(env(Command.of("env")))
        .containsExactly(parent("HOME"), "LC_ALL=C", parent("PATH"), "TZ=UTC");
  }

  @Test
  void moreIsPassedOnByNameAndSetByValue() throws Exception {
    String other =
        System.getenv().keySet().stream()
            .filter(name -> name.matches("[A-Z_]+") && !name.matches("HOME|PATH|TZ|LC_ALL"))
            .filter(name -> System.getenv(name).lines().count() == 1)
            .findFirst()
            .orElseThrow();
    assertThat(
            env(
                Command.of("env")
                    .passing(other, "NO_SUCH_VARIABLE")
                    .env("HOME", "/h")
                    .env("A", "b c=d")
                    .env("LC_ALL", "C.UTF-8")))
        .containsExactlyInAnyOrder(
            parent(other), "HOME=/h", parent("PATH"), "A=b c=d", "LC_ALL=C.UTF-8", "TZ=UTC");
  }

  @Test
  void theProgramIsFoundByThePathItWillSee() throws Exception {
    Path tool = Files.writeString(dir.resolve("tool"), "#!/bin/sh\necho found\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    Command command = Command.of("tool").env("PATH", "/nowhere::" + dir);
    assertThat(command.run(Contexts.step()).stdout().text()).isEqualTo("found\n");
    assertThat(Command.of("./tool").in(dir).run(Contexts.step()).stdout().text())
        .isEqualTo("found\n");
  }

  @Test
  void theWorkingDirectoryIsTheOneGiven() throws Exception {
    assertThat(Command.of("pwd").in(dir).run(Contexts.step()).stdout().text().strip())
        .isEqualTo(dir.toRealPath().toString());
  }

  @Test
  void argumentsAreNeitherSplitNorExpanded() throws Exception {
    assertThat(
            Command.of("printf", "%s|", "a b", "*", "$HOME", "", "'\"")
                .arg("-x")
                .run(Contexts.step())
                .stdout()
                .text())
        .isEqualTo("a b|*|$HOME||'\"|-x|");
    assertThat(Command.shell("echo \"$1\"").arg("$HOME").run(Contexts.step()).stdout().text())
        .isEqualTo("$HOME\n");
  }

  @Test
  void badDescriptionsAreRefusedWhereTheyAreGiven() {
    assertThatThrownBy(() -> Command.of(" "))
        .hasMessage("The program is blank. Give it some words.");
    assertThatThrownBy(() -> Command.of("a", "b\0c"))
        .hasMessage("A NUL stands in 'b?c', which no system can pass on.");
    assertThatThrownBy(() -> Command.of("a").env("A=B", "c"))
        .hasMessage("'A=B' is no name of an environment variable. Leave out '=' and NUL.");
    assertThatThrownBy(() -> Command.of("a").expecting())
        .hasMessage("No exit code is expected. Give at least one.");
    assertThatThrownBy(() -> Command.of("a").timeout(java.time.Duration.ZERO))
        .hasMessage("The timeout must be longer than zero, but is PT0S.");
    assertThatThrownBy(() -> Command.of("a").grace(java.time.Duration.ofSeconds(-1)))
        .hasMessage("The grace must not be negative, but is PT-1S.");
    assertThatThrownBy(
            () ->
                Command.of("a")
                    .capture(
                        dev.sallyport.check.DataSize.bytes(0),
                        dev.sallyport.check.DataSize.bytes(1)))
        .hasMessage("The head to capture must be from 1 B to 1 GiB, but is 0 B.");
  }

  @Test
  void aCommandShowsItselfQuoted() {
    assertThat(Command.of("echo", "a", "b c", "it's", ""))
        .hasToString("echo a 'b c' 'it'\\''s' ''");
  }
}
