package dev.sallyport.examples.analytics;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Dsl.watch;
import static java.time.Duration.ofMillis;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.UnansweredException;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.StepContext;
import dev.sallyport.plan.Watch;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The checklist's section "Post-Deployment Monitoring (48 hours)".
 *
 * <p>The monitors of a phase come one after another, and the checklist wants four things looked at
 * in the same hour. So each part of the 48 hours is a soak, and each thing a watch over it, with a
 * cadence of its own. A watch asks a person; the triggers of the rollback go on beside them and do
 * not ask.
 */
final class Monitoring48Hours {
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration PROBE = Duration.ofSeconds(5);

  /** What a cache that works well enough need not climb above. */
  private static final Percent WARM = percent(95);

  private final AnalyticsSystems on;
  private final Measured measured;
  private final Platform platform;
  private final Step<Double> hits;
  private final Phase hour1;
  private final Phase hours2to6;
  private final Phase hours6to24;
  private final Phase hours24to48;

  Monitoring48Hours(AnalyticsSystems on) {
    this.on = on;
    this.measured = new Measured(on);
    this.platform = new Platform(on.at.at().production());
    this.hits =
        step("cache-hits-at-first", Double.class)
            .run(this::hitsNow)
            .readOnly()
            .timeout(Duration.ofMinutes(1))
            .retry(Retry.every(on.pace.every()).attempts(20));
    this.hour1 = phase("Hour 1").step(hits).soak(soak("hour-1", on.pace.hour1()));
    this.hours2to6 = phase("Hours 2-6").soak(soak("hours-2-6", on.pace.hours2to6()));
    this.hours6to24 =
        phase("Hours 6-24")
            .soak(soak("hours-6-24", on.pace.hours6to24()))
            .step(restored())
            .gate(
                approval("data-accuracy", "data analyst")
                    .attests("data analyst", "Review analytics data accuracy", "P3-125")
                    .within(on.pace.votes())
                    .onFailure(OnFailure.ASK));
    this.hours24to48 =
        phase("Hours 24-48")
            .soak(soak("hours-24-48", on.pace.hours24to48()))
            .gate(
                approval("feedback", "product manager")
                    .attests("product manager", "Review user feedback", "P3-130")
                    .within(on.pace.votes())
                    .onFailure(OnFailure.ASK));
  }

  /** The backup of the night since the deployment is restored, beside staging's data. */
  private Step<Restored> restored() {
    return step("restore-the-last-backup", Restored.class)
        .run(context -> Restored.newest(on, context))
        .readOnly() // what is restored replaces what was restored before, and nothing else
        .timeout(Manage.LIMIT)
        .retry(Retry.every(Duration.ofSeconds(1)).attempts(3));
  }

  /** Returns the four phases, one after the other. */
  List<Phase> phases() {
    return List.of(hour1, hours2to6, hours6to24, hours24to48);
  }

  private double hitsNow(StepContext context) throws Exception {
    Reading<Percent> reading = measured.cacheHits().read(context.sample(Duration.ofSeconds(10)));
    if (reading instanceof Reading.Value<Percent> seen) {
      return seen.value().value();
    }
    throw new IOException("How often the cache is hit could not be read: " + reading);
  }

  List<Watch> watches() {
    List<Watch> all = new ArrayList<>();
    all.addAll(inHour1());
    all.addAll(inHours2to6());
    all.addAll(inHours6to24());
    all.addAll(inHours24to48());
    return all;
  }

  private List<Watch> inHour1() {
    Duration lines = on.pace.every().multipliedBy(3).plusSeconds(1);
    return List.of(
        look("error-log", new BlueGreen(on).logs(on.production("/health"), lines), hour1)
            .every(on.pace.every())
            .covers("P3-117")
            .label("Monitor error logs continuously"),
        look("response-times", measured.fast(ofMillis(100)), hour1)
            .every(on.pace.often())
            .sampleTimeout(on.pace.sample(on.pace.load()))
            .tripsOnInARow(2)
            .covers("P3-118")
            .label("Check response times every 5 minutes"),
        watch("cache-climbs", hits, this::notFalling)
            .over(hour1)
            .every(on.pace.often())
            .tripsOnInARow(3)
            .onTrip(OnFailure.ASK)
            .blindFor(on.pace.blind())
            .covers("P3-119")
            .label("Verify cache hit rate climbing"),
        look("user-flows", flows(), hour1)
            .every(on.pace.often())
            .sampleTimeout(on.pace.sample(PROBE))
            .tripsOnInARow(2)
            .covers("P3-120")
            .label("Test all critical user flows"));
  }

  /** It has climbed, or stands where it began; from 95 % on it need not climb. */
  private Check notFalling(double first) {
    return measured.cacheHits().staysAtLeast(percent(Math.min(first, WARM.value())));
  }

  private Check flows() {
    AnalyticsProbes probes = new AnalyticsProbes(platform);
    return probes
        .realTime()
        .and(probes.timeSeries())
        .and(probes.queries())
        .and(new ReportProbes(on, platform).pdf());
  }

