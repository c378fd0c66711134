package dev.sallyport.functional;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.StepContext;
import dev.sallyport.plan.UndoPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A plan with every kind of step, whose effects go to a ledger. Its steps take a few milliseconds.
 */
final class CrashPlan {
  static final List<String> PROBED =
      List.of("probed-1", "probed-2", "side-1", "side-2", "probed-3");
  static final List<String> UNKNOWN = List.of("unknown-1", "unknown-2");
  static final List<String> IDEMPOTENT = List.of("repeat-1", "repeat-2");
  static final List<String> IRREVERSIBLE = List.of("kept-1");
  static final String PHASE = "phase-undo";

  private final Ledger ledger;
  private final boolean fails;

  CrashPlan(Ledger ledger, boolean fails) {
    this.ledger = ledger;
    this.fails = fails;
  }

  Plan plan() {
    Step<Void> last =
        fails
            ? step("last")
                .run(
                    context -> {
                      throw new IllegalStateException("as the test wants it");
                    })
                .readOnly()
            : step("last").run(context -> pause()).readOnly();
    return Plan.named("crash", 1)
        .phases(
            phase("One")
                .step(probed("probed-1"), readOnly("look-1"), unknown("unknown-1"))
                .onRollback(context -> act("do", PHASE), UndoPolicy.undo().repeatable()),
            phase("Two")
                .parallel(probed("side-1"), repeated("repeat-1"), probed("side-2"), kept("kept-1")),
            phase("Three")
                .step(probed("probed-2"), unknown("unknown-2"), repeated("repeat-2"))
                .step(probed("probed-3"), last))
        .build();
  }

  private static void pause() throws InterruptedException {
    Thread.sleep(new Random().nextInt(12));
  }

  private void act(String verb, String what) throws InterruptedException {
    pause();
    ledger.add(verb, what);
    pause();
  }

  private Step<String> probed(String name) {
    return step(name, String.class)
        .run(
            context -> {
              act("do", name);
              return "made " + context.idempotencyKey();
            })
        .probe(context -> probe(context, name))
        .onRollback(
            (context, made) -> {
              if (!made.equals("made " + context.idempotencyKey())) {
                throw new IllegalStateException("The undo was given " + made);
              }
              act("undo", name);
            });
  }

  private Probed<String> probe(StepContext context, String name) {
    return ledger.holds(name) ? Probed.done("made " + context.idempotencyKey()) : Probed.notDone();
  }

  private Step<Void> unknown(String name) {
    return step(name)
        .run(context -> act("do", name))
        .onRollback((context, made) -> act("undo", name));
  }

  private Step<Void> repeated(String name) {
    return step(name)
        .run(context -> act("do", name))
        .idempotent()
        .irreversible("writing it again changes nothing");
  }

  private Step<Void> kept(String name) {
    return step(name)
        .run(context -> act("do", name))
        .probe(context -> ledger.holds(name) ? Probed.done() : Probed.notDone())
        .irreversible("it stays");
  }

  private Step<Void> readOnly(String name) {
    return step(name).run(context -> pause()).readOnly();
  }

  /** Returns what is wrong with the ledger of a run that ended; empty if nothing is. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    List<String> exact = new ArrayList<>(PROBED);
    exact.addAll(UNKNOWN);
    for (String name : exact) {
      long undone = ledger.count("undo", name);
      expect(faults, "do " + name, ledger.count("do", name), 1);
      expect(faults, "undo " + name, undone, fails ? 1 : 0);
      if (undone > 0
          && ledger.lines().indexOf("undo " + name) < ledger.lines().indexOf("do " + name)) {
        faults.add(name + " was undone before it was done");
      }
    }
    for (String name : IRREVERSIBLE) {
      expect(faults, "do " + name, ledger.count("do", name), 1);
    }
    for (String name : IDEMPOTENT) {
      if (ledger.count("do", name) < 1) {
        faults.add(name + " was lost");
      }
    }
    boolean rolledBack = ledger.count("do", PHASE) > 0;
    if (rolledBack != fails) {
      faults.add("the phase's rollback ran: " + rolledBack);
    }
    return faults;
  }

  private static void expect(List<String> faults, String what, long count, long expected) {
    if (count != expected) {
      faults.add(what + ": " + count + " times, expected " + expected);
    }
  }
}
