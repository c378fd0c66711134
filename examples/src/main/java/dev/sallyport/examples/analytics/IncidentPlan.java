package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Input;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The sign-offs of the checklist's "Incident Report", as a plan of their own.
 *
 * <p>They cannot be approvals of the deployment: one that has turned back starts nothing forward
 * any more, and must end, while a root cause takes days. So this plan is run after it, given the
 * run: it looks whether that did turn back, and whether its page is written and says why; then
 * people attest the rest, by name, and it is on record as any approval is. It changes nothing.
 */
public final class IncidentPlan {
  /** The run of the deployment that did not end well. */
  public static final Input<String> RUN = input("run", String.class);

  private static final Duration LIMIT = Duration.ofMinutes(1);

  private IncidentPlan() {}

  /**
   * Returns the plan; {@link #RUN} is to be bound.
   *
   * @param journals where the deployment was recorded
   */
  public static Plan of(AnalyticsSystems on, Journals journals) {
    Step<What> what =
        step("what-went-wrong", What.class)
            .using(RUN)
            .run((context, run) -> What.of(run, journals))
            .readOnly()
            .timeout(LIMIT);
    return plan("analytics-incident", 1)
        .inputs(RUN)
        .phases(
            phase("What happened")
                .step(what)
                .gate(
                    gate("page-says-why", what, it -> documented(on.home.records(), it))
                        .every(on.pace.every())
                        .within(on.pace.within())),
            phase("Incident Report")
                .gate(
                    approval("incident-report", "technical lead")
                        .attests("technical lead", "Root cause analysis performed", "P3-114")
                        .attests("technical lead", "Corrective actions identified", "P3-115")
                        .attests("product manager", "Post-mortem scheduled", "P3-116")
                        .within(on.pace.votes())
                        .onFailure(OnFailure.ASK)))
        .build();
  }

  /**
   * Why a run did not end well. Immutable.
   *
   * @param run the run
   * @param outcome how it ended
   * @param reason why, as its journal has it
   */
  public record What(String run, Outcome outcome, String reason) {
    static What of(String run, Journals journals) throws IOException {
      List<Event> events = journals.read(run);
      if (!(events.get(events.size() - 1) instanceof Event.RunEnded end)) {
        throw new IllegalStateException(
            "The run '"
                + run
                + "' has not ended yet. Wait for its end; its page changes until then.");
      }
      if (end.outcome() == Outcome.SUCCEEDED) {
        throw new IllegalStateException(
            "The run '" + run + "' succeeded, so there is no incident to report. Look at its id.");
      }
      return new What(run, end.outcome(), end.reason());
    }
  }

  private static Check documented(Path folder, What what) {
    Path page = Incident.page(folder, what.run());
    return Check.of(
        "incident-page",
        context -> {
          Evidence evidence =
              Evidence.of("the page " + page.getFileName(), context.startedAt())
                  .against("it names the run, and why it turned back");
          try {
            String text = Files.readString(page);
            boolean whole = text.contains(what.run()) && !text.contains("It has not ended.");
            return whole
                ? Verdict.pass(
                    "The page tells of " + what.outcome() + ": " + what.reason(), evidence)
                : Verdict.fail(
                    "page-unfinished",
                    "The page "
                        + page
                        + " is not of the whole run. Write it anew: report --as incident.",
                    evidence);
          } catch (NoSuchFileException e) {
            return Verdict.fail(
                "no-page",
                "There is no page " + page + ". Write it: report --as incident --output.",
                evidence);
          }
        });
  }
}
