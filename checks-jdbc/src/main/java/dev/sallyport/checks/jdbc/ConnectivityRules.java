package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a database is the one that was meant. Pure.
 *
 * @param role {@code primary} or {@code standby}, if one is wanted
 * @param identifier the system identifier, if one is wanted
 * @param limit how long an answer may take, if that matters
 */
record ConnectivityRules(
    Optional<String> role, Optional<String> identifier, Optional<Duration> limit) {
  static final ConnectivityRules ANY =
      new ConnectivityRules(Optional.empty(), Optional.empty(), Optional.empty());

  ConnectivityRules withRole(String wanted) {
    return new ConnectivityRules(Optional.of(wanted), identifier, limit);
  }

  ConnectivityRules withIdentifier(String wanted) {
    return new ConnectivityRules(role, Optional.of(wanted), limit);
  }

  ConnectivityRules withLimit(Duration wanted) {
    return new ConnectivityRules(role, identifier, Optional.of(wanted));
  }

  /** Returns what it means for this check that there was no answer: that is what it asks for. */
  static Objection refused(Refusal refusal) {
    Objection unknown = refusal.objection();
    Objection.Level level =
        switch (refusal.kind()) {
          case UNREACHABLE, TIMED_OUT, BUSY, STARTING, EXHAUSTED -> Objection.Level.PENDING;
          case REFUSED, NO_DATABASE -> Objection.Level.FAIL;
          case TLS, NOT_ALLOWED, NOT_POSTGRES, BROKEN -> Objection.Level.UNKNOWN;
        };
    return new Objection(
        level,
        unknown.cause(),
        unknown.code(),
        unknown.subject(),
        unknown.text(),
        unknown.wayOut());
  }

  List<Objection> findings(String address, Session session) {
    List<Objection> findings = new ArrayList<>();
    role.ifPresent(wanted -> findings.addAll(role(address, session, wanted)));
    identifier
        .filter(wanted -> !wanted.equals(session.row().text("system_identifier")))
        .ifPresent(
            wanted ->
                findings.add(
                    Objection.fail(
                        "other-server",
                        address,
                        address
                            + " is the cluster "
                            + session.row().text("system_identifier")
                            + ", not "
                            + wanted,
                        "The name leads to another server than was meant: look at DNS, and at"
                            + " whether the cluster was made anew.")));
    limit
        .filter(most -> session.took().compareTo(most) > 0)
        .ifPresent(
            most ->
                findings.add(
                    Objection.pending(
                        "slow-answer",
                        address,
                        address
                            + " took "
                            + Quantities.show(session.took())
                            + " to answer, not at most "
                            + Quantities.show(most),
                        "Look at its load, and at the way there.")));
    return findings;
  }

  private static List<Objection> role(String address, Session session, String wanted) {
    if (!session.roleKnown()) {
      return List.of(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "role-unknown",
              address,
              address + " is no PostgreSQL, so it does not tell whether it is a " + wanted,
              "Leave the role out."));
    }
    if (!session.role().equals(wanted)) {
      return List.of(
          Objection.pending(
              "wrong-role",
              address,
              address + " is a " + session.role() + ", not a " + wanted,
              "A failover may be under way; if not, the name leads to the wrong server."));
    }
    if (wanted.equals("primary") && session.row().flag("default_transaction_read_only")) {
      return List.of(
          Objection.pending(
              "read-only",
              address,
              address + " is a primary, but default_transaction_read_only is on",
              "Somebody keeps writes out, for a switch-over or for want of disk space: ask who."));
    }
    return List.of();
  }

  @Override
  public String toString() {
    return "answers"
        + role.map(wanted -> ", as " + wanted).orElse("")
        + identifier.map(wanted -> ", system_identifier " + wanted).orElse("")
        + limit.map(most -> ", within " + Quantities.show(most)).orElse("");
  }
}
