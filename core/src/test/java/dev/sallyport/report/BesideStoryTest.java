package dev.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Choice;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What stands in no phase, and what people say, in the story of a run. */
class BesideStoryTest {

  @Test
  void everything_has_a_story_of_its_own_kind_from_the_start() {
    Story story = Guarded.begun().report().story();

    assertThat(story.nodes().values())
        .extracting(node -> node.kind() + " " + node.path() + ": " + node.words())
        .containsExactly(
            "start @start: waiting for its time",
            "approval Go/go: not reached",
            "gate Go/smoke: not reached",
            "step Go/switch: not reached",
            "watch @watch/errors: not open",
            "announcement @announce/status: nothing was to be sent");
    assertThat(story.phases()).extracting(PhaseStory::name).containsExactly("Go");
    assertThat(story.phases().get(0).nodes()).hasSize(3);
  }

  @Test
  void a_story_told_event_by_event_is_the_one_told_at_once() {
    Tale tale = Guarded.lost(Guarded.announce(Guarded.approved(), 1, "started"), 1, true);
    Guarded.tripped(Guarded.waivedSmoke(tale))
        .then(at -> new Event.RunResumed(at, 2, "bob", Guarded.plan(2).description(), 0))
        .then(at -> new Event.Closing(at, Outcome.ROLLED_BACK, "x", List.of()));
    Story story = Story.of(List.of());
    for (Event event : tale.events()) {
      story = story.and(event);
    }
    assertThat(story).isEqualTo(Story.of(tale.events()));
  }

  @Test
  void what_the_plan_does_not_know_is_of_the_kind_that_its_path_says() {
    Story story =
        Tale.begun()
            .reached("@watch/old")
            .opened("@start", "x")
            .then(at -> new Event.AnnouncementStarted(at, "@announce/old", 1, "m", "", "s", "t"))
            .report()
            .story();

    assertThat(story.watches()).extracting(NodeStory::path).containsExactly("@watch/old");
    assertThat(story.announcements()).extracting(NodeStory::path).containsExactly("@announce/old");
    assertThat(Objects.requireNonNull(story.start()).state()).isEqualTo(NodeState.DONE);
    assertThat(story.phases()).extracting(PhaseStory::name).doesNotContain("@watch", "@announce");
  }

  @Test
  void the_start_waits_for_its_notice_and_goes_forward() {
    NodeStory waits = Objects.requireNonNull(Guarded.begun().report().story().start());

    assertThat(waits.state()).isEqualTo(NodeState.WAITING);
    assertThat(waits.summary(Tale.START.plusSeconds(60)))
        .isEqualTo("waits until 2026-11-22 22:45:30 UTC for its time to start");
    assertThat(waits.summary(Tale.START.plusSeconds(3600)))
        .isEqualTo("waits for its time to start");
    NodeStory over = Objects.requireNonNull(Guarded.forward().report().story().start());
    assertThat(over.words()).isEqualTo("went forward");
  }

  @Test
  void a_watch_is_open_and_never_waits() {
    Tale tale = Guarded.watched(Guarded.forward(), true);
    assertThat(state(tale, Guarded.WATCH)).isEqualTo(NodeState.WATCHING);

    tale.opened(Guarded.WATCH, "0.1 % of 200 failed");
    assertThat(state(tale, Guarded.WATCH)).isEqualTo(NodeState.DONE);
    assertThat(node(tale, Guarded.WATCH).words()).isEqualTo("closed without a trip");
    assertThat(tale.report().status())
        .contains("errors  closed without a trip  2 s  pass: 0.1 % of 200 failed; 1 sample")
        .doesNotContain("Waits for a person", "Waits for its time");
  }

  @Test
  void to_a_watch_a_sample_that_is_pending_has_failed_and_to_a_gate_it_has_not() {
    Verdict pending = Verdict.pending("x", "not yet", Guarded.evidence(Tale.START));
    Tale tale =
        Guarded.forward()
            .reached(Guarded.SMOKE)
            .then(at -> new Event.Sampled(at, Guarded.WATCH, Work.RUN, pending, null))
            .then(at -> new Event.Sampled(at, Guarded.SMOKE, Work.RUN, pending, null));

    assertThat(Objects.requireNonNull(node(tale, Guarded.WATCH).gate()).fails()).isOne();
    assertThat(Objects.requireNonNull(node(tale, Guarded.SMOKE).gate()).fails()).isZero();
  }

