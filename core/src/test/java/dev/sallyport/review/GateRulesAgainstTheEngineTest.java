package dev.sallyport.review;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.review.Plans.WELL;
import static dev.sallyport.review.Plans.body;
import static dev.sallyport.review.Plans.plan;
import static dev.sallyport.review.Plans.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.GateProgress;
import dev.sallyport.engine.GateProgress.Judgement;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.InvalidPlanException;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lint says of a gate's timing is what the engine makes of it. */
class GateRulesAgainstTheEngineTest {
  private static final Instant REACHED = Instant.EPOCH;
  private static final Verdict PASS = Verdict.pass("well", Evidence.of("GET /health", REACHED));
  private static final Step<Void> LOOK = body("look").readOnly();

  @Test
  void a_gate_is_found_if_and_only_if_it_cannot_open_although_all_samples_pass() {
    int[] judged = new int[3];
    for (int every : List.of(2, 5)) {
      for (int sample : List.of(1, 3, 7)) {
        for (int sustained : List.of(0, 4, 10, 11)) {
          for (int samples : List.of(1, 3)) {
            for (int warmUp : List.of(0, 6)) {
              for (int within = 1; within < 40; within++) {
                Gate gate =
                    gate("g", WELL)
                        .every(seconds(every))
                        .sampleTimeout(seconds(sample))
                        .sustainedFor(seconds(sustained))
                        .minSamples(samples)
                        .warmUp(seconds(warmUp))
                        .within(seconds(within));
                judged[judge(gate)]++;
              }
            }
          }
        }
      }
    }
    assertThat(judged).as("cannot open, opens with brief samples only, opens").doesNotContain(0);
  }

  private static int judge(Gate gate) {
    List<String> codes;
    try {
      codes =
          Lint.of(plan(phase("P").step(LOOK).gate(gate))).findings().stream()
              .map(Finding::code)
              .toList();
    } catch (InvalidPlanException e) {
      assertThat(opens(gate, Duration.ZERO)).as("%s is refused", gate.policy()).isFalse();
      return 0;
    }
    boolean atBest = opens(gate, Duration.ZERO);
    boolean atWorst = opens(gate, gate.policy().sampleTimeout());
    assertThat(codes)
        .as("within %s, every %s", gate.policy().within(), gate.policy().every())
        .isEqualTo(atBest ? atWorst ? List.of() : List.of("LINT-005") : List.of("LINT-004"));
    return atBest ? atWorst ? 2 : 1 : 0;
  }

  /** Plays the gate: every sample passes, and takes that long; at the deadline it is judged. */
  private static boolean opens(Gate gate, Duration sample) {
    GateProgress progress = GateProgress.begin(REACHED, REACHED);
    Instant now = REACHED;
    Judgement judgement = progress.judge(gate, now);
    while (judgement instanceof Judgement.Hold hold) {
      now = hold.nextSample().plus(sample);
      Instant deadline = progress.deadline(gate);
      if (hold.nextSample().isBefore(deadline) && now.isBefore(deadline)) {
        progress = progress.sample(gate, now, PASS);
      } else {
        now = deadline;
      }
      judgement = progress.judge(gate, now);
    }
    return judgement instanceof Judgement.Open;
  }
}
