package dev.sallyport.checks.http;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What can go wrong before there is an answer, and whose doing it is.
 *
 * <p>What the far side did was measured, and counts against the service. What kept us from asking
 * was not, and makes a verdict inconclusive.
 */
enum Trouble {
  /** Nothing listens there. */
  REFUSED(
      "connection-refused",
      true,
      "nothing listens there: the service is not up, or the port is wrong"),
  /** The connection was made, but the answer did not come in time. */
  NO_ANSWER("no-answer-in-time", true, "the service accepts connections but is slow or hangs"),
  /** The far side closed the connection before the answer was complete. */
  CLOSED("connection-closed", true, "the service, or a proxy before it, drops connections"),
  /** What came is not HTTP. */
  NOT_HTTP("not-http", true, "another protocol, such as TLS, speaks on that port"),
  /** There is no trusted, encrypted connection. */
  TLS(
      "tls-not-trusted",
      true,
      "the certificate is not trusted, expired or for another name, or the port does not speak TLS"),
  /** It wants a certificate of ours, and did not take what it got. */
  CLIENT_CERTIFICATE(
      "client-certificate-refused",
      true,
      "it wants a certificate of the client and got none, or one that it does not trust: give one by"
          + " HttpOptions.trusting"),
  /** The connection was not made in time, so nothing was asked. */
  NO_CONNECTION("connect-timeout", false, "a firewall or a wrong address swallows the packets"),
  /** The name has no address. */
  UNKNOWN_HOST(
      "unknown-host", false, "the name is misspelt or not yet in the DNS as seen from here"),
  /** There is no way to the address from here. */
  UNREACHABLE("unreachable", false, "the network has no route from here to that address"),
  /** This process ran out of ports, files or memory for connections. */
  OWN_LIMIT("own-limit", false, "this process has run out of ports or file handles"),
  /** The sample ended before this was asked. */
  OUT_OF_TIME("out-of-time", false, "the sample's time limit is too short for what it has to ask"),
  /** Anything else. */
  OTHER("not-measured", false, "see the message");

  private static final int MAX_CAUSES = 20;

  /** Alerts (RFC 8446, section 6.2) with which the far side refuses our certificate. */
  private static final Pattern OF_OURS =
      Pattern.compile("received fatal alert: (\\w*certificate\\w*|unknown_ca|access_denied)");

  private final String code;
  private final boolean farSide;
  private final String likelyCause;

  Trouble(String code, boolean farSide, String likelyCause) {
    this.code = code;
    this.farSide = farSide;
    this.likelyCause = likelyCause;
  }

  String code() {
    return code;
  }

  /** Returns whether this was measured of the service, rather than kept us from measuring. */
  boolean farSide() {
    return farSide;
  }

  String likelyCause() {
    return likelyCause;
  }

  /** Returns what an exception stands for; the innermost cause that says something counts. */
  static Trouble of(Throwable thrown) {
    Deque<Throwable> causes = new ArrayDeque<>();
    for (Throwable t = thrown; t != null && causes.size() < MAX_CAUSES; t = t.getCause()) {
      causes.push(t);
    }
    for (Throwable cause : causes) {
      Trouble known = known(cause);
      if (known != OTHER) {
        return known;
      }
    }
    return causes.stream().anyMatch(IOException.class::isInstance) ? CLOSED : OTHER;
  }

  private static Trouble known(Throwable t) {
    String message = Objects.requireNonNullElse(t.getMessage(), "").toLowerCase(Locale.ROOT);
    if (t instanceof UnknownHostException || t instanceof UnresolvedAddressException) {
      return UNKNOWN_HOST;
    }
    if (t instanceof NoRouteToHostException || message.contains("unreachable")) {
      return UNREACHABLE;
    }
    if (t instanceof BindException
        || message.contains("too many open files")
        || message.contains("cannot assign requested address")) {
      return OWN_LIMIT;
    }
    if (t instanceof ConnectException) {
      return message.contains("timed out") ? NO_CONNECTION : REFUSED;
    }
    if (t instanceof SSLException) {
      return OF_OURS.matcher(message).find() ? CLIENT_CERTIFICATE : TLS;
    }
    if (t instanceof SocketTimeoutException || t instanceof HttpTimeoutException) {
      return NO_ANSWER;
    }
    if (t instanceof ProtocolException) {
      return NOT_HTTP;
    }
    return t instanceof SocketException ? CLOSED : OTHER;
  }
}
