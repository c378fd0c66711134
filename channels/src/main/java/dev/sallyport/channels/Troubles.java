package dev.sallyport.channels;

import dev.sallyport.channels.Setback.Kind;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** What it means that there is no answer: was the request sent, and whose doing is it? */
final class Troubles {
  private static final int MAX_CAUSES = 10;

  private Troubles() {}

  static Setback noAnswer(Duration limit) {
    return Setback.of(
        Kind.UNKNOWN,
        "no answer within " + limit,
        new Reason("the receiver, or a proxy before it, is slow or hangs", ""));
  }

  static Setback of(Throwable thrown) {
    Optional<Throwable> cause = Optional.of(thrown);
    if (has(thrown, UnresolvedAddressException.class)) {
      return Setback.of(
          Kind.NOT_TAKEN,
          "its name has no address",
          new Reason(
              "the name is misspelt, or the DNS cannot be reached from here",
              "Look the name up from this machine"),
          cause);
    }
    if (has(thrown, HttpConnectTimeoutException.class)) {
      return Setback.of(
          Kind.NOT_TAKEN,
          "no connection in time",
          new Reason(
              "a firewall swallows the packets", "Open the way, or name a proxy in the options"),
          cause);
    }
    if (has(thrown, ConnectException.class)) {
      return Setback.of(
          Kind.NOT_TAKEN,
          "the connection was refused",
          new Reason(
              "nothing listens there: the receiver is down, or the port is wrong",
              "Start it, or mend the address"),
          cause);
    }
    if (has(thrown, SSLHandshakeException.class) || speaksNoTls(thrown)) {
      return Setback.of(
          Kind.REFUSED,
          "no trusted TLS connection: " + said(thrown),
          new Reason(
              "the certificate is not trusted, expired or for another name, or a proxy breaks TLS"
                  + " open",
              "Mend the certificate, or trust its root in the options"),
          cause);
    }
    return Setback.of(
        Kind.UNKNOWN,
        "the answer broke off: " + said(thrown),
        new Reason(brokenBy(thrown), ""),
        cause);
  }

  private static String brokenBy(Throwable thrown) {
    if (has(thrown, ProtocolException.class)) {
      return "whoever listens there speaks no HTTP";
    }
    return has(thrown, HttpTimeoutException.class)
        ? "the receiver, or a proxy before it, is slow or hangs"
        : "the receiver, or a proxy before it, drops connections";
  }

  /** Before the first handshake is over nothing has been sent. */
  private static boolean speaksNoTls(Throwable thrown) {
    return has(thrown, SSLException.class)
        && said(thrown).contains("Unsupported or unrecognized SSL message");
  }

  private static String said(Throwable thrown) {
    return Texts.cut(
        Texts.oneLine(
            Objects.requireNonNullElse(thrown.getMessage(), thrown.getClass().getSimpleName())),
        200);
  }

  private static boolean has(Throwable thrown, Class<? extends Throwable> type) {
    Throwable t = thrown;
    for (int i = 0; t != null && i < MAX_CAUSES; i++, t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }
}
