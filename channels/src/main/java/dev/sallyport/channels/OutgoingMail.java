package dev.sallyport.channels;

import dev.sallyport.plan.Channel.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail whose id is made of the message's key, so that it is the same whenever it is sent; and
 * which knows whether it has begun to be sent.
 *
 * <p>All messages of a run refer to one id, so that mail programs show them together. {@code
 * Auto-Submitted} (RFC 3834) keeps absent people's programs from answering.
 */
final class OutgoingMail extends MimeMessage {
  private final String id;
  private volatile boolean begun;

  private OutgoingMail(Session session, String id) {
    super(session);
    this.id = id;
  }

  static OutgoingMail of(Message message, Envelope envelope, Session session, Instant now)
      throws MessagingException {
    OutgoingMail mail =
        new OutgoingMail(session, reference(Keys.hash(message.key(), 32), envelope));
    mail.setFrom(envelope.from());
    mail.setRecipients(RecipientType.TO, envelope.to().toArray(InternetAddress[]::new));
    mail.setSubject(MailText.subject(message), "UTF-8");
    mail.setSentDate(Date.from(now));
    mail.setHeader("Auto-Submitted", "auto-generated");
    String run = message.facts().getOrDefault("run", "");
    if (!run.isBlank()) {
      mail.setHeader("References", reference("run." + Keys.hash(run, 32), envelope));
    }
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(part(MailText.plain(message), "plain"));
    both.addBodyPart(part(MailText.html(message), "html"));
    mail.setContent(both);
    mail.saveChanges();
    return mail;
  }

  private static MimeBodyPart part(String text, String kind) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, "UTF-8", kind);
    return part;
  }

  private static String reference(String local, Envelope envelope) {
    return "<" + local + "@" + envelope.domain() + ">";
  }

  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", id);
  }

  @Override
  public void writeTo(OutputStream out, String @Nullable [] ignored)
      throws IOException, MessagingException {
    begun = true;
    super.writeTo(out, ignored);
  }

  /** Returns whether any of it may have reached the server. */
  boolean begun() {
    return begun;
  }

  String id() {
    return id;
  }
}
