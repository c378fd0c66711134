package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Redactor;
import dev.sallyport.check.Verdict;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import javax.net.ssl.SSLException;

/** Why the database did not answer what it was asked. */
final class Refusal extends Exception {
  private static final int LIMIT = 300;

  private final Kind kind;
  private final String address;
  private final String detail;

  Refusal(Kind kind, String address, String detail) {
    super(address + " " + kind.said + ": " + detail);
    this.kind = kind;
    this.address = address;
    this.detail = detail;
  }

  /** Reads what a driver threw; secrets are masked. */
  static Refusal of(Throwable thrown, String address, Redactor redactor) {
    return new Refusal(Kind.of(thrown), address, redactor.line(message(thrown), LIMIT));
  }

  private static String message(Throwable thrown) {
    String message = thrown.getMessage();
    String own = message == null || message.isBlank() ? thrown.getClass().getName() : message;
    Throwable cause = thrown.getCause();
    if (cause == null || cause.getMessage() == null || own.contains(cause.getMessage())) {
      return own;
    }
    return own + " (" + cause.getMessage() + ")";
  }

  Kind kind() {
    return kind;
  }

  /** Returns the objection that nothing can be said. */
  Objection objection() {
    return Objection.unknown(Verdict.Cause.ERROR, kind.code, address, text(), kind.wayOut);
  }

  /** Returns what was seen, a sentence without its full stop. */
  String text() {
    return getMessage() == null ? detail : getMessage();
  }

  /** Kinds of refusal, told apart by what to do about them. */
  enum Kind {
    UNREACHABLE(
        "unreachable",
        "cannot be reached",
        "Look whether the server runs and listens there, and at the firewall and the name."),
    TIMED_OUT(
        "timed-out",
        "did not answer in time",
        "It hangs or is overloaded: look at it from its own machine, or give it longer:"
            + " deadlines(...)."),
    BUSY(
        "still-hanging",
        "still owes the answer to an earlier call",
        "No second connection is opened meanwhile: look at the server from its own machine."),
    REFUSED(
        "credentials-refused",
        "refuses the login",
        "Look at the user, the secret bound for it, and the server's pg_hba.conf."),
    TLS(
        "tls-failed",
        "does not agree with us on TLS",
        "Name the certificate to trust: trusting(pem); it must name the host in the URL."),
    NO_DATABASE("no-such-database", "has no such database", "Look at the name in the URL."),
    EXHAUSTED(
        "connections-exhausted",
        "has no connection left for us",
        "Close idle sessions, put a pool before it, or raise max_connections."),
    STARTING(
        "starting-up",
        "is starting, shutting down or recovering",
        "It answers when it is ready; if it does not, look at its log."),
    NOT_ALLOWED(
        "not-allowed",
        "does not let this user see that",
        "Grant the user pg_monitor, or SELECT on the table of migrations."),
    NOT_POSTGRES(
        "not-postgresql", "is no PostgreSQL", "This check knows PostgreSQL alone; leave it out."),
    BROKEN("not-readable", "could not be read", "Look at the message, and at the server's log.");

    private final String code;
    private final String said;
    private final String wayOut;

    Kind(String code, String said, String wayOut) {
      this.code = code;
      this.said = said;
      this.wayOut = wayOut;
    }

    String code() {
      return code;
    }

    String wayOut() {
      return wayOut;
    }

    private static Kind of(Throwable thrown) {
      for (Throwable t = thrown; t != null; t = t.getCause()) {
        if (t instanceof SSLException || t instanceof GeneralSecurityException) {
          return TLS;
        }
      }
      if (thrown instanceof SQLTimeoutException) {
        return TIMED_OUT;
      }
      return thrown instanceof SQLException sql ? of(sql) : BROKEN;
    }

    private static Kind of(SQLException thrown) {
      String state = String.valueOf(thrown.getSQLState());
      if (thrown.getCause() instanceof SocketTimeoutException) {
        return TIMED_OUT;
      }
      String message = String.valueOf(thrown.getMessage());
      if (message.contains("SSL") || message.contains("hostnameverifier")) {
        return TLS;
      }
      if (message.contains("timed out")) {
        return TIMED_OUT;
      }
      return switch (state) {
        case "28000", "28P01", "08004" -> REFUSED;
        case "3D000" -> NO_DATABASE;
        case "53300" -> EXHAUSTED;
        case "57P01", "57P02", "57P03" -> STARTING;
        case "57014", "55P03" -> TIMED_OUT;
        case "42501" -> NOT_ALLOWED;
        default -> state.startsWith("08") ? UNREACHABLE : BROKEN;
      };
    }
  }
}
