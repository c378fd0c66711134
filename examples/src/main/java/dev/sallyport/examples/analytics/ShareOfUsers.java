package dev.sallyport.examples.analytics;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Checks that a share of the users sees the analytics, by asking as users that nobody has asked as
 * before.
 *
 * <p>What was drawn is not what is: of 1000 users, 10 % are 100 give or take 19. It passes if, with
 * 99 % confidence, the true share is within the tolerance; it waits if, with as much, it is not;
 * else there are too few users. A tenth of them is asked twice: a share that is drawn for each
 * request instead of each user has the right size, and shows each user now this and now that.
 *
 * @param page an address that answers {@code X-Analytics: on} or {@code off} to {@code X-User}
 * @param version the version that must answer
 * @param share the share of users, 0 to 1
 * @param tolerance how far from it the true share may be
 * @param users how many are asked
 * @param names makes the name of a user
 */
record ShareOfUsers(
    URI page, String version, double share, double tolerance, int users, Supplier<String> names)
    implements Check {
  private static final double RISK = 0.005; // on either side
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  @Override
  public String name() {
    return "http share-of-users";
  }

  @Override
  public Verdict judge(CheckContext context) throws InterruptedException {
    Evidence evidence =
        Evidence.of("GET " + page + " as " + users + " users", context.startedAt())
            .against(percent(share) + " within " + percent(tolerance) + ", 99 % confidence");
    int seeing = 0;
    int undecided = 0;
    try {
      for (int i = 0; i < users && !context.cancelled(); i++) {
        String user = names.get();
        boolean on = on(user);
        seeing += on ? 1 : 0;
        undecided += i % 10 == 0 && on != on(user) ? 1 : 0;
      }
    } catch (IOException e) {
      return Verdict.inconclusive(
          Verdict.Cause.ERROR,
          "Not all users were answered: "
              + e.getMessage()
              + ". Nothing is said of the others. Look at the balancer and the pods.",
          evidence);
    }
    Evidence seen =
        evidence
            .and("", "users who see it", seeing)
            .and("", "users who saw both", undecided)
            .over(Duration.ZERO, users);
    if (undecided > 0) {
      return Verdict.fail(
          "drawn-by-request",
          undecided
              + " users saw it once and once not. The share is drawn for each request, or the pods"
              + " have different flags.",
          seen);
    }
    return judge(seeing, seen);
  }

  private Verdict judge(int seeing, Evidence evidence) {
    double low = Counted.lower(seeing, users, RISK);
    double high = Counted.upper(seeing, users, RISK);
    String said =
        seeing
            + " of "
            + users
            + " users see it: "
            + percent(low)
            + " to "
            + percent(high)
            + " of all do";
    if (low >= share - tolerance && high <= share + tolerance) {
      return Verdict.pass(said, evidence);
    }
    if (high < share - tolerance || low > share + tolerance) {
      return Verdict.pending(
          "other-share",
          said + ", not " + percent(share) + ". Look at the flag, and which pods have it.",
          evidence);
    }
    return Verdict.inconclusive(
        Verdict.Cause.TOO_FEW_SAMPLES,
        said + ", which does not decide about " + percent(share) + ". Ask more users.",
        evidence);
  }

  private boolean on(String user) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(page).header("X-User", user).timeout(LIMIT).build();
    HttpResponse<Void> answer = CLIENT.send(request, HttpResponse.BodyHandlers.discarding());
    String by = answer.headers().firstValue("X-Version").orElse("none");
    String word = answer.headers().firstValue("X-Analytics").orElse("none");
    if (answer.statusCode() != 200 || !by.equals(version) || !word.matches("on|off")) {
      throw new IOException(
          page
              + " answered "
              + answer.statusCode()
              + " by version "
              + by
              + " with X-Analytics "
              + word
              + ", not 200 by "
              + version);
    }
    return word.equals("on");
  }

  private static String percent(double share) {
    return Quantities.number(Math.round(share * 1000) / 10.0) + " %";
  }
}