  private List<Watch> inHours2to6() {
    Check lettersStay =
        on.prometheus.number(measured.increase("webhook_dead_letters_total", "")).staysAtMost(0.0);
    return List.of(
        look("error-rate-of-hours", measured.errors(300).staysBelow(percent(0.1)), hours2to6)
            .covers("P3-121")
            .label("Monitor error rate (should be <0.1%)"),
        look("database", queries(), hours2to6).covers("P3-122").label("Check database performance"),
        look(
                "webhook-deliveries",
                new WebhookProbes(on, platform).triggered().and(lettersStay),
                hours2to6)
            .sampleTimeout(on.pace.sample(PROBE))
            .covers("P3-123")
            .label("Verify webhook deliveries"),
        look("queue", on.celery.queueDepth("celery").staysAtMost(100L), hours2to6)
            .covers("P3-124")
            .label("Monitor Celery task queue length"));
  }

  /** 95 % of at least ten queries lie within the bucket of 200 ms. */
  private Check queries() {
    return on.prometheus
        .shareWithin("db_query_seconds", Measured.GREEN, on.pace.window(), 0.2)
        .withTraffic(measured.increase("db_query_seconds_count", ""), 10)
        .staysAtLeast(percent(95));
  }

  private List<Watch> inHours6to24() {
    return List.of(
        look("reports", new ReportProbes(on, platform).within(on.pace.hours24to48()), hours6to24)
            .tripsOnInARow(2)
            .covers("P3-126")
            .label("Check scheduled report execution"),
        look("plugins", plugins(), hours6to24)
            .tripsOnInARow(2)
            .covers("P3-127")
            .label("Verify plugin system stability"),
        look("resources", resources(), hours6to24)
            .tripsOnInARow(3)
            .covers("P3-128")
            .label("Monitor resource utilization (CPU, memory, disk)"));
  }

  /** Each plugin that the platform is joined to is up, as it says itself, four times. */
  private Check plugins() {
    return Check.of(
        "plugins",
        context -> {
          Evidence evidence = Evidence.of("the plugins of " + platform.at(), context.startedAt());
          try {
            for (int i = 0; i < 4; i++) {
              JsonNode plugins = platform.get("/api/v2/plugins", context).wanted(200).json();
              evidence = evidence.and("answer " + (i + 1), "plugins", plugins);
              if (plugins.isEmpty()) {
                return Verdict.inconclusive(
                    Verdict.Cause.NO_DATA, "The platform is joined to no plugin at all", evidence);
              }
              for (Map.Entry<String, JsonNode> each : plugins.properties()) {
                if (!each.getValue().asText().equals("up")) {
                  return Verdict.fail(
                      "plugin-down",
                      "The plugin " + each.getKey() + " is " + each.getValue().asText() + ".",
                      evidence);
                }
              }
            }
            return Verdict.pass("All plugins are up, four times", evidence);
          } catch (UnansweredException e) {
            return e.verdict(evidence);
          }
        });
  }

  /** The fullest of the pods, by the mean of the window; a disk is judged as it is now. */
  private Check resources() {
    return most("process_cpu_load", 90).and(most("jvm_heap_used_ratio", 90)).and(disk());
  }

  private Check most(String series, double limit) {
    return on.prometheus
        .ratio("max(avg_over_time(" + Measured.of(series) + "[" + on.pace.window() + "]))")
        .staysBelow(percent(limit));
  }

  private Check disk() {
    return on.prometheus
        .ratio("max(" + Measured.of("disk_used_ratio") + ")")
        .staysBelow(percent(85));
  }

  private List<Watch> inHours24to48() {
    Check features =
        flows()
            .and(new CacheProbes(platform).firstLevel())
            .and(measured.errors(50).staysBelow(percent(1)));
    return List.of(
        look("features", features, hours24to48)
            .sampleTimeout(on.pace.sample(PROBE))
            .tripsOnInARow(2)
            .covers("P3-129")
            .label("Confirm all features stable"),
        look("memory", growth().staysBelow(DataSize.mebibytes(200)), hours24to48)
            .covers("P3-131")
            .label("Check for memory leaks"),
        look("backups", backups(), hours24to48).covers("P3-132").label("Validate backup systems"));
  }

  /** The slope of what is left after collections, by least squares, over the day. */
  private Metric<DataSize> growth() {
    long millis = on.pace.hours24to48().toMillis();
    return on.prometheus.bytes(
        "clamp_min(max(deriv("
            + Measured.of("jvm_live_bytes")
            + "["
            + millis
            + "ms])), 0) * "
            + millis / 1000.0);
  }

  /** One of the last day is there, not much smaller than the one before, and one was restored. */
  private Check backups() {
    return on.mongo
        .backupFreshness(on.home.backups(), Restored.NIGHTLY, DAY)
        .restoredWithin(DAY)
        .atLeast(DataSize.bytes(100));
  }

  private Watch look(String name, Check check, Phase over) {
    return watch(name, check)
        .over(over)
        .every(on.pace.sparse())
        .onTrip(OnFailure.ASK)
        .blindFor(on.pace.blind());
  }
}
