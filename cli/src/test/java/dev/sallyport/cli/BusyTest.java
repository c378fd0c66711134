package dev.sallyport.cli;

import static dev.sallyport.plan.Dsl.announcement;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Dsl.watch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanBuilder;
import dev.sallyport.report.Story;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which runs go on without people, and how what stands in no phase is shown. */
@Timeout(60)
class BusyTest {
  private static final Instant START = Shell.NOW;

  /** A channel through which everything comes. */
  private record Chat(String name) implements Channel {
    @Override
    public String send(Message message, CheckContext context) {
      return "message 7";
    }
  }

  private static PlanBuilder builder() {
    Check healthy = Check.of("errors", c -> Verdict.pass("0 %", Evidence.of("x", c.startedAt())));
    return plan("shop", 1)
        .phases(
            phase("Go")
                .step(step("a").run(c -> {}).readOnly())
                .gate(approval("go", "lead").within(Duration.ofHours(1))))
        .watches(watch("errors", healthy))
        .announcements(announcement("chat", new Chat("team")).whenPeopleAreWanted());
  }

  private static Story begun() {
    Plan plan = builder().notice(Duration.ofMinutes(30)).build();
    return Story.of(
        List.of(new Event.RunStarted(START, "r1", plan.description(), Map.of(), "ann")));
  }

  private static Story waiting() {
    return begun()
        .and(
            List.of(
                new Event.GateOpened(at(1), "@start", Work.RUN, "its time has come"),
                new Event.GateReached(at(1), "@watch/errors", Work.RUN, at(1)),
                new Event.GateReached(at(2), "Go/go", Work.RUN, at(2))));
  }

  @Test
  void a_run_with_an_open_watch_is_left_once_people_were_called(@TempDir Path runs) {
    Shell shell = Shell.timeless(runs).type(builder().build(), "run", "--run-id", "r1");

    assertThat(shell.exit).isEqualTo(12);
    assertThat(shell.out())
        .contains("@watch/errors: reached", "@watch/errors: pass: 0 %")
        .contains("@announce/chat: announcing: shop 1: people are wanted")
        .contains("@announce/chat: announced: message 7")
        .contains("'Go/go' waits for votes: 1 of lead; until 2026-11-22T23:15:30Z.");
    shell.type(builder().build(), "resume", "--vote", "Go/go=lead:ann");
    assertThat(shell.exit).isZero();
  }

  @Test
  void a_run_that_waits_for_its_time_goes_on_by_itself() {
    assertThat(Busy.isBusy(begun())).isTrue();
    assertThat(Busy.mayWait(begun())).isFalse();
    assertThat(new LiveBlock(new Screen.Size(24, 100), false).lines(begun(), at(9)))
        .containsExactly(
            "shop 1  r1  9 s",
            "  [>] waits until 2026-11-22 22:45:30 UTC for its time to start",
            "  [ ] Go");
  }

  @Test
  void an_open_watch_keeps_nobody_who_waits_for_people() {
    assertThat(Busy.isBusy(waiting())).isFalse();
    assertThat(Busy.mayWait(waiting())).isTrue();
  }

  @Test
  void an_announcement_keeps_a_run_only_while_it_is_being_sent() {
    Story sending = sending();
    assertThat(Busy.isBusy(sending)).isTrue();
    assertThat(Busy.isDrained(sending)).isFalse();
    Story sent = sending.and(new Event.AnnouncementSent(at(4), "@announce/chat", 1, "id"));
    assertThat(Busy.isBusy(sent)).isFalse();
    assertThat(Busy.isDrained(sent)).isTrue();
    Story lost =
        sending.and(new Event.AnnouncementFailed(at(4), "@announce/chat", 1, "timeout", true));
    assertThat(Busy.isBusy(lost)).isFalse();
    assertThat(Busy.isDrained(lost)).isTrue();
  }

  private static Story sending() {
    return waiting()
        .and(
            new Event.AnnouncementStarted(
                at(3), "@announce/chat", 1, "people are wanted", "", "s", "t"));
  }

  @Test
  void an_open_watch_shows_its_last_verdict_and_an_announcement_is_no_step() {
    Verdict verdict = Verdict.fail("errors", "7 % failed", Evidence.of("x", START));
    Story story = sending().and(new Event.Sampled(at(4), "@watch/errors", Work.RUN, verdict, null));
    assertThat(lines(story))
        .containsExactly(
            "shop 1  r1  9 s",
            "  [>] Go  0 of 2 done",
            "      [>] go  waiting  7 s  votes: none; needed: 1 of lead; 59 min 53 s left",
            "  [>] watch errors  watching  8 s  fail: 7 % failed; 1 sample, 1 failed");
  }

  @Test
  void an_announcement_that_was_not_sent_is_said() {
    Story lost =
        sending().and(new Event.AnnouncementFailed(at(4), "@announce/chat", 1, "refused", false));
    assertThat(lines(lost)).endsWith("  [!] announcement chat  1 not sent");
  }

  @Test
  void the_last_announcements_are_said_at_the_head() {
    Story closing = sending().and(new Event.Closing(at(5), Outcome.SUCCEEDED, "done", List.of()));
    assertThat(lines(closing).get(0)).isEqualTo("shop 1  r1  9 s  sending the last announcements");
  }

  private static List<String> lines(Story story) {
    return new LiveBlock(new Screen.Size(24, 100), false).lines(story, at(9));
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }
}