  @Test
  void a_tripped_watch_is_a_failure_and_the_cause() {
    Tale tale = Guarded.tripped(Guarded.forward());

    assertThat(state(tale, Guarded.WATCH)).isEqualTo(NodeState.FAILED);
    assertThat(Objects.requireNonNull(tale.report().story().cause()).path())
        .isEqualTo(Guarded.WATCH);
    assertThat(tale.report().status())
        .contains("Cause: watch @watch/errors\n  failed because  7 % failed")
        .contains("errors  tripped  3 s  fail: 7 % of 200 failed; 2 samples, 1 failed");
  }

  @Test
  void a_watch_tripped_by_hand_says_by_whom() {
    Tale tale =
        Guarded.forward()
            .then(at -> new Event.Tripped(at, Guarded.WATCH, "cid", "the phones ring"))
            .rollback(
                Trigger.TRIPPED_BY_HAND,
                Guarded.WATCH,
                "tripped by cid: the phones ring",
                "the plan");

    assertThat(state(tale, Guarded.WATCH)).isEqualTo(NodeState.FAILED);
    assertThat(tale.report().status()).contains("failed because  tripped by cid: the phones ring");
    assertThat(tale.report().text())
        .contains("cid  2026-11-22 22:15:33 UTC (+3.0 s)  @watch/errors: cid tripped it");
  }

  @Test
  void a_blind_watch_that_a_person_takes_as_well_was_not_closed_without_a_trip() {
    Tale tale =
        Guarded.forward()
            .then(
                at ->
                    new Event.GateFailed(
                        at, Guarded.WATCH, Work.RUN, Trigger.WATCH_BLIND, "no data"));
    assertThat(node(tale, Guarded.WATCH).words()).isEqualTo("blind");

    tale.then(at -> new Event.Answered(at, Guarded.WATCH, Choice.ACCEPT, "bob", "seen by eye"));
    assertThat(node(tale, Guarded.WATCH).words()).isEqualTo("taken as well by a person");
    assertThat(tale.report().record()).contains("- [ ] **Errors stay low (W-1)** (watch errors) ");
  }

  @Test
  void a_watch_that_was_open_when_the_run_turned_back_is_given_up() {
    Tale tale = Guarded.forward().rollback(Trigger.OPERATOR, "", "enough", "ann");

    assertThat(state(tale, Guarded.WATCH)).isEqualTo(NodeState.GIVEN_UP);
  }

  @Test
  void an_announcement_is_as_good_as_the_worst_of_its_sendings() {
    Tale tale = Guarded.announce(Guarded.begun(), 1, "announced");
    assertThat(state(tale, Guarded.STATUS)).isEqualTo(NodeState.SENDING);
    Guarded.sent(tale, 1);
    assertThat(state(tale, Guarded.STATUS)).isEqualTo(NodeState.DONE);
    Guarded.lost(Guarded.announce(tale, 2, "started"), 2, false);
    assertThat(state(tale, Guarded.STATUS)).isEqualTo(NodeState.FAILED);
    Guarded.lost(Guarded.announce(tale, 3, "ended"), 3, true);
    assertThat(state(tale, Guarded.STATUS)).isEqualTo(NodeState.UNKNOWN);
    assertThat(node(tale, Guarded.STATUS).summary(Tale.START))
        .isEqualTo("1 sent, 1 not sent, 1 unknown");
    assertThat(node(tale, Guarded.STATUS).sendings())
        .extracting(SendingStory::said)
        .containsExactly("id-1", "connection refused", "connection refused");
  }

  @Test
  void from_closing_on_the_outcome_is_known_and_only_announcements_are_left() {
    Tale tale =
        Guarded.announce(
            Guarded.forward()
                .rollback(Trigger.OPERATOR, "", "enough", "ann")
                .then(
                    at ->
                        new Event.Closing(
                            at,
                            Outcome.PARTIAL,
                            "enough",
                            List.of(new Leftover("Go/switch", "its undo failed")))),
            1,
            "ended");
    Story story = tale.report().story();

    assertThat(story.outcome()).isNull();
    assertThat(story.decided()).isEqualTo(Outcome.PARTIAL);
    assertThat(story.leftovers()).hasSize(1);
    assertThat(state(tale, "Go/switch")).isEqualTo(NodeState.LEFT_OVER);
    assertThat(tale.report().resumedBy("shop resume").status())
        .startsWith("shop 1: partly rolled back, sending the last announcements\n")
        .contains("Left over\n  what       why\n  Go/switch  its undo failed")
        .contains(
            "The run is over, partly rolled back, but its last announcements are still to be sent."
                + " Resume with:");
    assertThat(tale.report().record())
        .contains("\u2611 Partial  \u2610 Stopped; the last announcements are still to be sent |");
  }

