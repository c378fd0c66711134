package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.gate;

import dev.sallyport.check.Check;
import dev.sallyport.checks.celery.CeleryChecks;
import dev.sallyport.checks.celery.CeleryOptions;
import dev.sallyport.checks.files.FileChecks;
import dev.sallyport.checks.http.HttpChecks;
import dev.sallyport.checks.k8s.KubernetesChecks;
import dev.sallyport.checks.mongo.MongoChecks;
import dev.sallyport.checks.mongo.MongoOptions;
import dev.sallyport.checks.prometheus.PrometheusChecks;
import dev.sallyport.checks.prometheus.PrometheusOptions;
import dev.sallyport.checks.redis.RedisChecks;
import dev.sallyport.checks.redis.RedisOptions;
import dev.sallyport.plan.Gate;
import java.io.Closeable;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The systems that the sections ask and change. Nothing is connected to before a check is asked or
 * a step is run. Thread-safe.
 */
public final class AnalyticsSystems implements Closeable {
  final AnalyticsSettings at;
  final Home home;
  final Pace pace;
  final HttpChecks http = HttpChecks.create();
  final FileChecks files;
  final RedisChecks redis;
  final MongoChecks mongo;
  final CeleryChecks celery;
  final KubernetesChecks kubernetes;
  final PrometheusChecks prometheus;

  private AnalyticsSystems(AnalyticsSettings at, MongoChecks mongo) {
    this.at = at;
    this.home = new Home(at.home());
    this.pace = at.pace();
    this.mongo = mongo;
    this.files = FileChecks.in(at.home());
    this.redis = RedisChecks.cluster(seeds(at.data().redis()).password(Secrets.REDIS));
    this.celery =
        CeleryChecks.at(
            CeleryOptions.broker(at.data().broker().getHostString(), at.data().broker().getPort())
                .password(Secrets.REDIS));
    this.kubernetes = KubernetesChecks.of(at.cluster().options());
    this.prometheus = PrometheusChecks.of(PrometheusOptions.at(at.beyond().prometheus()));
  }

  private static RedisOptions seeds(List<String> all) {
    return RedisOptions.seeds(all.get(0), all.subList(1, all.size()).toArray(String[]::new));
  }

  /** Returns the systems at these places. */
  public static AnalyticsSystems of(AnalyticsSettings settings) {
    List<String> all = settings.data().mongo();
    return with(
        settings,
        MongoChecks.of(
            MongoOptions.members(all.get(0), all.subList(1, all.size()).toArray(String[]::new))));
  }

  /** Returns the systems at these places, whose replica set is asked in a way of its own. */
  static AnalyticsSystems with(AnalyticsSettings settings, MongoChecks mongo) {
    return new AnalyticsSystems(settings, mongo);
  }

  URI production(String path) {
    return at.at().production().resolve(path);
  }

  URI green(String path) {
    return at.at().green().resolve(path);
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

  @Override
  public void close() {
    http.close();
    redis.close();
    mongo.close();
    celery.close();
    kubernetes.close();
    prometheus.close();
  }
}
