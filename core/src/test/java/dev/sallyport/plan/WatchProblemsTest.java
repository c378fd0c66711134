package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.announcement;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.watch;
import static dev.sallyport.plan.Plans.MINUTE;
import static dev.sallyport.plan.Plans.WELL;
import static dev.sallyport.plan.Plans.look;
import static dev.sallyport.plan.Plans.nextLine;
import static dev.sallyport.plan.Plans.phase;
import static dev.sallyport.plan.Plans.problemsOf;
import static dev.sallyport.plan.Plans.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.CheckContext;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class WatchProblemsTest {
  private static final Phase DATA = phase("Data", look("a"));
  private static final Phase APP = phase("App", look("b"));
  private static final Channel CHAT =
      new Channel() {
        @Override
        public String name() {
          return "chat";
        }

        @Override
        public String send(Message message, CheckContext context) {
          return "";
        }
      };

  @Test
  void a_watch_spans_phases_that_the_plan_has() {
    String at = nextLine();
    Watch watch = watch("errors", WELL).over(phase("Gone", look("c")));
    assertThat(problemsOf(shop(DATA).watches(watch)))
        .startsWith(
            "DSL-129 "
                + at
                + ": the watch 'errors' spans the phase 'Gone', which the plan lacks."
                + " Add that phase to phases(...), or let the watch span another.");
  }

  @Test
  void a_watch_ends_behind_its_beginning() {
    String at = nextLine();
    Watch watch = watch("errors", WELL).over(APP, DATA);
    assertThat(problemsOf(shop(DATA, APP).watches(watch)))
        .containsExactly(
            "DSL-130 "
                + at
                + ": the watch 'errors' is to end with the phase 'Data', which need not come after"
                + " 'App', with which it begins. Give over(...) a phase and one that comes after"
                + " it.");
    shop(DATA, APP).watches(watch("errors", WELL).over(DATA, APP)).build();
    shop(DATA, APP).watches(watch("errors", WELL).from(APP)).build();
  }

  @Test
  void two_watches_have_two_names() {
    Watch watch = watch("errors", WELL);
    assertThat(problemsOf(shop(DATA).watches(watch, watch)))
        .singleElement()
        .asString()
        .contains("two things are named '@watch/errors'");
  }

  @Test
  void an_item_is_attested_under_one_wording() {
    String at = nextLine();
    Approval go = approval("go", "lead").within(MINUTE);
    assertThat(
            problemsOf(
                shop(Dsl.phase("Go").gate(go.attests("ops", "Awake").attests("lead", "Awake")))))
        .containsExactly(
            "DSL-131 "
                + at
                + ": the approval 'Go/go' has the item 'Awake' twice."
                + " Word them differently, so that people can tell which one they attest.");
  }

  @Test
  void an_announcement_has_a_moment_facts_and_phases_that_there_are() {
    String at = nextLine();
    Announcement bare = announcement("bare", CHAT);
    assertThat(problemsOf(shop(DATA).announcements(bare)))
        .containsExactly(
            "DSL-133 "
                + at
                + ": the announcement 'bare' is sent at no moment."
                + " Add one, for example atStart(), atRollback(), atEnd() or every(...).");
    Announcement lost = announcement("lost", CHAT).atStartOf(APP).subject("{input:version}");
    assertThat(problemsOf(shop(DATA).announcements(lost)))
        .hasSize(2)
        .anyMatch(
            problem ->
                problem.contains(
                    "the announcement 'lost' is about the phase 'App', which the plan lacks."))
        .anyMatch(
            problem ->
                problem.contains(
                    "the announcement 'lost' names the fact '{input:version}', which no run has."));
  }

  @Test
  void a_freeze_ends_after_it_begins() {
    Instant now = Instant.parse("2026-12-24T00:00:00Z");
    assertThatThrownBy(() -> new Freeze("Christmas", now, now))
        .hasMessage(
            "The freeze 'Christmas' is to end at 2026-12-24T00:00:00Z, which is not after"
                + " 2026-12-24T00:00:00Z, when it begins. Give it a later end.");
  }
}
