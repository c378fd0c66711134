package dev.sallyport.engine;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Failure;
import dev.sallyport.plan.Gate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks the checks of gates, each in its own time, and never twice at once for one unit. */
final class Sampler {
  private final Host host;
  private final Secret.Source secrets;
  private final Consumer<Message> results;
  private final Map<Integer, Asking> asking = new ConcurrentHashMap<>();

  Sampler(Host host, Secret.Source secrets, Consumer<Message> results) {
    this.host = host;
    this.secrets = secrets;
    this.results = results;
  }

  /** Begins a sample, unless one is being taken. */
  void take(Order.TakeSample asked) {
    Asking fresh = new Asking(asked);
    Asking before = asking.putIfAbsent(asked.unit(), fresh);
    if (before == null) {
      fresh.begin();
    } else if (before.isOver()) {
      String why = "The sample before this one was told to stop and still runs.";
      deliver(asked, error(asked.gate().check(), why), null);
    }
  }

  /** Tells every sample under way to stop. */
  void cancel() {
    asking.values().forEach(Asking::cancel);
  }

  private void deliver(Order.TakeSample asked, Verdict verdict, @Nullable Verdict danger) {
    results.accept(new Message.SampleEnded(asked, verdict, danger));
  }

  private Verdict error(Check check, String why) {
    return Verdict.inconclusive(
        Verdict.Cause.ERROR, why, Evidence.of(check.name(), host.clock().instant()));
  }

  /** One sample being taken. */
  private final class Asking {
    private final Order.TakeSample asked;
    private final Gate gate;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Attempt call;
    private volatile @Nullable Verdict verdict;
    private volatile @Nullable Verdict danger;

    Asking(Order.TakeSample asked) {
      this.asked = asked;
      this.gate = asked.gate();
      this.call =
          new Attempt(
              asked.unit(),
              asked.path(),
              asked.work(),
              1,
              this::ask,
              value -> new Attempt.Result.Absent());
    }

    boolean isOver() {
      return over.get();
    }

    void cancel() {
      over.set(true);
      call.interrupt();
    }

    void begin() {
      Duration limit = gate.policy().sampleTimeout();
      Future<?> timeout = host.after(limit, () -> timeOut(limit));
      try {
        host.execute(() -> askNow(timeout));
      } catch (RejectedExecutionException e) {
        verdict = error(gate.check(), "The executor refused to ask the check: " + e.getMessage());
        end(timeout);
      }
    }

    private void askNow(Future<?> timeout) {
      call.run(host.clock());
      // Only then: this thread can no longer be interrupted for the sample's sake.
      end(timeout);
    }

    private void end(Future<?> timeout) {
      timeout.cancel(false);
      asking.remove(asked.unit(), this);
      Verdict taken = verdict;
      if (taken != null && over.compareAndSet(false, true)) {
        deliver(asked, taken, danger);
      }
    }

    private void timeOut(Duration limit) {
      if (over.compareAndSet(false, true)) {
        call.interrupt();
        String why = "The check gave no answer within " + Quantities.show(limit) + ".";
        deliver(asked, error(gate.check(), why), null);
      }
    }

    private Attempt.Result ask(Attempt attempt) {
      Sample sample =
          Sample.begin(host.clock(), gate.policy().sampleTimeout(), secrets, attempt::isCancelled);
      Check abort = gate.abort();
      danger = abort == null ? null : judge(abort, sample);
      verdict = judge(gate.check(), sample);
      return new Attempt.Result.Absent();
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
