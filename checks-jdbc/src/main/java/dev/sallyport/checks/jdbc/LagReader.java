package dev.sallyport.checks.jdbc;

import dev.sallyport.check.CheckContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Waits for standbys to replay up to what the primary has written. Thread-safe. */
final class LagReader {
  private static final Duration RESERVE = Duration.ofMillis(250);
  private static final Duration SHORTEST = Duration.ofMillis(5);
  private static final Duration LONGEST = Duration.ofMillis(100);

  private final Database primary;
  private final List<Database> standbys;
  private final boolean write;

  LagReader(Database primary, List<Database> standbys, boolean write) {
    this.primary = primary;
    this.standbys = List.copyOf(standbys);
    this.write = write;
  }

  String asked() {
    return WalTarget.after(write).asked()
        + " and "
        + Standbys.QUESTION.asked()
        + " of "
        + primary.address()
        + (standbys.isEmpty()
            ? ""
            : ", "
                + Receiver.QUESTION.asked()
                + " of "
                + standbys.stream().map(Database::address).toList());
  }

  Database primary() {
    return primary;
  }

  /** Looks until all have replayed, or {@code atMost} or the sample's time is over. */
  Seen<LagSeen> wait(CheckContext context, Duration atMost, int expected)
      throws Refusal, InterruptedException {
    Seen<WalTarget> target = primary.see(WalTarget.after(write), context);
    Instant began = context.clock().instant();
    Map<String, Duration> took = new TreeMap<>();
    if (!target.state().primary()) {
      return new Seen<>(
          target.server(),
          seen(target, List.of(), new Answers(), took, Duration.ZERO, 1),
          target.at());
    }
    Duration pause = SHORTEST;
    for (int looks = 1; ; looks++) {
      Seen<Standbys> rows = primary.see(Standbys.QUESTION, context);
      Answers answers = askStandbys(context);
      LagSeen seen =
          seen(
              target,
              rows.state().rows(),
              answers,
              took,
              Duration.between(began, context.clock().instant()),
              looks);
      note(seen, took);
      boolean over =
          seen.waited().compareTo(atMost) > 0 || context.remaining().compareTo(RESERVE) < 0;
      if (over || seen.behind().isEmpty() || hopeless(seen, expected)) {
        return new Seen<>(rows.server(), seen, rows.at());
      }
      context.pause(pause);
      pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    }
  }

  private static LagSeen seen(
      Seen<WalTarget> target,
      List<Row> rows,
      Answers answers,
      Map<String, Duration> took,
      Duration waited,
      int looks) {
    return new LagSeen(
        target.state(), rows, answers.receivers, answers.refusals, took, waited, looks);
  }

  private static void note(LagSeen seen, Map<String, Duration> took) {
    Lsn target = seen.target().lsn();
    seen.replayed()
        .forEach(
            (name, lsn) -> {
              if (lsn.compareTo(target) >= 0) {
                took.putIfAbsent(name, seen.waited());
              }
            });
  }

  /** Returns whether more looks would be of no use. */
  private static boolean hopeless(LagSeen seen, int expected) {
    return !new LagRules(expected).findings(seen).isEmpty();
  }

  private Answers askStandbys(CheckContext context) throws InterruptedException {
    Map<Database, FutureTask<Receiver>> calls = new LinkedHashMap<>();
    for (Database standby : standbys) {
      FutureTask<Receiver> call =
          new FutureTask<>(() -> standby.see(Receiver.QUESTION, context).state());
      calls.put(standby, call);
      Thread thread = new Thread(call, "sallyport-jdbc asks " + standby.address());
      thread.setDaemon(true);
      thread.start();
    }
    Answers answers = new Answers();
    for (Map.Entry<Database, FutureTask<Receiver>> call : calls.entrySet()) {
      try {
        // each keeps its own deadline
        answers.receivers.put(call.getKey().address(), call.getValue().get());
      } catch (ExecutionException e) {
        answers.refusals.add(
            e.getCause() instanceof Refusal refusal
                ? refusal
                : new Refusal(
                    Refusal.Kind.BROKEN, call.getKey().address(), String.valueOf(e.getCause())));
      }
    }
    return answers;
  }

  private static final class Answers {
    final Map<String, Receiver> receivers = new TreeMap<>();
    final List<Refusal> refusals = new ArrayList<>();
  }
}
