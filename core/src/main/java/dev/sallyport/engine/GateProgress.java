package dev.sallyport.engine;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Trigger;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.GatePolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a gate has seen so far, and what follows from it: the whole logic of a gate, without a
 * clock.
 *
 * <p>Feed it samples with their instants and ask {@link #judge}. The engine does just that, and so
 * may a test. Immutable.
 */
public final class GateProgress {
  private final Instant reachedAt;
  private final Instant exposedAt;
  private Duration downtime = Duration.ZERO;
  private @Nullable Instant lastAt;
  private @Nullable Verdict last;
  private int samples;
  private int passes;
  private Duration held = Duration.ZERO;
  private boolean gap;
  private int failed;
  private List<Instant> failures = List.of();
  private @Nullable Instant failingSince;
  private Duration failedFor = Duration.ZERO;
  private @Nullable Instant errorsSince;
  private @Nullable Instant inconclusiveSince;
  private @Nullable Verdict danger;

  private GateProgress(Instant reachedAt, Instant exposedAt) {
    this.reachedAt = reachedAt;
    this.exposedAt = exposedAt;
  }

  /**
   * Returns the progress of a gate that was just reached.
   *
   * @param exposedAt when what it judges was exposed; the warm-up counts from there
   */
  public static GateProgress begin(Instant reachedAt, Instant exposedAt) {
    return new GateProgress(reachedAt, exposedAt);
  }

  private GateProgress with(Consumer<GateProgress> change) {
    GateProgress copy = new GateProgress(reachedAt, exposedAt);
    copy.downtime = downtime;
    copy.lastAt = lastAt;
    copy.last = last;
    copy.samples = samples;
    copy.passes = passes;
    copy.held = held;
    copy.gap = gap;
    copy.failed = failed;
    copy.failures = failures;
    copy.failingSince = failingSince;
    copy.failedFor = failedFor;
    copy.errorsSince = errorsSince;
    copy.inconclusiveSince = inconclusiveSince;
    copy.danger = danger;
    change.accept(copy);
    return copy;
  }

  /** Returns the progress after a sample. */
  public GateProgress sample(Gate gate, Instant at, Verdict verdict) {
    return sample(gate, at, verdict, null);
  }

  /**
   * Returns the progress after a sample.
   *
   * @param dangerous the verdict on what the gate aborts on; null where it aborts on nothing
   */
  public GateProgress sample(Gate gate, Instant at, Verdict verdict, @Nullable Verdict dangerous) {
    GatePolicy policy = gate.policy();
    if (at.isBefore(exposedAt.plus(policy.warmUp()))) {
      return with(
          p -> {
            p.lastAt = at;
            p.last = verdict;
          });
    }
    return with(
        p -> {
          p.samples++;
          p.count(policy, at, verdict);
          p.failingSince = failing(policy, p.failingSince, verdict, at);
          p.failedFor =
              p.failingSince == null ? Duration.ZERO : Duration.between(p.failingSince, at);
          p.errorsSince = since(p.errorsSince, isError(policy, verdict), at);
          p.inconclusiveSince = since(p.inconclusiveSince, isInconclusive(policy, verdict), at);
          p.danger = dangerous != null && dangerous.passed() ? dangerous : null;
          p.lastAt = at;
          p.last = verdict;
          p.gap = false;
        });
  }

  /**
   * Returns the progress after a time in which no engine judged; it neither counts nor is waited
   * out.
   */
  public GateProgress afterDowntime(Duration span) {
    return with(
        p -> {
          p.downtime = downtime.plus(span);
          p.gap = true;
          p.failures = failures.stream().map(then -> then.plus(span)).toList();
          p.failingSince = later(failingSince, span);
          p.errorsSince = later(errorsSince, span);
          p.inconclusiveSince = later(inconclusiveSince, span);
        });
  }

  private void count(GatePolicy policy, Instant at, Verdict verdict) {
    Duration silence = lastAt == null ? Duration.ZERO : Duration.between(lastAt, at);
    boolean goesOn = passes > 0 && silence.compareTo(policy.maxGap()) <= 0;
    if (verdict.passed() && goesOn) {
      passes++;
      held = gap ? held : held.plus(silence);
    } else {
      if (gap && verdict.passed() && policy.kind() == GatePolicy.Kind.GATE) {
        downtime = downtime.plus(held); // the gate is not to pay for a span begun anew
      }
      passes = verdict.passed() ? 1 : 0;
      held = Duration.ZERO;
    }
    countFailure(policy, at, verdict);
  }

  private void countFailure(GatePolicy policy, Instant at, Verdict verdict) {
    boolean failure = isFailure(policy, verdict);
    if (policy.failuresInARow() && !failure && !(verdict instanceof Verdict.Inconclusive)) {
      failed = 0;
    }
    Duration window = policy.failureWindow();
    if (window != null) {
      List<Instant> recent = new ArrayList<>(failures);
      recent.removeIf(then -> then.plus(window).isBefore(at));
      if (failure) {
        recent.add(at);
      }
      failures = List.copyOf(recent);
      failed = failures.size();
    } else if (failure) {
      failed++;
    }
  }

  private static @Nullable Instant later(@Nullable Instant since, Duration span) {
    return since == null ? null : since.plus(span);
  }

  /** A gate has a budget for errors of its own; monitors and watches are blind either way. */
  private static boolean isError(GatePolicy policy, Verdict verdict) {
    return policy.kind() == GatePolicy.Kind.GATE
        && verdict instanceof Verdict.Inconclusive it
        && it.cause() == Verdict.Cause.ERROR;
  }

  private static boolean isInconclusive(GatePolicy policy, Verdict verdict) {
    return verdict instanceof Verdict.Inconclusive && !isError(policy, verdict);
  }

  /** A gate waits for what is not yet so; to a watch and a monitor it is a breach. */
  private static boolean isFailure(GatePolicy policy, Verdict verdict) {
    return verdict instanceof Verdict.Fail
        || policy.kind() != GatePolicy.Kind.GATE && verdict instanceof Verdict.Pending;
  }

  private static @Nullable Instant failing(
      GatePolicy policy, @Nullable Instant since, Verdict verdict, Instant at) {
    return verdict instanceof Verdict.Inconclusive
        ? since
        : since(since, isFailure(policy, verdict), at);
  }

  private static @Nullable Instant since(@Nullable Instant since, boolean holds, Instant at) {
    if (!holds) {
      return null;
    }
    return since == null ? at : since;
  }

  /** Returns what follows from what was seen, at that time. */
  public Judgement judge(Gate gate, Instant now) {
    GatePolicy policy = gate.policy();
    if (policy.kind() == GatePolicy.Kind.SOAK) {
      return soak(gate, now);
    }
    if (policy.kind() == GatePolicy.Kind.WATCH) {
      return watch(policy, now);
    }
    if (danger != null) {
      return new Judgement.Failed(
          Trigger.GATE_FAILED, "aborted, because this came true: " + danger.reason());
    }
    if (failed >= policy.failures()) {
      return new Judgement.Failed(Trigger.GATE_FAILED, failureReason(policy));
    }
    if (isOver(errorsSince, policy.errorsFor(), now)) {
      return timedOut("the check could not be made for " + show(policy.errorsFor()));
    }
    if (isOver(inconclusiveSince, policy.inconclusiveFor(), now)) {
      return timedOut("nothing could be concluded for " + show(policy.inconclusiveFor()));
    }
    if (last != null && last.passed() && isEnough(policy)) {
      return new Judgement.Open(openReason(policy, last));
    }
    Instant deadline = deadline(gate);
    if (!now.isBefore(deadline)) {
      return timedOut("not open within " + show(policy.within()));
    }
    return new Judgement.Hold(nextSample(policy), nextWake(policy, deadline));
  }

  private boolean isEnough(GatePolicy policy) {
    return policy.kind() == GatePolicy.Kind.MONITOR
        ? lastAt != null && !lastAt.isBefore(windowsEnd(policy))
        : passes >= policy.minSamples() && held.compareTo(policy.sustained()) >= 0;
  }

  private Judgement soak(Gate gate, Instant now) {
    Instant end = deadline(gate);
    return now.isBefore(end)
        ? new Judgement.Hold(end, end)
        : new Judgement.Open("left alone for " + show(gate.policy().within()));
  }

  private Judgement watch(GatePolicy policy, Instant now) {
    if (failed >= policy.failures()) {
      return new Judgement.Failed(Trigger.WATCH_TRIPPED, failureReason(policy));
    }
    Duration failingFor = policy.failingFor();
    if (failingFor != null
        && last != null
        && isFailure(policy, last)
        && failedFor.compareTo(failingFor) >= 0) {
      return new Judgement.Failed(
          Trigger.WATCH_TRIPPED, "failed for " + show(failingFor) + ": " + last.reason());
    }
    if (isOver(inconclusiveSince, policy.inconclusiveFor(), now)) {
      return new Judgement.Failed(
          Trigger.WATCH_BLIND,
          "nothing could be judged for "
              + show(policy.inconclusiveFor())
              + "; last seen: "
              + (last == null ? "nothing" : last.reason()));
    }
    Instant next = nextSample(policy);
    Instant blind = later(inconclusiveSince, Objects.requireNonNull(policy.inconclusiveFor()));
    return new Judgement.Hold(next, blind == null ? next : blind);
  }

  /** Returns what a watch has seen, in words. */
  String seen(Instant now) {
    return "watched for "
        + show(Duration.between(reachedAt, now).minus(downtime))
        + " over "
        + samples
        + (samples == 1 ? " sample, " : " samples, ")
        + failed
        + " of them failed; last: "
        + (last == null ? "nothing" : last.reason());
  }

  private Instant windowsEnd(GatePolicy policy) {
    return reachedAt.plus(downtime).plus(policy.watched());
  }

  private Judgement.Failed timedOut(String what) {
    String seen =
        last == null ? "no sample was taken" : "last seen (" + last.word() + "): " + last.reason();
    return new Judgement.Failed(Trigger.GATE_TIMED_OUT, what + "; " + seen);
  }

  private String failureReason(GatePolicy policy) {
    String what = last == null ? "" : last.reason();
    if (policy.failures() == 1) {
      return what;
    }
    String where =
        policy.failureWindow() != null
            ? " within " + show(policy.failureWindow())
            : policy.failuresInARow() ? " in a row" : "";
    return "failure " + failed + " of " + policy.failures() + where + ": " + what;
  }

  private String openReason(GatePolicy policy, Verdict verdict) {
    if (policy.kind() == GatePolicy.Kind.MONITOR) {
      return seen(reachedAt.plus(downtime).plus(policy.watched()));
    }
    if (policy.sustained().isZero() && policy.minSamples() == 1) {
      return verdict.reason();
    }
    return "held for " + show(held) + " over " + passes + " samples; last: " + verdict.reason();
  }

  private static boolean isOver(@Nullable Instant since, @Nullable Duration budget, Instant now) {
    return since != null && budget != null && !now.isBefore(since.plus(budget));
  }

  private static String show(@Nullable Duration span) {
    return Quantities.show(Objects.requireNonNull(span, "span"));
  }

  private Instant nextSample(GatePolicy policy) {
    Instant first = exposedAt.plus(policy.warmUp());
    Instant next = lastAt == null ? reachedAt : lastAt.plus(cadence(policy, lastAt));
    if (policy.kind() == GatePolicy.Kind.MONITOR && lastAt != null) {
      Instant end = windowsEnd(policy);
      next = lastAt.isBefore(end) ? earlier(next, end) : next; // one sample stands at the end
    }
    return next.isBefore(first) ? first : next;
  }

  private Duration cadence(GatePolicy policy, Instant at) {
    return policy.everyAfter(Duration.between(reachedAt, at).minus(downtime));
  }

  private Instant nextWake(GatePolicy policy, Instant deadline) {
    Instant wake = deadline;
    if (errorsSince != null && policy.errorsFor() != null) {
      wake = earlier(wake, errorsSince.plus(policy.errorsFor()));
    }
    if (inconclusiveSince != null && policy.inconclusiveFor() != null) {
      wake = earlier(wake, inconclusiveSince.plus(policy.inconclusiveFor()));
    }
    return wake;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Returns when the gate fails if it has not opened by then. */
  public Instant deadline(Gate gate) {
    return reachedAt.plus(gate.policy().within()).plus(downtime);
  }

  /** Returns how many samples counted. */
  public int samples() {
    return samples;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof GateProgress that && facts().equals(that.facts());
  }

  @Override
  public int hashCode() {
    return facts().hashCode();
  }

  private List<@Nullable Object> facts() {
    return java.util.Arrays.asList(
        reachedAt,
        exposedAt,
        downtime,
        lastAt,
        last,
        samples,
        passes,
        held,
        gap,
        failed,
        failures,
        failingSince,
        failedFor,
        errorsSince,
        inconclusiveSince,
        danger);
  }

  /** What follows for a gate from what it has seen. */
  public sealed interface Judgement {

    /**
     * It stays closed.
     *
     * @param nextSample when the next sample is due
     * @param wake when to judge again at the latest, sample or not
     */
    record Hold(Instant nextSample, Instant wake) implements Judgement {}

    /** It opens. */
    record Open(String reason) implements Judgement {}

    /** It fails. */
    record Failed(Trigger trigger, String reason) implements Judgement {}
  }
}
