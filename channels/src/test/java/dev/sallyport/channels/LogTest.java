package dev.sallyport.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.plan.Channel.Message;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LogTest {
  private final FakeContext context = FakeContext.with(Duration.ofMinutes(1));

  @Test
  void a_message_is_one_event_whose_lines_pass_for_no_others() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
    try {
      Message message =
          new Message("m", "begun\nforged", "one\r\ntwo\u001b[2J", Notes.facts("by", "a\nb"), "k");
      assertThat(Channels.log().send(message, context))
          .isEqualTo("dev.sallyport.announcements INFO");
    } finally {
      System.setErr(before);
    }
    assertThat(written.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n"))
        .endsWith(
            "INFO dev.sallyport.announcements - begun forged [by=a b]\n    one\n    two [2J\n");
  }

  @Test
  void a_level_that_is_off_is_said() {
    assertThatThrownBy(() -> Channels.log().level(Level.TRACE).send(Notes.started(), context))
        .isInstanceOf(NotSentException.class)
        .hasMessage(
            "The message 'run started' was not sent to 'log' (logger dev.sallyport.announcements)."
                + " Last seen: the logger drops TRACE. Likely cause: its level is set higher, or"
                + " SLF4J has no provider. Set the level of dev.sallyport.announcements to TRACE,"
                + " or add a provider such as Logback.");
  }
}
