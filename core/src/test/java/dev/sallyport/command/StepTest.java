package dev.sallyport.command;

import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.plan.Codec;
import dev.sallyport.plan.Input;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Step;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class StepTest {
  @TempDir Path dir;

  record Version(int major, String name) {}

  private static String messageOf(Command command) {
    Throwable thrown = catchThrowable(() -> command.run(Contexts.step()));
    return thrown.getMessage().replaceFirst("after [0-9.]+ (ms|s|\u00b5s)", "after T");
  }

  @Test
  void aCommandIsAStep() throws Exception {
    Step<Void> touch = step("touch").run(Command.of("touch", "x").in(dir).asStep()).readOnly();
    assertThat(touch.run(Contexts.step(), new Object[0])).isNull();
    assertThat(dir.resolve("x")).exists();
  }

  @Test
  void aCommandIsAStepWithAnOutput() throws Exception {
    Command command = Command.of("echo", "{\"major\":3,\"name\":\"n\",\"more\":1}");
    Step<Version> version =
        step("version", Version.class).run(command.returning(Parser.json(Version.class)));
    assertThat(version.run(Contexts.step(), new Object[0])).isEqualTo(new Version(3, "n"));
  }

  @Test
  void aCommandIsMadeOfValuesTheStepUses() throws Exception {
    Input<String> tag = input("tag", String.class);
    Step<String> echo =
        step("echo", String.class)
            .using(tag)
            .run((context, t) -> Command.of("echo", t).run(context, Parser.line()));
    assertThat(echo.run(Contexts.step(), new Object[] {"v7"})).isEqualTo("v7");
  }

  @Test
  void aResultIsAnOutput() throws Exception {
    CommandResult result = Command.shell("echo a; echo b >&2").run(Contexts.step());
    Codec<CommandResult> codec = Codec.json(CommandResult.class);
    assertThat(codec.decode(codec.encode(result))).isEqualTo(result);
    assertThat(result.exitMeaning()).isEqualTo("0");
    assertThat(result.killed()).isFalse();
    assertThat(result.timedOut()).isFalse();
    assertThat(result.notes()).isEmpty();
  }

  @Test
  void expectedExitCodesAreSuccesses() throws Exception {
    Command three = Command.shell("exit 3");
    assertThat(three.expecting(0, 3).run(Contexts.step()).exitCode()).isEqualTo(3);
    assertThat(Command.of("true").expecting(0, 3).run(Contexts.step()).exitCode()).isZero();
    assertThatThrownBy(() -> three.run(Contexts.step()))
        .isInstanceOfSatisfying(
            CommandFailedException.class, e -> assertThat(e.result().exitCode()).isEqualTo(3));
  }

  @Test
  void aFailureSaysWhatWasRunWhatWasSeenAndTheWayOut() {
    assertThat(messageOf(Command.shell("echo out; printf '\\033[31mwhy\\033[0m\\n' >&2; exit 3")))
        .isEqualTo(
            """
            The command failed: /bin/sh -c 'echo out; printf '\\''\\033[31mwhy\\033[0m\\n'\\'' >&2;\
             exit 3' sh
            Exit code: 3, expected 0, after T.
            Last lines of stderr:
              why
            Likely cause: the command itself refused or failed; its last lines say why.
            Way out: correct what its last lines name, or allow this exit code by expecting(...).""");
    assertThat(messageOf(Command.shell("echo out; exit 3").expecting(5, 1)))
        .contains("Exit code: 3, expected 1 or 5, after T.\nLast lines of stdout:\n  out\n");
    assertThat(messageOf(Command.of("false"))).contains("\nIt printed nothing.\n");
  }

  @Test
  void onlyTheLastLinesAreShown() {
    assertThat(messageOf(Command.shell("seq 1 100 >&2; exit 1")))
        .contains("  91\n")
        .doesNotContain(" 90\n");
  }

  @Test
  void aShellThatDoesNotFindAProgramEndsWith127() {
    assertThat(messageOf(Command.shell("no-such-program")))
        .contains("Exit code: 127 (possibly program not found), expected 0, after T.")
        .contains("Likely cause: a program, or the interpreter of a script, was not found.");
  }

  @Test
  void aMissingProgramIsToldApartFromAnExitCode() {
    assertThatThrownBy(
            () -> Command.of("no-such-program", "x").env("PATH", "/bin").run(Contexts.step()))
        .isInstanceOf(CommandNotStartedException.class)
        .hasMessage(
            """
            The command could not be started: no-such-program x
            Cause: the program 'no-such-program' is not in PATH, which is '/bin'.
            Way out: install it, name it by its whole path, or set PATH by env("PATH", ...).""");
    assertThatThrownBy(() -> Command.of("./gone").in(dir).run(Contexts.step()))
        .hasMessage(
            """
            The command could not be started: ./gone
            Cause: there is no program '%s/./gone'.
            Way out: install it, or correct its path; a relative one is read from the working\
             directory."""
                .formatted(dir));
  }

  @Test
  void aProgramThatMayNotBeExecutedIsNotStarted() throws Exception {
    Path file = Files.writeString(dir.resolve("tool"), "#!/bin/sh\n");
    assertThatThrownBy(() -> Command.of(file.toString()).run(Contexts.step()))
        .isInstanceOf(CommandNotStartedException.class)
        .hasMessageContaining("'" + file + "' is not executable.");
  }

  @Test
  void aMissingWorkingDirectoryIsNamed() {
    Path gone = dir.resolve("gone");
    assertThatThrownBy(() -> Command.of("true").in(gone).run(Contexts.step()))
        .isInstanceOf(CommandNotStartedException.class)
        .hasMessageContaining(
            "the working directory '" + gone + "' is not there, or is no directory.");
  }

  @Test
  void anArgumentListThatIsTooLongIsRefusedWithAReason() {
    Command command = Command.of("true", "x".repeat(3_000_000));
    assertThatThrownBy(() -> command.run(Contexts.step()))
        .isInstanceOf(CommandNotStartedException.class)
        .hasMessageContaining("the system refused it")
        .hasMessageContaining("too long");
  }

  @Test
  void anEndBySignalIsOfUnknownOutcome() {
    Command command = Command.shell("kill -9 $$");
    assertThatThrownBy(() -> command.run(Contexts.step()))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(messageOf(command))
        .isEqualTo(
            """
            It is unknown what the command did: /bin/sh -c 'kill -9 $$' sh
            Exit code: 137 (possibly SIGKILL or out of memory), after T.
            It printed nothing.
            Likely cause: it was killed from elsewhere; most often the machine or container had no\
             memory left.
            Way out: see what it did before it is run again, or give the step a probe that does.""");
  }

  @Test
  void anExitCodeOfUnknownOutcomeIsThePlansToName() {
    assertThatThrownBy(() -> Command.shell("exit 255").unknownOn(255).run(Contexts.step()))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("the plan says that this exit code leaves it open");
    assertThatThrownBy(() -> Command.shell("exit 255").run(Contexts.step()))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void aSuccessWhoseOutputCannotBeReadIsOfUnknownOutcome() {
    Command command = Command.of("echo", "abc");
    assertThatThrownBy(() -> command.run(Contexts.step(), Parser.wholeNumber()))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageStartingWith(
            "The command succeeded, but its output cannot be read"
                + " (java.lang.NumberFormatException: For input string: \"abc\"): echo abc\n")
        .hasMessageEndingWith(
            "Way out: run it by hand, compare, and correct the parser; it did take effect.");
    assertThatThrownBy(() -> Command.of("true").run(Contexts.step(), Parser.line()))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageStartingWith("The command succeeded, but it printed nothing: true\n");
  }
}
