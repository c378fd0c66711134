package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Plans.MINUTE;
import static dev.sallyport.plan.Plans.WELL;
import static dev.sallyport.plan.Plans.look;
import static dev.sallyport.plan.Plans.nextLine;
import static dev.sallyport.plan.Plans.problemsOf;
import static dev.sallyport.plan.Plans.shop;
import static dev.sallyport.plan.UndoPolicy.undo;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GateProblemsTest {

  @Test
  void a_gate_ends() {
    String at = nextLine();
    Gate gate = gate("slots", WELL);
    assertThat(problemsOf(shop(phase("Data").gate(gate))))
        .containsExactly(
            "DSL-108 " + at + ": the gate 'Data/slots' could wait for ever. Add within(...).");
  }

  @Test
  void an_approval_ends() {
    String at = nextLine();
    Approval approval = approval("go-live", "sre");
    assertThat(problemsOf(shop(phase("Data").gate(approval))))
        .containsExactly(
            "DSL-109 "
                + at
                + ": the approval 'Data/go-live' could wait for ever. Add within(...).");
  }

  @Test
  void warm_up_and_sustained_span_fit_into_the_limit() {
    String at = nextLine();
    Gate gate = gate("slots", WELL).warmUp(MINUTE).sustainedFor(Duration.ofSeconds(90));
    assertThat(problemsOf(shop(phase("Data").gate(gate.within(Duration.ofMinutes(2))))))
        .containsExactly(
            "DSL-113 "
                + at
                + ": the gate 'Data/slots' needs 2 min 30 s (warm-up and sustained span), but has"
                + " only 2 min. Give it more time by within(...), or ask for less.");
    shop(phase("Data").gate(gate.within(Duration.ofSeconds(150)))).build();
  }

  @Test
  void the_samples_asked_for_fit_into_the_limit() {
    String at = nextLine();
    Gate gate = gate("slots", WELL).minSamples(5).every(Duration.ofSeconds(20)).warmUp(MINUTE);
    assertThat(problemsOf(shop(phase("Data").gate(gate.within(Duration.ofMinutes(2))))))
        .containsExactly(
            "DSL-125 "
                + at
                + ": the gate 'Data/slots' asks for 5 samples, one every 20 s, which takes"
                + " 2 min 20 s, but has only 2 min."
                + " Sample more often, ask for fewer samples, or give it more time.");
    shop(phase("Data").gate(gate.within(Duration.ofSeconds(140)))).build();
  }

  @Test
  void a_gap_is_no_shorter_than_the_interval() {
    String at = nextLine();
    Gate gate = gate("slots", WELL).within(MINUTE).maxGap(Duration.ofMillis(4500));
    assertThat(problemsOf(shop(phase("Data").gate(gate))))
        .containsExactly(
            "DSL-115 "
                + at
                + ": the gate 'Data/slots' allows a gap of 4.5 s between samples, but takes one"
                + " only every 5 s, so it can never be sustained."
                + " Allow a gap longer than the interval, or sample more often.");
  }

  @Test
  void the_step_a_warm_up_counts_from_is_placed_before() {
    Step<Void> exposed = look("expose");
    String at = nextLine();
    Gate gate = gate("slots", WELL).within(MINUTE).warmUp(Duration.ofSeconds(1), exposed);
    String text =
        "DSL-104 "
            + at
            + ": the gate 'Data/slots' counts its warm-up from 'expose', which is placed later or"
            + " nowhere. Place that step before the gate.";
    assertThat(problemsOf(shop(phase("Data").gate(gate)))).containsExactly(text);
    assertThat(problemsOf(shop(phase("Data").gate(gate).step(exposed)))).containsExactly(text);
    shop(phase("Data").step(exposed).gate(gate)).build();
  }

  @Test
  void the_step_a_warm_up_counts_from_has_ended_when_the_gate_is_reached() {
    Step<Void> exposed = look("expose");
    String at = nextLine();
    Gate gate = gate("slots", WELL).within(MINUTE).warmUp(Duration.ofSeconds(1), exposed);
    Phase traffic = phase("Traffic").step(exposed);
    assertThat(problemsOf(shop(traffic, phase("Data").after().gate(gate))))
        .containsExactly(
            "DSL-104 "
                + at
                + ": the gate 'Data/slots' counts its warm-up from 'expose', which stands in the"
                + " phase 'Traffic', which need not have ended by then."
                + " Let the phase of the gate come after 'Traffic'.");
    shop(traffic, phase("Data").gate(gate)).build();
  }

  @Test
  void the_gate_that_verifies_an_undo_ends_as_well() {
    String at = nextLine();
    Gate gate = gate("slots", WELL);
    Step<Void> step =
        step("migrate").run(context -> {}).onRollback((c, made) -> {}, undo().verifiedBy(gate));
    Phase phase = phase("Data").step(step).onRollback(context -> {}, undo().verifiedBy(gate));
    assertThat(problemsOf(shop(phase)))
        .containsExactly(
            "DSL-108 " + at + ": the gate 'Data/@rollback' could wait for ever. Add within(...).",
            "DSL-108 "
                + at
                + ": the gate 'Data/migrate undo' could wait for ever. Add within(...).");
  }

  @Test
  void a_monitor_watches_something() {
    String at = nextLine();
    Monitor monitor = Dsl.monitor("48 hours", WELL);
    assertThat(problemsOf(shop(phase("After").monitor(monitor))))
        .containsExactly(
            "DSL-127 "
                + at
                + ": the monitor 'After/48 hours' has no window, so it watches nothing."
                + " Add window(length, every).");
  }

  @Test
  void each_window_of_a_monitor_holds_a_sample() {
    String at = nextLine();
    Monitor monitor = Dsl.monitor("48 hours", WELL).window(MINUTE, Duration.ofMinutes(5));
    assertThat(problemsOf(shop(phase("After").monitor(monitor))))
        .containsExactly(
            "DSL-128 "
                + at
                + ": a window of the monitor 'After/48 hours' lasts 1 min, but samples are 5 min"
                + " apart, so it might see none. Sample more often, or make the window longer.");
  }
}
