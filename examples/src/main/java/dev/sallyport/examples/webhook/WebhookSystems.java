package dev.sallyport.examples.webhook;

import static dev.sallyport.plan.Dsl.gate;

import dev.sallyport.check.Check;
import dev.sallyport.checks.files.FileChecks;
import dev.sallyport.checks.http.HttpChecks;
import dev.sallyport.checks.jdbc.JdbcChecks;
import dev.sallyport.checks.jdbc.JdbcOptions;
import dev.sallyport.checks.prometheus.PrometheusChecks;
import dev.sallyport.checks.prometheus.PrometheusOptions;
import dev.sallyport.plan.Gate;
import java.io.Closeable;
import java.net.URI;
import java.time.Duration;

/**
 * The systems that the sections ask and change. Nothing is connected to before a check is asked or
 * a step is run. Thread-safe.
 */
public final class WebhookSystems implements Closeable {
  final WebhookSettings at;
  final Home home;
  final Pace pace;
  final HttpChecks http = HttpChecks.create();
  final FileChecks files;
  final JdbcChecks db;
  final PrometheusChecks prometheus;
  final Rows rows;
  final ServiceControl service;

  private WebhookSystems(WebhookSettings at) {
    this.at = at;
    this.home = new Home(at.home());
    this.pace = at.pace();
    this.files = FileChecks.in(at.home());
    this.db =
        JdbcChecks.of(
            JdbcOptions.url(at.database().jdbc())
                .user(at.database().user())
                .password(Secrets.DATABASE)
                .withoutTls());
    this.prometheus = PrometheusChecks.of(PrometheusOptions.at(at.prometheus()));
    this.rows = new Rows(at.database());
    this.service = new ServiceControl(home);
  }

  /** Returns the systems at these places. */
  public static WebhookSystems of(WebhookSettings settings) {
    return new WebhookSystems(settings);
  }

  URI service(String path) {
    return at.service().resolve(path);
  }

  /** Returns a gate with the plan's usual timing. */
  Gate soon(String name, Check check) {
    return gate(name, check).every(pace.every()).within(pace.within());
  }

  /** Returns a gate whose samples take {@code time} themselves. */
  Gate slow(String name, Check check, Duration time) {
    return gate(name, check)
        .every(pace.every())
        .sampleTimeout(pace.sample(time))
        .failsOn(3)
        .within(pace.sample(time).multipliedBy(4).plus(pace.within()));
  }

  /** Returns a check of the service under the version that is deployed. */
  Check up() {
    return http.health(service("/health"))
        .expectVersionHeader("X-Version", at.tag())
        .expectJson("/status", "up");
  }

  @Override
  public void close() {
    http.close();
    db.close();
    prometheus.close();
  }
}
