package dev.sallyport.checks.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No check of the module passes, throws or hangs on a file that is of no use. */
class BadFilesTest {
  /** What can be wrong with a file. */
  enum State {
    MISSING,
    EMPTY,
    GARBAGE,
    TRUNCATED,
    A_FOLDER,
    A_PIPE_WITHOUT_A_WRITER,
    A_LINK_TO_ITSELF
  }

  /** What such a check does not look at. */
  private static final Map<String, Set<State>> FINE =
      Map.of("age", Set.of(State.GARBAGE, State.TRUNCATED), "size", Set.of(State.GARBAGE));

  private static final Duration LIMIT = Duration.ofSeconds(3);

  @TempDir Path folder;

  static Stream<Arguments> states() {
    return EveryCheck.of(FileChecks.in(Path.of("/")), Path.of("/none")).keySet().stream()
        .flatMap(check -> Arrays.stream(State.values()).map(state -> Arguments.of(check, state)));
  }

  @ParameterizedTest
  @MethodSource("states")
  void passes_on_a_sound_file_and_on_no_other(String name, State state) throws Exception {
    Path file = folder.resolve("file");
    Files.write(file, EveryCheck.good(name));
    Check check = EveryCheck.of(FileChecks.in(folder), file).get(name);
    Verdict sound = judged(check);
    assertThat(sound.passed()).as("%s", sound).isTrue();

    makeBad(file, state, EveryCheck.good(name));
    if (FINE.getOrDefault(name, Set.of()).contains(state)) {
      return;
    }
    long began = System.nanoTime();
    Verdict verdict = judged(check);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LIMIT.plusSeconds(2));
    assertThat(verdict.passed()).as("%s", verdict).isFalse();
    assertThat(verdict.reason()).hasSizeGreaterThan(20);
    assertThat(verdict.reason() + verdict.evidence()).contains(file.toString());
  }

  private static Verdict judged(Check check) throws Exception {
    return check.judge(CheckContext.of(Clock.systemUTC(), LIMIT));
  }

  private static void makeBad(Path file, State state, byte[] good) throws Exception {
    switch (state) {
      case EMPTY -> Files.write(file, new byte[0]);
      case GARBAGE ->
          Files.write(file, "\u0000no use\u0001".repeat(300).getBytes(StandardCharsets.UTF_8));
      case TRUNCATED -> Files.write(file, Arrays.copyOf(good, good.length / 3));
      default -> {
        Files.delete(file);
        if (state == State.A_FOLDER) {
          Files.createDirectory(file);
        } else if (state == State.A_PIPE_WITHOUT_A_WRITER) {
          Shell.succeed(file.getParent(), "mkfifo", file.toString());
        } else if (state == State.A_LINK_TO_ITSELF) {
          Files.createSymbolicLink(file, file);
        }
      }
    }
  }

  /** Root reads everything; so a process without that right asks, if this one is root. */
  @Test
  void none_passes_on_a_file_that_may_not_be_read() throws Exception {
    for (String name : EveryCheck.of(FileChecks.in(folder), folder.resolve("x")).keySet()) {
      Path file = folder.resolve(name);
      Files.write(file, EveryCheck.good(name));
      Files.setPosixFilePermissions(file, Set.<PosixFilePermission>of());
    }
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      String without = "-dac_override,-dac_read_search";
      command.addAll(List.of("setpriv", "--bounding-set=" + without, "--inh-caps=" + without));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Unreadable.class.getName(), "."));
    Shell.Said said = Shell.run(folder, command.toArray(String[]::new));
    assertThat(said.exit()).as(said.output()).isZero();
    assertThat(
            said.output()
                .lines()
                .filter(line -> line.matches("\\w+ (pass|pending|fail|inconclusive) .*")))
        .hasSize(5)
        .allMatch(line -> line.matches("\\w+ inconclusive .*may not be read.*"), said.output());
  }
}
