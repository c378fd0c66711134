package dev.sallyport.examples.webhook;

import static dev.sallyport.check.Percent.percent;
import static dev.sallyport.plan.Dsl.watch;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.Watch;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checklist's section "Rollback Criteria": each trigger is a watch. The automatic ones roll
 * back; the others ask a person, who may as well trip any of them by hand.
 */
final class RollbackCriteria {
  private final WebhookSystems on;
  private final Phase from;
  private final Phase until;

  RollbackCriteria(WebhookSystems on, Phase from, Phase until) {
    this.on = on;
    this.from = from;
    this.until = until;
  }

  List<Watch> automatic() {
    return List.of(
        trigger("success-below-90", Monitoring.success(on).staysAtLeast(percent(90)))
            .tripsOnInARow(2)
            .covers("PR-067")
            .label("Webhook success rate drops below 90%"),
        trigger(
                "critical-security-alert",
                on.prometheus.alertsFiring().only("severity", "security-critical"))
            .covers("PR-068")
            .label("Critical security alerts"),
        trigger("service-does-not-start", on.service.runs().and(answers()))
            .tripsOnInARow(3)
            .covers("PR-069")
            .label("Service unable to start"),
        trigger("database-unreachable", on.db.dbConnectivity().primary())
            .tripsOnInARow(3)
            .onBlind(OnFailure.ROLL_BACK)
            .covers("PR-070")
            .label("Database connectivity issues"));
  }

  List<Watch> manual(Step<Baseline> baseline) {
    return List.of(
        watch("degradation", baseline, was -> was.notExceeded(Monitoring.latency(on)))
            .over(from, until)
            .every(on.pace.every())
            .tripsAfter(on.pace.blind())
            .onTrip(OnFailure.ASK)
            .blindFor(on.pace.blind())
            .covers("PR-071")
            .label("Performance degradation >20%"),
        trigger(
                "errors-in-log",
                on.files
                    .logSinceMarkIn(on.home.mark().toString())
                    .lines("ERROR|CRITICAL|SEVERE")
                    .alive("ready")
                    .staysAtMost(0L))
            .onTrip(OnFailure.ASK)
            .covers("PR-072")
            .label("Unexpected errors in logs"),
        trigger("typeform-issues", Typeform.reachedByTheService(on))
            .every(on.pace.every().multipliedBy(4))
            .tripsOnInARow(3)
            .onTrip(OnFailure.ASK)
            .covers("PR-073")
            .label("TypeForm API integration issues"),
        trigger("customer-reports", noReports(on.home.customerReports()))
            .onTrip(OnFailure.ASK)
            .covers("PR-074")
            .label("Customer-reported issues"));
  }

  /**
   * A process is not enough: one that ends at each start, and is started again, is there most of
   * the time. What is asked for needs no database, whose trigger is another one.
   */
  private Check answers() {
    return on.http.health(on.service("/metrics")).expectBody("webhooks_total").consecutive(1);
  }

  private Watch trigger(String name, Check check) {
    return watch(name, check).over(from, until).every(on.pace.every()).blindFor(on.pace.blind());
  }

  /** Support puts a file for each report into a folder; the folder must be there. */
  private static Check noReports(Path folder) {
    return Check.of(
        "customer-reports",
        context -> {
          Evidence evidence =
              Evidence.of("the files in " + folder, context.startedAt()).against("none");
          try (Stream<Path> files = Files.list(folder)) {
            List<String> names = files.map(f -> f.getFileName().toString()).sorted().toList();
            return names.isEmpty()
                ? Verdict.pass("No customer has reported anything", evidence)
                : Verdict.fail(
                    "reported",
                    names.size() + " reports of customers: " + String.join(", ", names),
                    evidence.and("", "reports", names.size()));
          } catch (NoSuchFileException e) {
            return Verdict.inconclusive(
                Verdict.Cause.NO_DATA,
                "There is no folder " + folder + " for support to put reports into. Make it.",
                evidence);
          }
        });
  }
}
