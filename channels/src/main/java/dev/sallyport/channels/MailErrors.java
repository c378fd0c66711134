package dev.sallyport.channels;

import dev.sallyport.channels.Setback.Kind;
import dev.sallyport.check.Redactor;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * What it means that an e-mail was not sent: the server's code (RFC 5321), or where it broke off.
 */
final class MailErrors {
  private static final int MOST_QUOTED = 200;

  private MailErrors() {}

  /**
   * Returns the setback that an exception is.
   *
   * @param begun whether the text of the e-mail may have reached the server
   */
  static Setback of(MessagingException thrown, boolean begun, Redactor redactor) {
    List<Exception> chain = chain(thrown);
    Optional<Throwable> cause =
        chain.stream().anyMatch(e -> redactor.finds(String.valueOf(e.getMessage())))
            ? Optional.empty()
            : Optional.of(thrown);
    String said = redactor.line(Objects.requireNonNullElse(thrown.getMessage(), ""), MOST_QUOTED);
    if (thrown instanceof AuthenticationFailedException) {
      return Setback.of(Kind.REFUSED, "the login failed: '" + said + "'", code(535), cause);
    }
    Optional<Setback> partly = partly(thrown, chain, redactor);
    if (partly.isPresent()) {
      return partly.get();
    }
    int code =
        chain.stream().mapToInt(MailErrors::returnCode).filter(c -> c > 0).findFirst().orElse(-1);
    if (code >= 400) {
      String answer =
          chain.stream()
              .filter(e -> returnCode(e) > 0)
              .map(Exception::getMessage)
              .filter(Objects::nonNull)
              .findFirst()
              .orElse(said);
      Kind kind = code < 500 ? Kind.NOT_TAKEN : Kind.REFUSED;
      return Setback.of(
          kind,
          "SMTP " + code + ", '" + redactor.line(answer, MOST_QUOTED) + "'",
          code(code),
          cause);
    }
    if (chain.stream().anyMatch(SSLException.class::isInstance) || said.contains("STARTTLS")) {
      return Setback.of(
          Kind.REFUSED,
          "no trusted TLS connection: '" + deepest(chain, redactor) + "'",
          tls(),
          cause);
    }
    return begun
        ? Setback.of(
            Kind.UNKNOWN,
            "the conversation broke off after the e-mail was sent: '" + said + "'",
            new Reason("the server, or a filter before it, is slow or drops connections", ""),
            cause)
        : Setback.of(
            Kind.NOT_TAKEN,
            "the conversation broke off before the e-mail was sent: '" + said + "'",
            new Reason(
                "the server is down or overloaded, the port is wrong, or speaks another protocol",
                "See whether the server answers on that port"),
            cause);
  }

  /** Some have got it, so it must not go to all of them again. */
  private static Optional<Setback> partly(
      MessagingException thrown, List<Exception> chain, Redactor redactor) {
    if (!(thrown instanceof SendFailedException failed)
        || failed.getValidSentAddresses() == null
        || failed.getValidSentAddresses().length == 0) {
      return Optional.empty();
    }
    String refused =
        chain.stream()
            .filter(SMTPAddressFailedException.class::isInstance)
            .map(e -> redactor.line(String.valueOf(e.getMessage()), MOST_QUOTED))
            .collect(Collectors.joining("; "));
    String missed =
        Stream.of(failed.getInvalidAddresses(), failed.getValidUnsentAddresses())
            .filter(Objects::nonNull)
            .flatMap(Arrays::stream)
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    return Optional.of(
        Setback.of(
            Kind.REFUSED,
            "it was sent to "
                + failed.getValidSentAddresses().length
                + " of its receivers, and not to "
                + missed
                + ": '"
                + refused
                + "'",
            new Reason("those mailboxes do not exist, or do not take it", "Mend their addresses")));
  }

  private static int returnCode(Exception e) {
    if (e instanceof SMTPAddressFailedException address) {
      return address.getReturnCode();
    }
    if (e instanceof SMTPSenderFailedException sender) {
      return sender.getReturnCode();
    }
    return e instanceof SMTPSendFailedException send ? send.getReturnCode() : -1;
  }

  private static List<Exception> chain(MessagingException thrown) {
    List<Exception> chain = new ArrayList<>();
    Exception e = thrown;
    while (e != null && chain.size() < 20) {
      chain.add(e);
      e =
          e instanceof MessagingException messaging
              ? messaging.getNextException()
              : e.getCause() instanceof Exception cause ? cause : null;
    }
    return chain;
  }

  private static String deepest(List<Exception> chain, Redactor redactor) {
    return redactor.line(String.valueOf(chain.get(chain.size() - 1).getMessage()), MOST_QUOTED);
  }

  private static Reason tls() {
    return new Reason(
        "the certificate is not trusted, expired or for another name, or the port speaks no TLS",
        "Mend the certificate, trust its root in the options, or choose the encryption that the"
            + " port has: 587 STARTTLS, 465 implicit");
  }

  private static Reason code(int code) {
    return switch (code) {
      case 421 ->
          new Reason(
              "the server is shutting down, overloaded, or has had too many connections from here",
              "Try again later");
      case 450, 451, 452 ->
          new Reason(
              "the server is greylisting, out of space, or has trouble of its own",
              "Try again later");
      case 530 -> new Reason("the server wants a login or TLS first", "Give the channel a login");
      case 534, 535 ->
          new Reason(
              "the user or the password is wrong, or the account needs an app password",
              "Bind the right password; with two-factor login make an app password");
      case 550, 551, 553 ->
          new Reason(
              "the mailbox does not exist, the server does not relay for this sender, or policy"
                  + " (SPF, DKIM, a block list) refuses it",
              "Mend the address, or let the server relay for it");
      case 552 -> new Reason("the mailbox is full, or the e-mail too long", "Make room");
      case 554 ->
          new Reason("the server takes it for spam, or blocks this sender", "Ask its owner");
      default ->
          code < 500
              ? new Reason("the server cannot take it at the moment", "Try again later")
              : new Reason("the server does not want it", "See what it says");
    };
  }
}
