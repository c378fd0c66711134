package dev.sallyport.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.DataSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class StreamsTest {

  @Test
  void bothStreamsAreDrainedFromTheStart() throws Exception {
    CommandResult result =
        Command.shell(
                "head -c 200000 /dev/zero | tr '\\0' e >&2; head -c 200000 /dev/zero | tr '\\0' o")
            .run(Contexts.step());
    assertThat(result.stdout()).isEqualTo(new CommandOutput("o".repeat(200_000), 0));
    assertThat(result.stderr()).isEqualTo(new CommandOutput("e".repeat(200_000), 0));
    assertThat(result.outputComplete()).isTrue();
  }

  @Test
  void theMiddleOfALongOutputIsDroppedAndCounted() throws Exception {
    CommandResult result =
        Command.shell("printf first; head -c 1000000 /dev/zero | tr '\\0' x; printf last")
            .capture(DataSize.bytes(6), DataSize.bytes(5))
            .run(Contexts.step());
    assertThat(result.stdout().text()).isEqualTo("firstx\n[... 999998 bytes dropped ...]\nxlast");
    assertThat(result.stdout().dropped()).isEqualTo(999_998);
    assertThat(result.outputComplete()).isTrue();
  }

  @Test
  void standardInputIsClosedAtOnce() throws Exception {
    assertThat(Command.of("cat").run(Contexts.step()).stdout().text()).isEmpty();
  }

  @Test
  void standardInputIsWrittenAndClosed() throws Exception {
    String text = "line\n".repeat(100_000);
    CommandResult result = Command.of("wc", "-c").stdin(text).run(Contexts.step());
    assertThat(result.stdout().text().strip()).isEqualTo("500000");
    assertThat(result.notes()).isEmpty();
  }

  @Test
  void standardInputThatIsNotReadIsNoted() throws Exception {
    CommandResult result = Command.of("true").stdin("x".repeat(1_000_000)).run(Contexts.step());
    assertThat(result.notes())
        .containsExactly("The command did not read all of its standard input.");
  }

  @Test
  void aPipeHeldByABackgroundProcessDoesNotBlock() throws Exception {
    CommandResult result =
        Command.shell("echo early; sleep 3 & exit 0")
            .drain(Duration.ofMillis(200))
            .run(Contexts.step());
    assertThat(result.exitCode()).isZero();
    assertThat(result.stdout().text()).isEqualTo("early\n");
    assertThat(result.outputComplete()).isFalse();
    assertThat(result.notes())
        .containsExactly(
            "The output was not awaited for longer than 200 ms after the end: a process left in the"
                + " background held it open.");
  }

  @Test
  void lateOutputOfABackgroundProcessIsAwaitedForAWhile() throws Exception {
    CommandResult result =
        Command.shell("(sleep 0.3; echo late) & echo early").run(Contexts.step());
    assertThat(result.stdout().text()).isEqualTo("early\nlate\n");
    assertThat(result.outputComplete()).isTrue();
  }

  @Test
  void outputLostToABusyReaderIsNotCalledComplete() throws Exception {
    // At the exit the reader is in the middle of much output: where the JDK would take over.
    for (int i = 0; i < 5; i++) {
      CommandResult result =
          Command.shell("(sleep 3; echo late) & head -c 60000 /dev/zero")
              .drain(Duration.ofMillis(100))
              .run(Contexts.step());
      assertThat(result.stdout().text()).hasSize(60_000);
      assertThat(result.outputComplete()).isFalse();
    }
  }

  @Test
  void anEndlessBackgroundWriterIsGivenUp() throws Exception {
    CommandResult result =
        Command.shell("yes & exit 0").drain(Duration.ofMillis(200)).run(Contexts.step());
    assertThat(result.outputComplete()).isFalse();
    String before = result.stdout().text();
    Thread.sleep(50);
    assertThat(result.stdout().text()).isSameAs(before);
  }

  @Test
  void charsetHoldsForInputAndOutput() throws Exception {
    CommandResult result =
        Command.of("od", "-An", "-tx1")
            .stdin("\u00e9")
            .charset(StandardCharsets.ISO_8859_1)
            .run(Contexts.step());
    assertThat(result.stdout().text().strip()).isEqualTo("e9");
    CommandResult back =
        Command.of("printf", "\\351").charset(StandardCharsets.ISO_8859_1).run(Contexts.step());
    assertThat(back.stdout().text()).isEqualTo("\u00e9");
    assertThat(Command.of("printf", "\\303\\251").run(Contexts.step()).stdout().text())
        .isEqualTo("\u00e9");
  }

  @Test
  void aCharacterOnTheBorderOfHeadAndTailStaysWhole() throws Exception {
    CommandResult result =
        Command.of("printf", "a\\303\\251b")
            .capture(DataSize.bytes(2), DataSize.bytes(2))
            .run(Contexts.step());
    assertThat(result.stdout()).isEqualTo(new CommandOutput("a\u00e9b", 0));
  }

  @Test
  void reportsShowNoTerminalSequences() throws Exception {
    CommandResult result =
        Command.of("printf", "\\033[31mred\\033[0m\\n10%%\\r99%%\\r\\ndone\\n")
            .run(Contexts.step());
    assertThat(result.stdout().text()).contains("\u001b[31m");
    assertThat(result.stdout().plain()).isEqualTo("red\n99%\ndone\n");
    assertThat(result.stdout().lastLines(2)).containsExactly("99%", "done");
  }
}
