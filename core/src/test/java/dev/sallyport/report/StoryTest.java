package dev.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Failure;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Output;
import dev.sallyport.journal.Question;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StoryTest {

  @Test
  void a_story_told_event_by_event_is_the_one_told_at_once() {
    Story story = Story.of(List.of());
    for (Event event : Tale.rolledBack().events()) {
      story = story.and(event);
    }
    assertThat(story).isEqualTo(Story.of(Tale.rolledBack().events()));
  }

  @Test
  void nodes_that_were_not_reached_are_there_from_the_start() {
    Story story = Tale.begun().report().story();

    assertThat(story.nodes().keySet())
        .containsExactly(
            "Infra/cluster", "Infra/cache", "Canary/healthy", "Live/go", "Live/point-of-no-return");
    assertThat(story.phases()).extracting(PhaseStory::state).containsOnly(NodeState.NOT_REACHED);
  }

  @Test
  void what_was_undone_comes_in_the_order_in_which_it_was_done() {
    Story story = Tale.rolledBack().report().story();

    assertThat(story.undone()).containsExactly("Canary/@rollback", "Infra/cluster");
    assertThat(story.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    assertThat(Objects.requireNonNull(story.cause()).path()).isEqualTo("Canary/healthy");
  }

  @Test
  void an_undo_counts_only_once_it_is_verified() {
    Tale tale =
        Tale.failed()
            .undo("Infra/cluster")
            .then(at -> new Event.GateReached(at, "Infra/cluster", Work.UNDO, at));
    assertThat(tale.report().story().undone()).isEmpty();
    assertThat(state(tale, "Infra/cluster")).isEqualTo(NodeState.UNDOING);

    tale.then(at -> new Event.GateOpened(at, "Infra/cluster", Work.UNDO, "gone"));
    assertThat(tale.report().story().undone()).containsExactly("Infra/cluster");

    Tale other =
        Tale.failed()
            .undo("Infra/cluster")
            .then(at -> new Event.GateReached(at, "Infra/cluster", Work.UNDO, at))
            .then(
                at ->
                    new Event.GateFailed(
                        at, "Infra/cluster", Work.UNDO, Trigger.GATE_TIMED_OUT, "still there"));
    assertThat(state(other, "Infra/cluster")).isEqualTo(NodeState.UNDO_FAILED);
    assertThat(other.report().story().undone()).isEmpty();
  }

  @Test
  void what_ran_when_its_engine_died_is_unknown() {
    Tale tale =
        Tale.begun().start("Infra/cluster").then(at -> new Event.RunResumed(at, 2, "bob", null, 0));
    NodeStory node = node(tale, "Infra/cluster");

    assertThat(node.state()).isEqualTo(NodeState.UNKNOWN);
    assertThat(node.attempts())
        .extracting(AttemptStory::result)
        .containsExactly(AttemptStory.Result.UNKNOWN);
    assertThat(tale.report().story().owners()).isEqualTo(2);
  }

  @Test
  void a_probe_settles_what_was_unknown() {
    Tale unknown =
        Tale.begun()
            .start("Infra/cluster")
            .then(
                at ->
                    new Event.AttemptUnknown(at, "Infra/cluster", Work.RUN, 1, "timed out", null));
    assertThat(state(unknown, "Infra/cluster")).isEqualTo(NodeState.UNKNOWN);

    unknown.then(at -> new Event.AttemptStarted(at, "Infra/cluster", Work.PROBE, 1));
    assertThat(state(unknown, "Infra/cluster")).isEqualTo(NodeState.PROBING);

    unknown.then(at -> new Event.FoundNotDone(at, "Infra/cluster", 1));
    assertThat(state(unknown, "Infra/cluster")).isEqualTo(NodeState.NOT_DONE);

    unknown
        .then(at -> new Event.AttemptStarted(at, "Infra/cluster", Work.PROBE, 2))
        .then(
            at ->
                new Event.AttemptSucceeded(
                    at, "Infra/cluster", Work.PROBE, 2, Output.recorded("\"c1\"")));
    assertThat(state(unknown, "Infra/cluster")).isEqualTo(NodeState.DONE);
  }

  @Test
  void answers_do_what_they_say() {
    assertThat(state(asked().then(answer(Choice.ACCEPT)), "Infra/cluster"))
        .isEqualTo(NodeState.DONE);
    assertThat(state(asked().then(answer(Choice.NOT_DONE)), "Infra/cluster"))
        .isEqualTo(NodeState.NOT_DONE);
    assertThat(state(asked().then(answer(Choice.LEAVE)), "Infra/cluster"))
        .isEqualTo(NodeState.LEFT_OVER);
    assertThat(state(asked().then(answer(Choice.RETRY)), "Infra/cluster"))
        .isEqualTo(NodeState.NOT_REACHED);
    assertThat(asked().report().story().asking()).hasSize(1);
    assertThat(asked().then(answer(Choice.ACCEPT)).report().story().asking()).isEmpty();
  }

  @Test
  void turning_back_ends_retries_and_questions() {
    Tale tale =
        asked()
            .fail("Infra/cache", Work.RUN, "busy", Duration.ofSeconds(5))
            .rollback(Trigger.OPERATOR, "", "enough", "ann");

    assertThat(tale.report().story().asking()).isEmpty();
    assertThat(state(tale, "Infra/cache")).isEqualTo(NodeState.FAILED);
  }

  @Test
  void a_gate_knows_its_samples_its_deadline_and_since_when_it_passes() {
    Tale tale =
        Tale.installed()
            .reached("Canary/healthy")
            .sample(Tale.pending())
            .sample(Tale.pass())
            .sample(Tale.pass());
    GateStory gate = Objects.requireNonNull(node(tale, "Canary/healthy").gate());

    assertThat(gate.samples()).isEqualTo(3);
    assertThat(gate.passes()).isEqualTo(2);
    assertThat(gate.passingSince()).isEqualTo(Tale.START.plusSeconds(7));
    assertThat(gate.until()).isEqualTo(Tale.START.plusSeconds(5 + 300));
    assertThat(gate.last()).isEqualTo(Tale.pass());
  }

  @Test
  void danger_that_came_true_explains_a_gate_better_than_its_check() {
    Verdict danger = Verdict.pass("errors above 5 %", Evidence.of("GET /", Tale.START));
    Tale tale =
        Tale.installed()
            .reached("Canary/healthy")
            .then(at -> new Event.Sampled(at, "Canary/healthy", Work.RUN, Tale.pending(), danger));

    assertThat(Objects.requireNonNull(node(tale, "Canary/healthy").gate()).telling())
        .isEqualTo(danger);
    assertThat(tale.report().status()).contains("danger: errors above 5 %");
  }

  @Test
  void leftovers_are_marked_even_if_the_plan_does_not_know_them() {
    Story story =
        Tale.failed()
            .end(Outcome.PARTIAL, "x", new Leftover("Infra/cluster", "y"), new Leftover("a/b", "z"))
            .report()
            .story();

    assertThat(Objects.requireNonNull(story.node("Infra/cluster")).state())
        .isEqualTo(NodeState.LEFT_OVER);
    assertThat(Objects.requireNonNull(story.node("a/b")).state()).isEqualTo(NodeState.LEFT_OVER);
  }

  @Test
  void a_resume_with_a_newer_plan_keeps_what_happened() {
    Tale tale =
        Tale.installed()
            .then(at -> new Event.RunResumed(at, 2, "bob", Tale.plan().description(), 0));

    assertThat(state(tale, "Infra/cluster")).isEqualTo(NodeState.DONE);
    assertThat(tale.report().story().nodes()).hasSize(5);
  }

  @Test
  void a_failure_only_warned_of_is_kept_as_a_warning() {
    Tale tale =
        Tale.begun()
            .start("Infra/cache")
            .fail("Infra/cache", Work.RUN, "cold", null)
            .then(at -> new Event.Warned(at, "Infra/cache", "cold"));

    assertThat(state(tale, "Infra/cache")).isEqualTo(NodeState.WARNED);
    assertThat(tale.report().text()).contains("Passed over\n  - Infra/cache, 2026-11-22 22:15:33");
  }

  @Test
  void stopping_and_abandoned_attempts_are_told_apart() {
    Tale tale =
        Tale.begun()
            .start("Infra/cluster")
            .then(
                at ->
                    new Event.CancelRequested(
                        at, "Infra/cluster", Work.RUN, 1, "time is up", true, at.plusSeconds(5)));
    assertThat(state(tale, "Infra/cluster")).isEqualTo(NodeState.STOPPING);
    tale.then(at -> new Event.AttemptAbandoned(at, "Infra/cluster", Work.RUN, 1));
    assertThat(state(tale, "Infra/cluster")).isEqualTo(NodeState.UNKNOWN);
    assertThat(Report.line(tale.events().get(2), Tale.START, java.time.ZoneOffset.UTC))
        .isEqualTo(
            "2026-11-22 22:15:32  +2.0 s  Infra/cluster: told to stop: time is up; waited for 5 s");
  }

  @Test
  void a_failed_attempt_says_why_and_when_the_next_begins() {
    Tale tale =
        Tale.begun()
            .start("Infra/cache")
            .then(
                at ->
                    new Event.AttemptFailed(
                        at,
                        "Infra/cache",
                        Work.RUN,
                        1,
                        Failure.of(new IllegalStateException("cold")),
                        Duration.ofSeconds(5)));

    assertThat(node(tale, "Infra/cache").summary(Tale.START.plusSeconds(3)))
        .isEqualTo("java.lang.IllegalStateException: cold; next attempt in 4 s");
  }

  private static Tale asked() {
    Question question =
        new Question(
            Question.Kind.UNKNOWN_OUTCOME, "Did it?", List.of(Choice.RETRY, Choice.ACCEPT));
    return Tale.begun()
        .start("Infra/cluster")
        .then(at -> new Event.AttemptUnknown(at, "Infra/cluster", Work.RUN, 1, "lost", null))
        .then(at -> new Event.Asked(at, "Infra/cluster", question));
  }

  private static java.util.function.Function<java.time.Instant, Event> answer(Choice choice) {
    return at -> new Event.Answered(at, "Infra/cluster", choice, "bob", "seen it");
  }

  private static NodeState state(Tale tale, String path) {
    return node(tale, path).state();
  }

  private static NodeStory node(Tale tale, String path) {
    return Objects.requireNonNull(tale.report().story().node(path));
  }
}
