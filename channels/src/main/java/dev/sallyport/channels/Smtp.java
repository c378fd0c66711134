package dev.sallyport.channels;

import dev.sallyport.channels.Setback.Kind;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Redactor;
import dev.sallyport.plan.Channel.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one e-mail over one connection, within a time limit for all of it.
 *
 * <p>A socket's own time limit is one for each step; so the conversation has a thread of its own,
 * and its sockets are closed when the time is up.
 */
record Smtp(MailServer server, ChannelOptions options) {

  /** Returns the e-mail's id. */
  String send(Message message, Envelope envelope, Duration limit, CheckContext context)
      throws Setback, InterruptedException {
    String password =
        server.login().isPresent() ? context.secret(server.login().get().password()).strip() : "";
    Redactor redactor = Redactor.of(List.of(password));
    Sockets sockets = new Sockets();
    Session session = Session.getInstance(server.settings(options, sockets, limit));
    OutgoingMail mail = mail(message, envelope, session, context);
    FutureTask<Void> conversation =
        new FutureTask<>(
            () -> {
              talk(session, mail, password);
              return null;
            });
    Thread thread = new Thread(conversation, "sallyport-mail");
    thread.setDaemon(true);
    thread.start();
    try {
      conversation.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return mail.id();
    } catch (TimeoutException e) {
      throw outOfTime(mail, limit);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MessagingException cause) {
        throw MailErrors.of(cause, mail.begun(), redactor);
      }
      throw new IllegalStateException("Angus Mail failed in a way it does not document", e);
    } finally {
      close(sockets);
    }
  }

  private static OutgoingMail mail(
      Message message, Envelope envelope, Session session, CheckContext context) {
    try {
      return OutgoingMail.of(message, envelope, session, context.clock().instant());
    } catch (MessagingException e) {
      throw new IllegalStateException("Text alone always makes an e-mail", e);
    }
  }

  private void talk(Session session, OutgoingMail mail, String password) throws MessagingException {
    Transport transport = session.getTransport("smtp");
    if (server.login().isPresent()) {
      transport.connect(server.host(), server.port(), server.login().get().user(), password);
    } else {
      transport.connect();
    }
    transport.sendMessage(mail, mail.getAllRecipients());
    try {
      transport.close();
    } catch (MessagingException e) {
      return; // the server has taken it; only the goodbye failed
    }
  }

  private static Setback outOfTime(OutgoingMail mail, Duration limit) {
    return mail.begun()
        ? Setback.of(
            Kind.UNKNOWN,
            "no answer within " + limit + ", after the e-mail was sent",
            new Reason("the server, or a filter before it, is slow or hangs", ""))
        : Setback.of(
            Kind.NOT_TAKEN,
            "the server did not want the e-mail within " + limit,
            new Reason(
                "it is slow or hangs, or the port speaks TLS from the first byte on, or none",
                "See whether the server answers on that port: 587 STARTTLS, 465 implicit"));
  }

  private static void close(Sockets sockets) {
    try {
      sockets.close();
    } catch (IOException e) {
      throw new IllegalStateException("A socket could not be closed", e);
    }
  }
}
