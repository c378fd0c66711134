package dev.sallyport.field;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.engine.GateProgress;
import dev.sallyport.plan.Gate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A gate tried in virtual time.
 *
 * @param opened whether it opened; otherwise it failed
 * @param after how long after it was reached
 * @param samples how many samples were taken
 */
record Trial(boolean opened, Duration after, String reason, int samples) {
  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  static Trial of(Gate gate) throws Exception {
    Instant now = START;
    int samples = 0;
    GateProgress progress = GateProgress.begin(START, START);
    while (true) {
      GateProgress.Judgement judgement = progress.judge(gate, now);
      Duration after = Duration.between(START, now);
      if (judgement instanceof GateProgress.Judgement.Open open) {
        return new Trial(true, after, open.reason(), samples);
      }
      if (judgement instanceof GateProgress.Judgement.Failed failed) {
        return new Trial(false, after, failed.reason(), samples);
      }
      GateProgress.Judgement.Hold hold = (GateProgress.Judgement.Hold) judgement;
      if (now.isBefore(hold.nextSample())) {
        now = hold.nextSample().isBefore(hold.wake()) ? hold.nextSample() : hold.wake();
      } else {
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        samples++;
        progress =
            progress.sample(
                gate, now, gate.check().judge(CheckContext.of(clock, Duration.ofSeconds(1))));
      }
    }
  }

  /** A check that says these verdicts one after the other, and the last one from then on. */
  static Check script(Verdict... verdicts) {
    AtomicInteger next = new AtomicInteger();
    List<Verdict> lines = List.of(verdicts);
    return Check.of(
        "script",
        context -> lines.get(next.getAndUpdate(line -> Math.min(line + 1, lines.size() - 1))));
  }

  static Verdict pass() {
    return Verdict.pass("fine", evidence());
  }

  static Verdict pending() {
    return Verdict.pending("early", "not yet", evidence());
  }

  static Verdict fail() {
    return Verdict.fail("broken", "it is broken", evidence());
  }

  static Verdict noData() {
    return Verdict.inconclusive(Verdict.Cause.NO_DATA, "no series", evidence());
  }

  static Verdict error() {
    return Verdict.inconclusive(Verdict.Cause.ERROR, "connection refused", evidence());
  }

  static Evidence evidence() {
    return Evidence.of("script", START);
  }
}
