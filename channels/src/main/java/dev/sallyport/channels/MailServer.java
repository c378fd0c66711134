package dev.sallyport.channels;

import dev.sallyport.check.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * A server of SMTP, and how it is talked to.
 *
 * @param login the user's name and the password, if it wants any
 */
record MailServer(String host, int port, Encryption encryption, Optional<Login> login) {

  /** How a conversation is encrypted. */
  enum Encryption {
    /** It begins in the open, and goes on by TLS or not at all. */
    STARTTLS,
    /** It is TLS from the first byte on. */
    IMPLICIT,
    /** Not at all. */
    NONE
  }

  /** A user's name and the password. */
  record Login(String user, Secret<String> password) {}

  String where() {
    return host + ":" + port;
  }

  /** Returns the settings of Angus Mail for a conversation with time limits for each step. */
  Properties settings(ChannelOptions options, Sockets sockets, Duration limit) {
    long connect = Math.min(options.connectTimeout().toMillis(), Math.max(1, limit.toMillis()));
    String step = String.valueOf(Math.max(1, limit.toMillis()));
    Properties settings = new Properties();
    settings.put("mail.smtp.host", host);
    settings.put("mail.smtp.port", String.valueOf(port));
    settings.put("mail.smtp.connectiontimeout", String.valueOf(connect));
    settings.put("mail.smtp.timeout", step);
    // no writetimeout: it starts a thread for each; the sockets are closed when time is up
    settings.put("mail.smtp.auth", String.valueOf(login.isPresent()));
    settings.put("mail.smtp.starttls.enable", String.valueOf(encryption == Encryption.STARTTLS));
    settings.put("mail.smtp.starttls.required", String.valueOf(encryption == Encryption.STARTTLS));
    settings.put("mail.smtp.ssl.enable", String.valueOf(encryption == Encryption.IMPLICIT));
    settings.put("mail.smtp.ssl.checkserveridentity", "true");
    settings.put("mail.smtp.socketFactory", sockets.plain());
    settings.put("mail.smtp.socketFactory.fallback", "false");
    settings.put("mail.smtp.ssl.socketFactory", sockets.tls(options.tls().getSocketFactory()));
    settings.put("mail.smtp.ssl.socketFactory.fallback", "false");
    settings.put("mail.smtp.sendpartial", "true"); // one bad address keeps it from nobody else
    settings.put("mail.smtp.quitwait", "false");
    settings.put("mail.mime.charset", "UTF-8");
    return settings;
  }
}
