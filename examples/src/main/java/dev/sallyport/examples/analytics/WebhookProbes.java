package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.UnansweredException;
import dev.sallyport.check.Verdict;
import dev.sallyport.checks.http.DeadLetters;
import dev.sallyport.checks.http.Delivery;
import dev.sallyport.checks.http.WebhookProvider;
import dev.sallyport.checks.http.WebhookSample;
import dev.sallyport.examples.analytics.Receiver.Got;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;

/** What becomes of the platform's webhooks, seen by who receives them. */
final class WebhookProbes {
  /** So many that none may fail: then 99.9 % are delivered with a confidence of 95 %. */
  static final int MANY = 3000;

  private static final int SOME = 100;
  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Longer than the longest delay between two attempts, by far. */
  private static final Duration QUIET = Duration.ofSeconds(4);

  private final AnalyticsSystems on;
  private final Platform platform;

  WebhookProbes(AnalyticsSystems on, Platform platform) {
    this.on = on;
    this.platform = platform;
  }

  private Receiver receiver(CheckContext context, IntUnaryOperator status) throws Exception {
    return new Receiver(on.at.at().receiver(), context.secret(Secrets.WEBHOOK), status);
  }

  /** A response to a form is told to its subscriber, once, signed. */
  Check triggered() {
    return ProbeForm.check(
        "webhook-triggered",
        platform,
        "a response to a form with a subscriber",
        (form, evidence) -> {
          try (Receiver receiver = receiver(form.context, turn -> 200)) {
            form.tell(receiver.address().toString());
            form.respond();
            await(receiver, 1, Duration.ofSeconds(5), form.context);
            form.context.pause(Duration.ofMillis(300)); // for a second one that must not come
            return told(form, receiver.got(), evidence);
          }
        });
  }

  private static Verdict told(ProbeForm form, List<Got> got, Evidence evidence) throws Exception {
    Evidence seen = evidence.and("", "webhooks that came", got);
    if (got.isEmpty()) {
      return Verdict.fail(
          "not-triggered",
          "A response was taken, and no webhook came. Look whether the platform reaches"
              + " this process, and at its queue.",
          seen);
    }
    if (got.stream().anyMatch(each -> !each.signed())) {
      return Verdict.fail(
          "signed-otherwise",
          "A webhook came that is not signed with the secret that customers have.",
          seen);
    }
    JsonNode event = JsonApi.JSON.readTree(got.get(0).body());
    if (got.size() > 1 || !event.path("form").asText().equals(form.name)) {
      return Verdict.fail(
          "other-event", got.size() + " webhooks came of one response: " + got + ".", seen);
    }
    return Verdict.pass("One webhook came, signed, of this response", seen);
  }

  /** Of many events, none is lost: so at least 99.9 % are delivered. */
  Check success() {
    return delivering("webhook-success", MANY, turn -> 200);
  }

  /** Of some events, whose first delivery is answered 503, none is lost either. */
  Check reliable() {
    return delivering("webhook-reliable", SOME, turn -> turn == 1 ? 503 : 200);
  }

  private Check delivering(String name, int count, IntUnaryOperator status) {
    return Check.of(
        name,
        context -> {
          Evidence evidence =
              Evidence.of(count + " events by " + platform.at(), context.startedAt())
                  .against("99.9 % delivered");
          try (Receiver receiver = receiver(context, status)) {
            Map<String, Object> order =
                Map.of(
                    "id",
                    "bulk-" + UUID.randomUUID(),
                    "to",
                    receiver.address().toString(),
                    "count",
                    count);
            platform
                .post(
                    "/api/v2/webhooks/deliveries",
                    JsonApi.JSON.valueToTree(order).toString(),
                    context)
                .wanted(202);
            await(receiver, count, PATIENCE, context);
            return judge(count, receiver.delivered(), receiver.got(), evidence);
          } catch (UnansweredException e) {
            return e.verdict(evidence);
          }
        });
  }

  private static Verdict judge(int count, long delivered, List<Got> got, Evidence evidence) {
    long unsigned = got.stream().filter(each -> !each.signed()).count();
    Evidence seen =
        evidence
            .and("", "delivered", delivered)
            .and("", "calls", got.size())
            .and("", "signed otherwise", unsigned)
            .over(Duration.ZERO, count);
    String said =
        delivered
            + " of "
            + count
            + " events were delivered, "
            + unsigned
            + " calls signed otherwise";
    if (delivered == count) {
      return Verdict.pass(said, seen);
    }
    if (delivered < count * 0.999) {
      return Verdict.fail("lost", said + ". Look at the platform's queue and its retries.", seen);
    }
    return Verdict.inconclusive(
        Verdict.Cause.TOO_FEW_SAMPLES, said + ": too few to tell whether 99.9 % are", seen);
  }

  /** Waits until all are delivered, or nothing comes any more. */
  private static void await(Receiver receiver, int count, Duration most, CheckContext context)
      throws InterruptedException {
    Duration wait = context.remaining(most);
    int came = 0;
    long quiet = 0;
    for (long waited = 0; waited < wait.toMillis() && quiet < QUIET.toMillis(); ) {
      if (receiver.delivered() >= count) {
        return;
      }
      context.pause(POLL);
      waited += POLL.toMillis();
      int now = receiver.calls();
      quiet = now == came ? quiet + POLL.toMillis() : 0;
      came = now;
    }
  }

  /** Three attempts, the second after 200 ms, the third after 400 ms more. */
  Check retries() {
    return on.http
        .retryPolicy(on.at.at().receiver(), delivery(), 3, Duration.ofMillis(200))
        .slack(Duration.ofMillis(600))
        .idempotencyKey("Idempotency-Key");
  }

  /** What cannot be delivered is kept, once and whole, and does not stop what comes after it. */
  Check deadLetters() {
    DeadLetters letters =
        context -> {
          byte[] page = platform.get("/api/v2/webhooks/dead-letters", context).wanted(200).body();
          return new String(page, StandardCharsets.UTF_8).lines().toList();
        };
    return on.http
        .deadLetter(on.at.at().receiver(), delivery(), letters)
        .deadWithin(Duration.ofSeconds(5));
  }

  private Delivery delivery() {
    return on.http.delivering(
        platform.at().resolve("/api/v2/webhooks/deliveries"),
        to -> "{\"id\":\"" + UUID.randomUUID() + "\",\"to\":\"" + to + "\"}",
        Secrets.API);
  }

  /** Of what comes in, only what is signed is taken; what goes out is signed for its receiver. */
  Check signatures() {
    return incoming().and(delivering("webhook-signed", 10, turn -> 200));
  }

  private Check incoming() {
    return Check.of(
        "webhooks that come in",
        context -> {
          List<String> forms = new CopyOnWriteArrayList<>();
          try {
            return on.http
                .webhookSignature(
                    platform.at().resolve("/api/v2/webhooks/incoming"),
                    WebhookProvider.GITHUB,
                    Secrets.WEBHOOK,
                    () -> sample(forms))
                .judge(context);
          } finally {
            for (String form : forms) {
              ProbeForm.remove(platform, form, context);
            }
          }
        });
  }

  private WebhookSample sample(List<String> forms) {
    String form = "probe-" + UUID.randomUUID();
    forms.add(form);
    return new WebhookSample(
        "{\"form\":\"" + form + "\",\"id\":\"r1\",\"score\":7}",
        context ->
            platform
                .get("/api/v2/analytics/forms/" + form + "/metrics", context)
                .wanted(200)
                .json()
                .path("responses")
                .asLong());
  }
}