  @Test
  void what_a_person_waived_is_open_and_was_not_passed() {
    Tale tale = Guarded.waivedSmoke(Guarded.approved());

    assertThat(state(tale, Guarded.SMOKE)).isEqualTo(NodeState.WAIVED);
    assertThat(state(tale, Guarded.GO)).isEqualTo(NodeState.DONE);
    assertThat(tale.report().story().phases().get(0).done()).isEqualTo(2);
  }

  @Test
  void with_a_changed_plan_what_was_said_lapses_and_the_approval_is_asked_anew() {
    Tale tale =
        Guarded.approved()
            .then(at -> new Event.RunResumed(at, 2, "bob", Guarded.plan(2).description(), 0));
    NodeStory go = node(tale, Guarded.GO);

    assertThat(go.state()).isEqualTo(NodeState.WAITING);
    assertThat(go.votes()).isEmpty();
    assertThat(go.ballot().lapsed())
        .extracting(BallotStory.Lapsed::words)
        .containsExactly(
            "what dora (lead), olaf (ops), rita (release manager) said lapsed, because the plan"
                + " changed from version 1 to 2");
    assertThat(Objects.requireNonNull(go.gate()).until())
        .isEqualTo(Tale.START.plusSeconds(10 + 7200));
    assertThat(tale.report().width(400).status())
        .contains(
            "Go/go  needs votes: 1 of lead, 1 of ops; until 2026-11-23 00:15:40 UTC; to attest as"
                + " lead: Backups verified; to attest as ops: On call is awake, and near; to"
                + " attest as ops: Pager is charged; what dora (lead), olaf (ops), rita (release"
                + " manager) said lapsed, because the plan changed from version 1 to 2");
  }

  @Test
  void with_the_same_plan_nothing_lapses() {
    Tale tale =
        Guarded.approved()
            .then(at -> new Event.RunResumed(at, 2, "bob", Guarded.plan(1).description(), 0));

    assertThat(state(tale, Guarded.GO)).isEqualTo(NodeState.DONE);
    assertThat(node(tale, Guarded.GO).ballot().lapsed()).isEmpty();
    assertThat(state(tale, Guarded.WATCH)).isEqualTo(NodeState.WATCHING);
  }

  @Test
  void a_waiver_that_has_ended_no_longer_counts() {
    Tale tale =
        Guarded.forward()
            .reached(Guarded.GO)
            .then(
                at ->
                    new Event.Waived(
                        at,
                        Guarded.GO,
                        "Pager is charged",
                        "rita",
                        "release manager",
                        "lost",
                        at.plusSeconds(5),
                        ""));

    assertThat(tale.report().width(400).status()).doesNotContain("Pager is charged; the waiver");
    assertThat(tale.report().at(Tale.START.plusSeconds(60)).width(400).status())
        .contains(
            "to attest as ops: Pager is charged; the waiver of 'Pager is charged' by rita (release"
                + " manager) ended 2026-11-22 22:15:39 UTC and no longer counts");
  }

  @Test
  void a_waived_gate_is_summed_up_by_its_waiver() {
    Tale tale = Guarded.waivedSmoke(Guarded.approved());

    assertThat(node(tale, Guarded.SMOKE).summary(Tale.START))
        .isEqualTo("waived by dora (lead) until 2026-11-22T22:25:42Z: known bad");
    assertThat(tale.report().text())
        .contains("Waived\n  - Go/go: rita (release manager) waived 'Pager is charged' until");
  }

  @Test
  void an_approval_that_waits_ends_when_the_changed_plan_says() {
    Tale tale =
        Guarded.forward()
            .reached(Guarded.GO)
            .then(at -> new Event.RunResumed(at, 2, "bob", Guarded.plan(2).description(), 0));

    assertThat(Objects.requireNonNull(node(tale, Guarded.GO).gate()).until())
        .isEqualTo(Tale.START.plusSeconds(3 + 7200));
  }

  @Test
  void a_time_to_start_that_never_comes_names_the_windows() {
    String never = "the maintenance windows and freezes leave no time to start in";
    Tale tale =
        Guarded.begun()
            .rollback(Trigger.GATE_TIMED_OUT, "@start", never, "the plan")
            .end(Outcome.ROLLED_BACK, never);

    assertThat(tale.report().status())
        .contains("Cause: start @start")
        .contains("Mend the maintenance windows and freezes of the plan, then start a new run.")
        .doesNotContain("no sample was taken");
  }

  private static NodeState state(Tale tale, String path) {
    return node(tale, path).state();
  }

  private static NodeStory node(Tale tale, String path) {
    return Objects.requireNonNull(tale.report().story().node(path));
  }
}
