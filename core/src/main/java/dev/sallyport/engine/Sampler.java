package dev.sallyport.engine;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Failure;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Gate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the checks of gates, each in its own time, and never twice at once for one unit. */
final class Sampler {
  private final Host host;
  private final Bindings bindings;
  private final Redactor redactor;
  private final Consumer<Message> results;
  private final Map<Integer, Asking> asking = new ConcurrentHashMap<>();

  Sampler(Host host, Bindings bindings, Redactor redactor, Consumer<Message> results) {
    this.host = host;
    this.bindings = bindings;
    this.redactor = redactor;
    this.results = results;
  }

  /** Begins a sample, unless one is being taken. */
  void take(int unit, Work work, Gate gate) {
    Asking fresh = new Asking(unit, work, gate);
    Asking before = asking.putIfAbsent(unit, fresh);
    if (before == null) {
      fresh.begin();
    } else if (before.isOver()) {
      String why = "The sample before this one was told to stop and still runs.";
      host.execute(() -> deliver(unit, work, error(gate.check(), why), null));
    }
  }

  /** Tells every sample under way to stop. */
  void cancel() {
    asking.values().forEach(Asking::cancel);
  }

  private void deliver(int unit, Work work, Verdict verdict, @Nullable Verdict danger) {
    results.accept(
        new Message.SampleEnded(
            unit, work, redactor.clean(verdict), danger == null ? null : redactor.clean(danger)));
  }

  private Verdict error(Check check, String why) {
    return Verdict.inconclusive(
        Verdict.Cause.ERROR, why, Evidence.of(check.name(), host.clock().instant()));
  }

  /** One sample being taken. */
  private final class Asking {
    private final int unit;
    private final Work work;
    private final Gate gate;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Attempt call;
    private volatile @Nullable Verdict verdict;
    private volatile @Nullable Verdict danger;

    Asking(int unit, Work work, Gate gate) {
      this.unit = unit;
      this.work = work;
      this.gate = gate;
      this.call = new Attempt(unit, work, 1, this::ask);
    }

    boolean isOver() {
      return over.get();
    }

    void cancel() {
      over.set(true);
      call.cancel();
    }

    void begin() {
      Duration limit = gate.policy().sampleTimeout();
      Future<?> timeout = host.after(limit, () -> timeOut(limit));
      host.execute(
          () -> {
            call.run(host.clock());
            timeout.cancel(false);
            asking.remove(unit, this);
            // Only now: this thread can no longer be interrupted for the sample's sake.
            Verdict taken = verdict;
            if (taken != null && over.compareAndSet(false, true)) {
              deliver(unit, work, taken, danger);
            }
          });
    }

    private void timeOut(Duration limit) {
      if (over.compareAndSet(false, true)) {
        call.cancel();
        String why = "The check gave no answer within " + Quantities.show(limit) + ".";
        deliver(unit, work, error(gate.check(), why), null);
      }
    }

    private Message.Result ask(Attempt attempt) {
      Sample sample =
          Sample.begin(
              host.clock(),
              gate.policy().sampleTimeout(),
              bindings.secrets(),
              attempt::isCancelled);
      Check abort = gate.abort();
      danger = abort == null ? null : judge(abort, sample);
      verdict = judge(gate.check(), sample);
      return new Message.Result.Absent();
    }

    private Verdict judge(Check check, Sample sample) {
      try {
        return check.judge(sample);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return error(check, "The check was interrupted.");
      } catch (Exception | Error e) {
        return error(check, "The check threw " + Failure.of(e) + ".");
      }
    }
  }
}
