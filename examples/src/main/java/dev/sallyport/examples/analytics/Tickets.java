package dev.sallyport.examples.analytics;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Support's tickets, counted by the API of Zendesk.
 *
 * <p>Of two counts the larger one need not mean more: 12 tickets in one hour and 15 in another are
 * chance. If nothing has changed, each of the tickets of both hours falls into either with a
 * probability of one half; so many in the later hour must be less probable than 1 %.
 */
final class Tickets {
  static final Duration SPAN = Duration.ofHours(1);
  private static final double RISK = 0.01;

  private final URI api;

  Tickets(AnalyticsSystems on) {
    this.api = on.at.beyond().tickets();
  }

  /**
   * Returns how many tickets were filed within the hour before.
   *
   * @throws IOException if they could not be counted
   */
  long lately(Instant now) throws IOException, InterruptedException {
    String query = "type:ticket created>" + now.minus(SPAN).truncatedTo(ChronoUnit.SECONDS);
    URI count =
        api.resolve(
            "/api/v2/search/count.json?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));
    JsonApi.Answer answer = JsonApi.get(count, Map.of());
    if (!answer.ok() || !answer.body().path("count").isIntegralNumber()) {
      throw new IOException(
          count
              + " answered "
              + answer.status()
              + ", and no count. Look at the address of support's tickets.");
    }
    return answer.body().path("count").asLong();
  }

  /** Returns the check that there are no more of them than before, but for chance. */
  Check notMoreThan(long before) {
    return Check.of("support-tickets", context -> judge(before, context));
  }

  private Verdict judge(long before, CheckContext context) throws Exception {
    long now = lately(context.clock().instant());
    double chance = Counted.atLeast(now, before + now, 0.5);
    Evidence seen =
        Evidence.of("tickets of the last hour at " + api, context.startedAt())
            .against("no more than before, at a risk of 1 %")
            .and("", "before", before)
            .and("", "now", now)
            .and("", "chance of so many", Math.round(chance * 1e4) / 1e4);
    String said = now + " tickets were filed within an hour, " + before + " before";
    return chance < RISK
        ? Verdict.fail(
            "more-tickets",
            said + ". Read them: they tell what users met with the analytics.",
            seen)
        : Verdict.pass(said, seen);
  }
}
