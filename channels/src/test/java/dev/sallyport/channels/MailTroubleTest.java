package dev.sallyport.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Secret;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Retry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** E-mail to servers that refuse, hang or hang up; and STARTTLS, which GreenMail does not have. */
class MailTroubleTest {
  private static final Secret<String> PASSWORD = Secret.of("mail-password", String.class);
  private static final ChannelOptions QUICK =
      ChannelOptions.defaults().draws(() -> 0.5).requestTimeout(Duration.ofMillis(700));

  private final FakeContext context =
      FakeContext.with(Duration.ofMinutes(1)).knowing(PASSWORD, "planted-password");

  private static Mail to(ScriptedSmtp server) {
    return Channels.mail("127.0.0.1", "deploy@example.com", "ops@example.com", "dev@example.com")
        .unencrypted(server.port())
        .with(QUICK);
  }

  @Test
  void it_takes_what_a_real_server_takes() throws Exception {
    try (ScriptedSmtp server = ScriptedSmtp.plain()) {
      String id = to(server).login("ops", PASSWORD).send(Notes.started(), context);
      assertThat(server.mails()).hasSize(1);
      assertThat(server.mails().get(0)).contains("Message-ID: " + id);
    }
  }

  @Test
  void starttls_is_talked_to_a_server_that_is_trusted(@TempDir Path folder) throws Exception {
    TlsKeys keys = new TlsKeys(folder, "ip:127.0.0.1");
    try (ScriptedSmtp server = new ScriptedSmtp(Optional.of(keys.serving()))) {
      Mail mail = to(server).startTls(server.port()).login("ops", PASSWORD);
      ChannelOptions slow = ChannelOptions.defaults();
      mail.with(slow.trusting(keys.trusting())).send(Notes.started(), context);
      assertThat(server.mails()).hasSize(1);
      assertThat(server.commands()).anyMatch(c -> c.equals("STARTTLS"));

      assertThatThrownBy(() -> mail.with(slow).send(Notes.started(), context))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("no trusted TLS connection");
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void a_certificate_for_another_name_is_not_trusted(@TempDir Path folder) throws Exception {
    TlsKeys keys = new TlsKeys(folder, "dns:elsewhere.example");
    try (ScriptedSmtp server = new ScriptedSmtp(Optional.of(keys.serving()))) {
      assertThatThrownBy(
              () ->
                  to(server)
                      .startTls(server.port())
                      .with(ChannelOptions.defaults().trusting(keys.trusting()))
                      .send(Notes.started(), context))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("no trusted TLS connection");
      assertThat(server.mails()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MAIL|550 5.7.1 relaying denied|the mailbox does not exist, the server does not relay",
        "DATA|554 5.7.1 spam|the server takes it for spam, or blocks this sender",
        ".|552 5.2.2 too large|the mailbox is full, or the e-mail too long",
        "MAIL|530 5.7.0 login first|the server wants a login or TLS first",
      })
  void what_a_server_refuses_is_explained_and_not_sent_again(
      String command, String reply, String why) throws Exception {
    try (ScriptedSmtp server = ScriptedSmtp.plain().on(command, reply)) {
      assertThatThrownBy(() -> to(server).send(Notes.started(), context))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("Last seen: SMTP " + reply.substring(0, 3) + ", '" + reply)
          .hasMessageContaining(why);
      assertThat(context.pauses()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"MAIL,421 4.3.2 shutting down", "DATA,451 4.7.1 greylisted", ".,452 4.3.1 full"})
  void what_a_server_puts_off_is_sent_again(String command, String reply) throws Exception {
    try (ScriptedSmtp server = ScriptedSmtp.plain().on(command, reply)) {
      assertThatThrownBy(() -> to(server).send(Notes.started(), context))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("after 4 attempts. Last seen: SMTP " + reply.substring(0, 3));
    }
  }

  @Test
  void one_bad_address_keeps_it_from_nobody_else() throws Exception {
    try (ScriptedSmtp server =
        ScriptedSmtp.plain().on("RCPT TO:<dev@example.com>", "550 5.1.1 no such user")) {
      assertThatThrownBy(() -> to(server).send(Notes.started(), context))
          .isInstanceOf(NotSentException.class)
          .hasMessage(
              "The message 'run started' was not sent to 'mail' (127.0.0.1:"
                  + server.port()
                  + "). Last seen: it was sent to 1 of its receivers, and not to dev@example.com:"
                  + " '550 5.1.1 no such user'. Likely cause: those mailboxes do not exist, or do"
                  + " not take it. Mend their addresses.");
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void no_good_address_is_said() throws Exception {
    try (ScriptedSmtp server = ScriptedSmtp.plain().on("RCPT", "550 5.1.1 no such user")) {
      assertThatThrownBy(() -> to(server).send(Notes.started(), context))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("Last seen: SMTP 550, '550 5.1.1 no such user'");
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void silence_after_the_e_mail_is_unknown() throws Exception {
    try (ScriptedSmtp server = ScriptedSmtp.plain().on(".", ScriptedSmtp.HANG)) {
      assertThatThrownBy(() -> to(server).send(Notes.started(), context))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("after the e-mail was sent");
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void hanging_up_after_the_e_mail_is_unknown() throws Exception {
    try (ScriptedSmtp server = ScriptedSmtp.plain().on(".", ScriptedSmtp.CLOSE)) {
      assertThatThrownBy(() -> to(server).send(Notes.started(), context))
          .isInstanceOf(OutcomeUnknownException.class);
      assertThat(server.mails()).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"HI", "EHLO", "MAIL", "RCPT", "DATA"})
  void hanging_up_before_the_e_mail_is_tried_again(String command) throws Exception {
    try (ScriptedSmtp server = ScriptedSmtp.plain().on(command, ScriptedSmtp.CLOSE)) {
      assertThatThrownBy(() -> to(server).send(Notes.started(), context))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("after 4 attempts");
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void silence_before_the_e_mail_is_known_not_to_be_sent() throws Exception {
    try (ScriptedSmtp server = ScriptedSmtp.plain().on("MAIL", ScriptedSmtp.HANG)) {
      assertThatThrownBy(
              () -> to(server).with(QUICK.retry(Retry.none())).send(Notes.started(), context))
          .isInstanceOf(NotSentException.class);
      server.asUsual("MAIL");
      assertThat(server.mails()).isEmpty();
    }
  }

  @Test
  void a_goodbye_that_fails_does_not_hide_that_it_was_sent() throws Exception {
    try (ScriptedSmtp server = ScriptedSmtp.plain().on("QUIT", ScriptedSmtp.CLOSE)) {
      assertThat(to(server).send(Notes.started(), context)).startsWith("<");
      assertThat(server.mails()).hasSize(1);
    }
  }

  @Test
  void a_password_that_is_echoed_is_not_shown() throws Exception {
    try (ScriptedSmtp server = ScriptedSmtp.plain().on("AUTH", "535 not planted-password")) {
      assertThatThrownBy(() -> to(server).login("ops", PASSWORD).send(Notes.started(), context))
          .hasMessageContaining("535 not ***")
          .hasNoCause();
    }
  }
}
