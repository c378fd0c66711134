package dev.sallyport.examples.webhook;

import dev.sallyport.check.Check;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Verdict;
import dev.sallyport.checks.http.LoadProbe;
import dev.sallyport.checks.http.MemoryGrowth;
import dev.sallyport.checks.http.WebhookProvider;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Loads of the service: signed events, as TypeForm sends them. The rehearsal entrance does with
 * each all that is done with a webhook, in a transaction that is not committed: a load leaves
 * nothing behind.
 */
final class Loads {
  private Loads() {}

  static LoadProbe of(WebhookSystems on, double perSecond) {
    return on.http
        .load(on.service("/webhooks/typeform/rehearsal"))
        .rate(Rate.perSecond(perSecond))
        .lasting(lasting(on, perSecond))
        .warmUp(Duration.ofSeconds(1))
        .posting(
            () -> TestWebhook.body("rehearsal-" + UUID.randomUUID()),
            WebhookProvider.TYPEFORM,
            Secrets.WEBHOOK)
        .bearer(Secrets.ADMIN)
        .looks(3);
  }

  /** At least as long as it takes to send 500 requests, with which a share of 1 % can be judged. */
  private static Duration lasting(WebhookSystems on, double perSecond) {
    Duration least = Duration.ofSeconds((long) Math.ceil(100 / perSecond));
    return on.pace.load().compareTo(least) > 0 ? on.pace.load() : least;
  }

  /** Returns the growth of what is left after collections; the resident memory only ever grows. */
  static MemoryGrowth memory(WebhookSystems on) {
    return on.http
        .memoryGrowth(on.service("/metrics"))
        .gauge("jvm_live_bytes")
        .over(on.pace.memory());
  }

  /** Returns a check that is asked while a load goes on; it passes only if the load was made. */
  static Check during(LoadProbe load, Check check) {
    Check made = load.errorRate().staysBelow(dev.sallyport.check.Percent.percent(5));
    return Check.of(
        check.name() + " under load",
        context -> {
          CompletableFuture<Verdict> loaded =
              CompletableFuture.supplyAsync(
                  () -> {
                    try {
                      return made.judge(context);
                    } catch (Exception e) {
                      throw new java.util.concurrent.CompletionException(e);
                    }
                  },
                  task -> new Thread(task, "load").start());
          Verdict verdict = check.judge(context);
          try {
            Verdict load1 = loaded.get();
            return load1.severity() > verdict.severity() ? load1 : verdict;
          } catch (ExecutionException e) {
            throw new IllegalStateException("The load could not be made", e.getCause());
          }
        });
  }
}
