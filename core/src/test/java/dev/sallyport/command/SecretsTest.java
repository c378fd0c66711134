package dev.sallyport.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.StepContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class SecretsTest {
  private static final Secret<String> TOKEN = Secret.of("token", String.class);
  private static final String VALUE = "correct-horse-battery";

  private final StepContext context = Contexts.step(Map.of(TOKEN, VALUE));

  @TempDir Path dir;

  @Test
  void aSecretReachesTheCommandByItsEnvironment() throws Exception {
    CommandResult result =
        Command.shell("printf %s \"$TOKEN\" > seen; echo \"token is $TOKEN\"")
            .env("TOKEN", TOKEN)
            .in(dir)
            .run(context);
    assertThat(dir.resolve("seen")).hasContent(VALUE);
    assertThat(result.stdout().text()).isEqualTo("token is ***\n");
    assertThat(result.toString()).doesNotContain(VALUE);
  }

  @Test
  void aSecretReachesTheCommandByItsStandardInput() throws Exception {
    CommandResult result = Command.shell("tee seen").stdin(TOKEN).in(dir).run(context);
    assertThat(dir.resolve("seen")).hasContent(VALUE);
    assertThat(result.stdout().text()).isEqualTo("***");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aSecretReachesTheCommandByAFileForItsOwnerOnly() throws Exception {
    CommandResult result =
        Command.shell(
                "cat \"$FILE\" > seen; stat -c %a \"$FILE\" \"${1#--key=}\";"
                    + " echo \"$FILE\" > path; cmp \"$FILE\" \"${1#--key=}\"")
            .envFile("FILE", TOKEN)
            .fileArgument("--key=", TOKEN)
            .in(dir)
            .run(context);
    assertThat(dir.resolve("seen")).hasContent(VALUE);
    assertThat(result.stdout().text()).isEqualTo("600\n600\n");
    assertThat(result.command()).endsWith(" sh --key=<file of secret token>");
    assertThat(Path.of(Files.readString(dir.resolve("path")).strip())).doesNotExist();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noProcessShowsTheSecretInItsArguments() throws Exception {
    Command.shell("cat /proc/$$/cmdline > line; cat /proc/$PPID/cmdline > parent")
        .env("TOKEN", TOKEN)
        .stdin(TOKEN)
        .fileArgument("", TOKEN)
        .in(dir)
        .run(context);
    assertThat(Files.readString(dir.resolve("line"))).contains("/bin/sh").doesNotContain(VALUE);
    assertThat(Files.readString(dir.resolve("parent"))).doesNotContain(VALUE);
  }

  @Test
  void aSecretPutIntoTheArgumentsIsRefused() {
    Command command = Command.of("echo", "-p" + VALUE).env("TOKEN", TOKEN);
    assertThatThrownBy(() -> command.run(context))
        .isInstanceOf(CommandNotStartedException.class)
        .hasMessage(
            """
            The command could not be started: echo -p***
            Cause: argument 1 holds the value of the secret token, and every user of the machine can\
             read arguments.
            Way out: give it by env(...), stdin(...) or fileArgument(...).""");
  }

  @Test
  void aBlankSecretIsRefused() {
    Command command = Command.of("true").env("TOKEN", TOKEN);
    assertThatThrownBy(() -> command.run(Contexts.step(Map.of(TOKEN, " "))))
        .isInstanceOf(CommandNotStartedException.class)
        .hasMessageContaining("the value of the secret token is blank or holds a NUL.");
  }

  @Test
  void anUnboundSecretStartsNothing() {
    Command command =
        Command.shell("touch ran").fileArgument("", TOKEN).env("TOKEN", TOKEN).in(dir);
    assertThatThrownBy(() -> command.run(Contexts.step()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("token");
    assertThat(dir).isEmptyDirectory();
  }

  @Test
  void aSecretPrintedInTwoWritesAcrossTheBufferIsMasked() throws Exception {
    // The reader's buffer holds 16 KiB; the value lies across its end, and is written in two parts.
    CommandResult result =
        Command.shell(
                "head -c 16376 /dev/zero | tr '\\0' x; printf %s \"${TOKEN%-battery}\"; sleep 0.2;"
                    + " printf %s -battery; echo; printf %s \"${TOKEN%-battery}\" >&2; sleep 0.1;"
                    + " printf %s \"-battery\" >&2")
            .env("TOKEN", TOKEN)
            .run(context);
    assertThat(result.stdout().text()).isEqualTo("x".repeat(16_376) + "***\n");
    assertThat(result.stderr().text()).isEqualTo("***");
  }

  @Test
  void aSecretCutOffByAKillIsMasked() {
    Command command =
        Command.shell("printf 'is %s' \"${TOKEN%-battery}\"; sleep 60")
            .env("TOKEN", TOKEN)
            .timeout(Duration.ofMillis(300));
    Throwable thrown = catchThrowable(() -> command.run(context));
    assertThat(thrown).hasMessageContaining("timed out").hasMessageContaining("\n  is ***\n");
  }

  @Test
  void aSecretCutOffBecauseAPipeIsHeldIsMasked() throws Exception {
    CommandResult result =
        Command.shell("printf 'is %s' \"${TOKEN%-battery}\"; sleep 1 & exit 0")
            .env("TOKEN", TOKEN)
            .drain(Duration.ofMillis(200))
            .run(context);
    assertThat(result.stdout().text()).isEqualTo("is ***");
  }

  @Test
  void noErrorShowsTheSecret() {
    Command command = Command.shell("echo \"bad token $TOKEN\" >&2; exit 4").env("TOKEN", TOKEN);
    assertThatThrownBy(() -> command.run(context))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("  bad token ***\n")
        .hasMessageNotContaining(VALUE);
    assertThatThrownBy(
            () ->
                Command.shell("echo $TOKEN")
                    .env("TOKEN", TOKEN)
                    .run(
                        context,
                        output -> {
                          throw new IllegalArgumentException("odd: " + output);
                        }))
        .hasMessageContaining("odd: ***")
        .hasMessageNotContaining(VALUE);
  }

  @Test
  void noEvidenceShowsTheSecret() throws Exception {
    Verdict verdict =
        Command.shell("echo $TOKEN; echo $TOKEN >&2; exit 1")
            .env("TOKEN", TOKEN)
            .check("login")
            .judge(Contexts.check(Map.of(TOKEN, VALUE)));
    assertThat(verdict.toString()).contains("***").doesNotContain(VALUE);
  }

  @Test
  void aSecretIsWrittenAndMaskedInTheCommandsCharset() throws Exception {
    CommandResult result =
        Command.of("cat")
            .stdin(TOKEN)
            .charset(StandardCharsets.ISO_8859_1)
            .run(Contexts.step(Map.of(TOKEN, "pass\u00e9")));
    assertThat(result.stdout().text()).isEqualTo("***");
  }
}
