package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.secret;

import dev.sallyport.check.Secret;

/** The secrets of the deployment. */
public final class Secrets {
  /** What the platform signs its webhooks with. */
  public static final Secret<String> WEBHOOK = secret("webhook-secret", String.class);

  /** Opens the platform's own API. */
  public static final Secret<String> API = secret("api-key", String.class);

  /** The password of the Redis cluster and of Celery's broker. */
  public static final Secret<String> REDIS = secret("redis-password", String.class);

  /** The key of SendGrid's API. */
  public static final Secret<String> SENDGRID = secret("sendgrid-key", String.class);

  /** The key of the error tracker's API. */
  public static final Secret<String> SENTRY = secret("sentry-token", String.class);

  /** The key of the dashboards' API. */
  public static final Secret<String> GRAFANA = secret("grafana-token", String.class);

  /** The key of the status page's API. */
  public static final Secret<String> STATUS_PAGE = secret("status-page-key", String.class);

  /** The address of the stakeholders' channel in Slack, which opens it. */
  public static final Secret<String> SLACK = secret("slack-webhook", String.class);

  /** The address of the stakeholders' channel in Teams, which opens it. */
  public static final Secret<String> TEAMS = secret("teams-workflow", String.class);

  private Secrets() {}
}
