package dev.sallyport.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.Channel.Message;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** E-mail to a real server of SMTP, in the open, with a login, and by TLS. */
class MailTest {
  private static final Secret<String> PASSWORD = Secret.of("mail-password", String.class);
  private static final String[] PROPERTIES = {
    "greenmail.tls.keystore.file", "greenmail.tls.keystore.password", "greenmail.tls.key.password"
  };

  @TempDir static Path folder;
  private static TlsKeys keys;

  private final GreenMail server =
      new GreenMail(
          new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
          });
  private final FakeContext context =
      FakeContext.with(Duration.ofMinutes(1)).knowing(PASSWORD, "planted-password");

  @BeforeAll
  static void makeKeys() throws Exception {
    keys = new TlsKeys(folder, "ip:127.0.0.1");
    System.setProperty(PROPERTIES[0], keys.store().toString());
    System.setProperty(PROPERTIES[1], TlsKeys.PASSWORD);
    System.setProperty(PROPERTIES[2], TlsKeys.PASSWORD);
  }

  @AfterAll
  static void forgetKeys() {
    for (String property : PROPERTIES) {
      System.clearProperty(property);
    }
  }

  @BeforeEach
  void start() {
    server.start();
    server.setUser("ops@example.com", "ops", "planted-password");
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Mail plain() {
    return Channels.mail("127.0.0.1", "Deploy <deploy@example.com>", "ops@example.com")
        .unencrypted(server.getSmtp().getPort())
        .with(ChannelOptions.defaults().draws(() -> 0.5));
  }

  private static String part(MimeMessage mail, int index) throws Exception {
    BodyPart part = ((Multipart) mail.getContent()).getBodyPart(index);
    return part.getContent().toString().replace("\r\n", "\n");
  }

  @Test
  void an_e_mail_has_what_it_should() throws Exception {
    String id = plain().send(Notes.started(), context);

    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(id).isEqualTo("<" + Keys.hash("run started-key", 32) + "@example.com>");
    assertThat(mail.getMessageID()).isEqualTo(id);
    assertThat(mail.getSubject()).isEqualTo("shop-release has begun");
    assertThat(mail.getFrom()[0]).hasToString("Deploy <deploy@example.com>");
    assertThat(mail.getAllRecipients()[0]).hasToString("ops@example.com");
    assertThat(mail.getSentDate()).isEqualTo(Date.from(Instant.parse("2030-01-01T00:00:00Z")));
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
    assertThat(mail.getHeader("References")[0]).startsWith("<run.").endsWith("@example.com>");
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    assertThat(part(mail, 0)).isEqualTo("Two phases.\nAbout an hour.\n\nrun  shop-1\nby   ann\n");
    assertThat(part(mail, 1)).contains("<tr><th align=\"left\">run</th><td>shop-1</td></tr>");
  }

  @Test
  void all_of_a_run_belong_together_and_each_has_its_id() throws Exception {
    Mail mail = plain();
    mail.send(Notes.with("one", "run", "r"), context);
    mail.send(Notes.with("two", "run", "r"), context);
    mail.send(Notes.with("two", "run", "r"), context);
    MimeMessage[] got = server.getReceivedMessages();
    assertThat(got[0].getHeader("References")).isEqualTo(got[1].getHeader("References"));
    assertThat(got[0].getMessageID()).isNotEqualTo(got[1].getMessageID());
    assertThat(got[1].getMessageID()).isEqualTo(got[2].getMessageID());
  }

  @Test
  void nothing_in_a_subject_becomes_a_header_and_nothing_in_a_text_html() throws Exception {
    Message evil =
        new Message(
            "m",
            "begun\r\nBcc: all@example.com\r\n\r\nhello \u00e4\u4e8b",
            ".\r\n<script>alert(1)</script>",
            Notes.facts("by", "<b>ann\r\nX: y</b>"),
            "k");
    plain().send(evil, context);
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("begun Bcc: all@example.com hello \u00e4\u4e8b");
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(part(mail, 0)).isEqualTo(".\n<script>alert(1)</script>\n\nby  <b>ann X: y</b>\n");
    assertThat(part(mail, 1)).doesNotContain("<script", "<b>").contains("&lt;script&gt;");
  }

  @Test
  void what_is_too_long_is_cut_with_a_note() throws Exception {
    plain()
        .send(new Message("m", "s".repeat(5000), "t".repeat(200_000), Notes.facts(), "k"), context);
    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).hasSizeLessThanOrEqualTo(200).contains("(cut: ");
    assertThat(part(mail, 0)).hasSizeLessThanOrEqualTo(100_001).contains("(cut: ");
  }

  @Test
  void it_logs_in() throws Exception {
    plain().login("ops", PASSWORD).send(Notes.started(), context);
    assertThat(server.getReceivedMessages()).hasSize(1);
  }

  @Test
  void a_wrong_password_is_explained_and_not_shown() {
    FakeContext wrong = FakeContext.with(Duration.ofMinutes(1)).knowing(PASSWORD, "planted-wrong");
    assertThatThrownBy(() -> plain().login("ops", PASSWORD).send(Notes.started(), wrong))
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("was not sent to 'mail' (127.0.0.1:" + server.getSmtp().getPort())
        .hasMessageContaining("the login failed: '535")
        .hasMessageContaining("with two-factor login make an app password")
        .hasMessageNotContaining("planted");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void implicit_tls_is_talked_to_a_server_that_is_trusted() throws Exception {
    Mail mail = plain().implicitTls(server.getSmtps().getPort()).login("ops", PASSWORD);
    mail.with(ChannelOptions.defaults().trusting(keys.trusting())).send(Notes.started(), context);
    assertThat(server.getReceivedMessages()).hasSize(1);

    assertThatThrownBy(() -> mail.send(Notes.started(), context))
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("no trusted TLS connection")
        .hasMessageContaining("trust its root in the options");
    assertThat(server.getReceivedMessages()).hasSize(1);
  }

  @Test
  void a_server_without_starttls_gets_nothing() {
    assertThatThrownBy(
            () ->
                plain()
                    .startTls(server.getSmtp().getPort())
                    .login("ops", PASSWORD)
                    .send(Notes.started(), context))
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("STARTTLS is required but host does not support STARTTLS");
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void wrong_settings_are_refused_at_once() {
    assertThatThrownBy(() -> Channels.mail("smtp.example.com", "a@example.com"))
        .hasMessage("An e-mail needs a receiver. Name at least one.");
    assertThatThrownBy(
            () -> Channels.mail("smtp.example.com", "a@example.com", "b@x.com\nBcc: c@x.com"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not one e-mail address");
    assertThatThrownBy(() -> Channels.mail("smtp.example.com", "nobody", "b@x.com"))
        .hasMessageContaining("'nobody' is not one e-mail address");
    Mail mail = Channels.mail("smtp.example.com", "a@example.com", "b@example.com");
    assertThatThrownBy(() -> mail.unencrypted(25).login("u", PASSWORD))
        .hasMessageContaining("The password would go to smtp.example.com:25 unencrypted.");
    assertThatThrownBy(() -> mail.startTls(70_000)).hasMessage("There is no port 70000.");
  }
}
