package dev.sallyport.testkit;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.GateProgress;
import dev.sallyport.plan.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A gate tried in virtual time: the engine's own logic, the gate's own check, and a clock that
 * jumps. A gate of 48 hours takes milliseconds. Immutable.
 *
 * @param gate the gate
 * @param opened whether it opened; otherwise it failed
 * @param after how long after it was reached
 * @param reason why, in the words of the report
 * @param samples what was seen on the way
 */
public record GateTrial(
    Gate gate, boolean opened, Duration after, String reason, List<SampleTaken> samples) {

  /** Copies the list. */
  public GateTrial {
    samples = List.copyOf(samples);
  }

  /**
   * One sample.
   *
   * @param after how long after the gate was reached
   * @param verdict what the check said
   */
  public record SampleTaken(Duration after, Verdict verdict) {
    @Override
    public String toString() {
      return "+" + Spans.exact(after) + " " + verdict.word() + ": " + verdict.reason();
    }
  }

  /** Tries a gate that is reached at the moment of exposure; its check is asked as in a run. */
  public static GateTrial of(Gate gate) {
    ManualClock clock = ManualClock.create();
    Instant start = clock.instant();
    GateProgress progress = GateProgress.begin(start, start);
    List<SampleTaken> samples = new ArrayList<>();
    while (true) {
      Instant now = clock.instant();
      GateProgress.Judgement judgement = progress.judge(gate, now);
      Duration after = Duration.between(start, now);
      if (judgement instanceof GateProgress.Judgement.Open open) {
        return new GateTrial(gate, true, after, open.reason(), samples);
      }
      if (judgement instanceof GateProgress.Judgement.Failed failed) {
        return new GateTrial(gate, false, after, failed.reason(), samples);
      }
      GateProgress.Judgement.Hold hold = (GateProgress.Judgement.Hold) judgement;
      if (now.isBefore(hold.nextSample())) {
        clock.advanceTo(hold.nextSample().isBefore(hold.wake()) ? hold.nextSample() : hold.wake());
      } else {
        Verdict verdict = ask(gate.check(), gate, clock);
        Verdict danger = gate.abort() == null ? null : ask(gate.abort(), gate, clock);
        samples.add(new SampleTaken(after, verdict));
        progress = progress.sample(gate, now, verdict, danger);
      }
    }
  }

  private static Verdict ask(@Nullable Check check, Gate gate, ManualClock clock) {
    if (check == null) {
      throw new IllegalArgumentException("The gate has no check.");
    }
    try {
      return check.judge(CheckContext.of(clock, gate.policy().sampleTimeout()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The trial was interrupted.", e);
    } catch (Exception e) {
      return Verdict.inconclusive(
          Verdict.Cause.ERROR,
          "The check threw " + e + ".",
          Evidence.of(check.name(), clock.instant()));
    }
  }

  /** Returns the story of the trial, a line for each sample and one for the end. */
  @Override
  public String toString() {
    StringBuilder story = new StringBuilder("gate '" + gate.name() + "'");
    samples.forEach(sample -> story.append("\n  ").append(sample));
    return story
        .append("\n  +")
        .append(Spans.exact(after))
        .append(opened ? " opened: " : " failed: ")
        .append(reason)
        .toString();
  }
}
