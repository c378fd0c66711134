package dev.sallyport.channels;

import dev.sallyport.channels.MailServer.Encryption;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.OutcomeUnknownException;
import java.time.Duration;
import java.util.Optional;

/**
 * One or several mailboxes, by SMTP. Immutable and thread-safe; each method returns a changed copy,
 * and the copies share a pace of one e-mail a second.
 *
 * <p>By default the server is talked to on port 587, and only if it goes on by STARTTLS with a
 * trusted certificate. An e-mail that the server may have taken is not sent again; should it come
 * twice after a restart, both have the same {@code Message-ID}.
 */
public final class Mail implements Channel {
  private final Delivery delivery;
  private final MailServer server;
  private final Envelope envelope;

  private Mail(Delivery delivery, MailServer server, Envelope envelope) {
    this.delivery = delivery;
    this.server = server;
    this.envelope = envelope;
  }

  static Mail of(String server, String from, String... to) {
    if (!server.matches("[A-Za-z0-9.:\\[\\]_-]+")) {
      throw new IllegalArgumentException(
          "'" + Texts.oneLine(server) + "' is no name of a server, such as smtp.example.com.");
    }
    return new Mail(
        new Delivery("mail", ChannelOptions.defaults(), Pace.every(Duration.ofSeconds(1))),
        new MailServer(server, 587, Encryption.STARTTLS, Optional.empty()),
        Envelope.of(from, to));
  }

  /**
   * Returns this channel under another name than {@code mail}.
   *
   * @throws IllegalArgumentException if the name is blank or has several lines
   */
  public Mail named(String name) {
    return new Mail(delivery.named(name), server, envelope);
  }

  /** Returns this channel with other options. */
  public Mail with(ChannelOptions options) {
    return new Mail(delivery.with(options), server, envelope);
  }

  /**
   * Returns this channel, which talks STARTTLS at another port than 587.
   *
   * @throws IllegalArgumentException if the port is none
   */
  public Mail startTls(int port) {
    return reached(port, Encryption.STARTTLS);
  }

  /**
   * Returns this channel, which talks TLS from the first byte on, as is usual at port 465.
   *
   * @throws IllegalArgumentException if the port is none
   */
  public Mail implicitTls(int port) {
    return reached(port, Encryption.IMPLICIT);
  }

  /**
   * Returns this channel, which talks unencrypted, as to a relay on the same machine.
   *
   * @throws IllegalArgumentException if the port is none, or a password would go over a network
   */
  public Mail unencrypted(int port) {
    return reached(port, Encryption.NONE);
  }

  /**
   * Returns this channel, which logs in.
   *
   * @throws IllegalArgumentException if the password would go over a network unencrypted
   */
  public Mail login(String user, Secret<String> password) {
    Optional<MailServer.Login> login = Optional.of(new MailServer.Login(user, password));
    return checked(new MailServer(server.host(), server.port(), server.encryption(), login));
  }

  private Mail reached(int port, Encryption encryption) {
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("There is no port " + port + ".");
    }
    return checked(new MailServer(server.host(), port, encryption, server.login()));
  }

  private Mail checked(MailServer other) {
    if (other.encryption() == Encryption.NONE
        && other.login().isPresent()
        && !Address.isLoopback(other.host())) {
      throw new IllegalArgumentException(
          "The password would go to "
              + other.where()
              + " unencrypted. Take startTls(...) or implicitTls(...), or no login.");
    }
    return new Mail(delivery, other, envelope);
  }

  @Override
  public String name() {
    return delivery.name();
  }

  /**
   * {@inheritDoc}
   *
   * @return the {@code Message-ID}
   * @throws NotSentException if the server has not taken it, or not for everybody
   * @throws OutcomeUnknownException if it may have
   */
  @Override
  public String send(Message message, CheckContext context)
      throws NotSentException, OutcomeUnknownException, InterruptedException {
    Smtp smtp = new Smtp(server, delivery.options());
    return delivery.deliver(
        message,
        server.where(),
        false,
        context,
        limit -> smtp.send(message, envelope, limit, context));
  }
}
