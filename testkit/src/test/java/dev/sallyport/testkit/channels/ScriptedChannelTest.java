package dev.sallyport.testkit.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.CheckContext;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.testkit.ScriptedChannel;
import dev.sallyport.testkit.checks.HostileServer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The stand-in for channels keeps the contract that the real ones keep. */
class ScriptedChannelTest extends ChannelContract {

  @Override
  protected Map<String, Subject> sendingTo(HostileServer.Kind kind, HostileServer server) {
    ScriptedChannel channel = ScriptedChannel.named("chat");
    switch (kind) {
      case DOWN -> channel.refuses("the connection was refused");
      case SILENT -> channel.isSilent();
      case GARBAGE, HANGING_UP -> channel.losesTheAnswer("the answer broke off");
    }
    return Map.of("scripted", new Subject(channel, Map.of()));
  }

  @Override
  protected Map<String, Subject> taken() {
    return Map.of(
        "scripted", new Subject(ScriptedChannel.named("chat"), Map.of()),
        "late",
            new Subject(ScriptedChannel.named("chat").takesAfter(Duration.ofMillis(10)), Map.of()));
  }

  private static CheckContext time() {
    return CheckContext.of(Clock.systemUTC(), Duration.ofSeconds(1));
  }

  @Test
  void it_follows_its_script_and_remembers() throws Exception {
    Channel.Message message = message();
    ScriptedChannel chat =
        ScriptedChannel.named("chat").takes().refuses("it is full").losesTheAnswer("silence");
    assertThat(chat.send(message, time())).isEqualTo("message 1");
    assertThatThrownBy(() -> chat.send(message, time()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "The message 'run started' was not sent to 'chat'. Last seen: it is full. Likely cause:"
                + " the script of the test says so.");
    assertThatThrownBy(() -> chat.send(message, time()))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(chat.send(message, time())).isEqualTo("message 2");
    assertThat(chat.asked()).hasSize(4);
    assertThat(chat.taken()).containsExactly(message, message);
    assertThat(chat).hasToString("channel 'chat', 2 of 4 messages taken");
  }

  @Test
  void what_comes_too_late_is_unknown() {
    ScriptedChannel chat = ScriptedChannel.named("chat").takesAfter(Duration.ofMinutes(1));
    CheckContext short1 = CheckContext.of(Clock.systemUTC(), Duration.ofMillis(20));
    assertThatThrownBy(() -> chat.send(message(), short1))
        .isInstanceOf(OutcomeUnknownException.class);
    assertThat(chat.taken()).isEmpty();
  }
}
