package dev.sallyport.plan;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Secret;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A whole release as its author writes it. */
class ReleasePlanTest {
  record Version(String text) {}

  record Cluster(String name) {}

  record Schema(int version) {}

  record Rollout(String image, int share) {}

  static final class Denied extends Exception {
    private static final long serialVersionUID = 1;
  }

  static final Input<Version> VERSION = input("version", Version.class);
  static final Input<String> REGION = input("region", String.class).orElse("eu-1");
  static final Secret<String> DEPLOY = secret("deploy-token", String.class);

  private final Metric<Duration> lag = metric("mongo lag", ofMillis(3));
  private final Metric<Percent> errorRate = metric("http error-rate", percent(0));
  private final Metric<Duration> p99 = metric("http p99", ofMillis(80));

  private Plan release() {
    Step<Cluster> cluster =
        step("cluster", Cluster.class)
            .using(REGION)
            .run((ctx, region) -> new Cluster(region + ctx.idempotencyKey()))
            .probe(ctx -> Probed.of(Optional.of(new Cluster(ctx.idempotencyKey()))))
            .onRollback((ctx, made) -> assertThat(made.name()).isNotEmpty())
            .timeout(ofMinutes(20))
            .retry(Retry.backoff(ofSeconds(5), 2.0).attempts(4).jitter().unless(Denied.class));

    Step<Schema> schema =
        step("migrate-schema", Schema.class)
            .using(cluster, VERSION)
            .run((ctx, c, v) -> new Schema(v.text().length()))
            .onRollback((ctx, s) -> assertThat(s.version()).isPositive())
            .timeout(ofMinutes(10));

    Step<Void> cache =
        step("warm-cache")
            .using(cluster)
            .run((ctx, c) -> assertThat(c).isNotNull())
            .irreversible("a warm cache is harmless");

    Phase infrastructure = phase("Infrastructure").step(cluster);
    return plan("shop-release", 3)
        .inputs(VERSION, REGION)
        .secrets(DEPLOY)
        .phases(
            infrastructure,
            phase("Data")
                .parallel(schema, cache)
                .gate(
                    gate("replication-caught-up", lag.below(ofSeconds(2)))
                        .every(ofSeconds(5))
                        .sustainedFor(ofMinutes(1))
                        .within(ofMinutes(15))),
            canary("Canary 10%", cluster, 10),
            phase("Go live").gate(approval("go-live", "release-managers").within(ofHours(48))),
            canary("Everyone", cluster, 100).onRollback(ctx -> {}))
        .resumesFrom(2)
        .build();
  }

  private Phase canary(String name, Step<Cluster> cluster, int share) {
    Step<Rollout> rollout =
        step("rollout-" + share, Rollout.class)
            .using(cluster, VERSION)
            .run((ctx, c, v) -> new Rollout(v.text() + ctx.secret(DEPLOY).length(), share))
            .onRollback((ctx, r) -> assertThat(r.share()).isEqualTo(share))
            .timeout(ofMinutes(15));
    return phase(name)
        .step(rollout)
        .gate(
            gate("healthy-" + share, errorRate.below(percent(1)).and(p99.below(ofMillis(300))))
                .every(ofSeconds(15))
                .warmUp(ofMinutes(1), rollout)
                .sustainedFor(ofMinutes(10))
                .within(ofMinutes(30))
                .abortOn(errorRate.above(percent(5)))
                .inconclusiveFor(ofSeconds(45)));
  }

  private static <Q extends Comparable<? super Q>> Metric<Q> metric(String name, Q value) {
    return Metric.of(
        name, ctx -> Reading.value(value, Evidence.of("GET /" + name, ctx.startedAt())));
  }

  @Test
  void it_builds_and_stands_in_the_order_it_was_written() {
    assertThat(Plans.paths(release().graph()))
        .containsExactly(
            "Infrastructure/cluster",
            "Data/migrate-schema",
            "Data/warm-cache",
            "Data/replication-caught-up",
            "Canary 10%/rollout-10",
            "Canary 10%/healthy-10",
            "Go live/go-live",
            "Everyone/rollout-100",
            "Everyone/healthy-100");
    assertThat(release().resumesFrom()).containsExactly(2);
    assertThat(release().unbound()).containsExactly("input version", "secret deploy-token");
  }

  @Test
  void it_is_described_entry_by_entry() {
    assertThat(release().description().entries())
        .extracting(e -> e.kind() + " | " + e.path() + " | " + e.structure() + " | " + e.policy())
        .containsExactly(
            "input | version | dev.sallyport.plan.ReleasePlanTest$Version | ",
            "input | region | java.lang.String | ",
            "secret | deploy-token | java.lang.String | ",
            "phase | Infrastructure | first | ",
            "step | Infrastructure/cluster | stage 1; makes dev.sallyport.plan.ReleasePlanTest$Cluster;"
                + " uses region; reversible | timeout=PT20M attempts=4 backoff=PT5S*2.0 jitter"
                + " unless=dev.sallyport.plan.ReleasePlanTest$Denied probe",
            "phase | Data | after Infrastructure | ",
            "step | Data/migrate-schema | stage 1; makes dev.sallyport.plan.ReleasePlanTest$Schema;"
                + " uses Infrastructure/cluster, version; reversible | timeout=PT10M",
            "step | Data/warm-cache | stage 1; makes java.lang.Void; uses Infrastructure/cluster;"
                + " irreversible | irreversible: a warm cache is harmless",
            "gate | Data/replication-caught-up | stage 2 | check=mongo lag < 2 s every=PT5S"
                + " within=PT15M sustained=PT1M sample-timeout=PT30S",
            "phase | Canary 10% | after Data | ",
            "step | Canary 10%/rollout-10 | stage 1; makes"
                + " dev.sallyport.plan.ReleasePlanTest$Rollout; uses Infrastructure/cluster,"
                + " version; reversible | timeout=PT15M",
            "gate | Canary 10%/healthy-10 | stage 2 | check=http error-rate < 1 % and http p99 <"
                + " 300 ms every=PT15S within=PT30M warm-up=PT1M exposure=Canary 10%/rollout-10"
                + " sustained=PT10M inconclusive-for=PT45S sample-timeout=PT30S"
                + " abort-on=http error-rate > 5 %",
            "phase | Go live | after Canary 10% | ",
            "approval | Go live/go-live | stage 1 | roles={release-managers=1} within=PT48H",
            "phase | Everyone | after Go live; has onRollback | ",
            "step | Everyone/rollout-100 | stage 1; makes"
                + " dev.sallyport.plan.ReleasePlanTest$Rollout; uses Infrastructure/cluster,"
                + " version; reversible | timeout=PT15M",
            "gate | Everyone/healthy-100 | stage 2 | check=http error-rate < 1 % and http p99 <"
                + " 300 ms every=PT15S within=PT30M warm-up=PT1M exposure=Everyone/rollout-100"
                + " sustained=PT10M inconclusive-for=PT45S sample-timeout=PT30S"
                + " abort-on=http error-rate > 5 %");
  }
}
