package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * When nothing holds up a change of the schema. Pure.
 *
 * @param limit how long a transaction or a wait may last
 */
record ActivityRules(Duration limit) {

  List<Objection> findings(Activity seen) {
    List<Objection> findings = new ArrayList<>();
    Map<String, Row> byPid = new HashMap<>();
    seen.sessions().forEach(session -> byPid.put(session.text("pid"), session));
    // who waits, and for whom, tells most: it comes first
    seen.sessions().forEach(session -> waiting(session, byPid).ifPresent(findings::add));
    for (Row session : seen.sessions()) {
      if (hidden(session)) {
        findings.add(invisible(session));
      } else {
        wraparound(session).ifPresent(findings::add);
        transaction(session).ifPresent(findings::add);
      }
    }
    seen.prepared().stream()
        .filter(row -> over(row.millis("age_ms")))
        .map(ActivityRules::prepared)
        .forEach(findings::add);
    return findings;
  }

  static boolean hidden(Row session) {
    return !session.has("backend_type") || session.text("query").equals("<insufficient privilege>");
  }

  private boolean over(Optional<Duration> age) {
    return age.filter(span -> span.compareTo(limit) > 0).isPresent();
  }

  private static Objection invisible(Row session) {
    return Objection.unknown(
        Verdict.Cause.ERROR,
        "not-allowed",
        session.text("pid"),
        "Process " + session.text("pid") + " of another user cannot be looked into",
        "Grant the user pg_read_all_stats, or pg_monitor.");
  }

  private static Optional<Objection> wraparound(Row session) {
    if (!session.flag("wraparound")) {
      return Optional.empty();
    }
    return Optional.of(
        Objection.pending(
            "wraparound-vacuum",
            session.text("pid"),
            "A vacuum that prevents wraparound runs, process "
                + session.text("pid")
                + ": "
                + Statement.masked(session.text("query")),
            "It does not give way to a change of its table; let it end first."));
  }

  private Optional<Objection> waiting(Row session, Map<String, Row> byPid) {
    List<String> by = session.list("blocked_by");
    Optional<Duration> age = session.millis("wait_ms").or(() -> session.millis("state_ms"));
    if (by.isEmpty() || !over(age)) {
      return Optional.empty();
    }
    Set<String> roots = roots(session.text("pid"), byPid);
    return Optional.of(
        Objection.pending(
            "lock-wait",
            session.text("pid"),
            who(session)
                + " has waited "
                + Quantities.show(age.orElseThrow())
                + " for "
                + session.text("wanted")
                + ", held up in the end by "
                + roots.stream().map(pid -> blocker(pid, byPid)).collect(Collectors.joining(", ")),
            "Whoever wants that lock next queues behind it. End the transaction at the root, and"
                + " give migrations a lock_timeout."));
  }

  /** Returns those who block and are not blocked themselves; prepared transactions count as 0. */
  private static Set<String> roots(String pid, Map<String, Row> byPid) {
    Set<String> seen = new TreeSet<>();
    Set<String> roots = new TreeSet<>();
    Deque<String> left = new ArrayDeque<>(List.of(pid));
    while (!left.isEmpty()) {
      String next = left.pop();
      List<String> by = byPid.getOrDefault(next, new Row(Map.of())).list("blocked_by");
      if (by.isEmpty()) {
        roots.add(next);
      }
      by.stream().filter(seen::add).forEach(left::push);
    }
    return roots.isEmpty() ? seen : roots;
  }

  private static String blocker(String pid, Map<String, Row> byPid) {
    Row row = byPid.get(pid);
    if (row == null) {
      return pid.equals("0") ? "a prepared transaction" : "process " + pid;
    }
    return who(row) + " (" + row.text("state") + ")";
  }

  private Optional<Objection> transaction(Row session) {
    boolean client = session.text("backend_type").equals("client backend");
    Optional<Duration> age = session.millis("xact_ms");
    if (!client || !over(age) || session.has("blocked_by")) {
      return Optional.empty();
    }
    String lasts = " has had a transaction open for " + Quantities.show(age.orElseThrow());
    if (session.text("state").startsWith("idle in transaction")) {
      return Optional.of(
          Objection.pending(
              "idle-in-transaction",
              session.text("pid"),
              who(session) + lasts + " and does nothing in it",
              "It keeps its locks and holds up vacuum: let the program end it, or"
                  + " pg_terminate_backend("
                  + session.text("pid")
                  + "), and set idle_in_transaction_session_timeout."));
    }
    return Optional.of(
        Objection.pending(
            "long-transaction",
            session.text("pid"),
            who(session) + lasts + ", at " + Statement.masked(session.text("query")),
            "A change of a table that it uses would wait for it, and everybody else behind that:"
                + " let it end first."));
  }

  private static Objection prepared(Row row) {
    return Objection.fail(
        "prepared-transaction",
        row.text("gid"),
        "Transaction "
            + row.text("gid")
            + " was prepared "
            + Quantities.show(row.millis("age_ms").orElseThrow())
            + " ago and never decided",
        "It keeps its locks over restarts: COMMIT PREPARED or ROLLBACK PREPARED it.");
  }

  private static String who(Row session) {
    String name = session.text("application_name");
    return "Process "
        + session.text("pid")
        + " of "
        + session.text("usename")
        + (name.isEmpty() ? "" : " (" + name + ")");
  }
}
