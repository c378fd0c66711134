package dev.sallyport.examples.webhook;

import static dev.sallyport.plan.Dsl.secret;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;

/** The secrets of the deployment. */
public final class Secrets {
  /** What TypeForm signs its webhooks with. */
  public static final Secret<String> WEBHOOK = secret("webhook-secret", String.class);

  /** The key of TypeForm's API. */
  public static final Secret<String> TYPEFORM = secret("typeform-token", String.class);

  /** The password of the database's user. */
  public static final Secret<String> DATABASE = secret("database-password", String.class);

  /** Opens the admin endpoints of the service. */
  public static final Secret<String> ADMIN = secret("admin-token", String.class);

  /** The key of the status page's API. */
  public static final Secret<String> STATUS_PAGE = secret("status-page-key", String.class);

  private Secrets() {}

  /** Returns the check that a secret has so many characters, and is none of one repeated. */
  static Check longEnough(Secret<String> secret, int least) {
    return Check.of(
        "secret-length",
        context -> {
          String value = context.secret(secret);
          boolean enough = value.strip().length() >= least;
          boolean varied = value.chars().distinct().count() >= 8;
          Evidence evidence =
              Evidence.of("the length of " + secret, context.startedAt())
                  .and("", "at least " + least + " characters", enough)
                  .and("", "at least 8 different ones", varied)
                  .against(">= " + least + " characters, 8 of them different");
          if (enough && varied) {
            return Verdict.pass("The " + secret + " is long enough", evidence);
          }
          return Verdict.fail(
              enough ? "secret-too-simple" : "secret-too-short",
              "The "
                  + secret
                  + (enough
                      ? " repeats few characters."
                      : " has fewer than " + least + " characters.")
                  + " Make one by a generator, at TypeForm and here.",
              evidence);
        });
  }
}
