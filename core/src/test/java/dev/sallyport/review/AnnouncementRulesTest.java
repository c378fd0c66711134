package dev.sallyport.review;

import static dev.sallyport.plan.Dsl.announcement;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.watch;
import static dev.sallyport.review.Plans.WELL;
import static dev.sallyport.review.Plans.good;
import static dev.sallyport.review.Plans.minutes;
import static dev.sallyport.review.StepRulesTest.found;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.check.CheckContext;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementRulesTest {
  private static final Channel CHAT =
      new Channel() {
        @Override
        public String name() {
          return "chat";
        }

        @Override
        public String send(Message message, CheckContext context) {
          throw new AssertionError("A plan that is only looked at tells nobody.");
        }
      };
  private static final Phase LIVE = phase("Live").step(good("switch"));
  private static final Phase SIGNED =
      phase("Live").gate(approval("go", "lead").within(minutes(5))).step(good("switch"));

  private static PlanBuilder shop(Phase phase, Announcement... announcements) {
    return Plan.named("shop", 1).phases(phase).announcements(announcements);
  }

  private static Announcement team() {
    return announcement("team", CHAT);
  }

  private static List<String> codes(PlanBuilder plan) {
    return found(plan.build()).stream().map(f -> f.substring(0, f.indexOf(':'))).toList();
  }

  @Test
  void announcements_of_which_nothing_is_to_be_said() {
    assertThat(codes(shop(LIVE))).isEmpty();
    assertThat(codes(shop(SIGNED))).isEmpty();
    assertThat(codes(shop(LIVE, team().atEnd()))).isEmpty();
    assertThat(
            codes(
                shop(
                    SIGNED, team().atRollback(), announcement("call", CHAT).whenPeopleAreWanted())))
        .isEmpty();
    assertThat(codes(shop(LIVE, team().atNotice().atEnd()).notice(minutes(5)))).isEmpty();
  }

  @Test
  void nobody_is_told_of_a_rollback() {
    assertThat(found(shop(LIVE, team().atStart().every(minutes(30))).build()))
        .containsExactly(
            "LINT-020 @announce/team: the plan makes announcements, but nobody is told that a run"
                + " walks back, nor how it ends. Send one atRollback() and atEnd().");
  }

  @Test
  void nobody_is_called_though_people_are_wanted() {
    assertThat(found(shop(SIGNED, team().atEnd()).build()))
        .containsExactly(
            "LINT-021 @announce/team: the plan makes announcements, but nobody is called when a run"
                + " waits for people. Send one whenPeopleAreWanted() to where they look.");
    assertThat(codes(shop(LIVE, team().atEnd()).askOnUndoFailure()))
        .containsExactly("LINT-021 @announce/team");
    assertThat(codes(shop(phase("Live").step(good("a").onFailure(OnFailure.ASK)), team().atEnd())))
        .containsExactly("LINT-021 @announce/team");
    assertThat(
            codes(shop(LIVE, team().atEnd()).watches(watch("errors", WELL).onTrip(OnFailure.ASK))))
        .containsExactly("LINT-021 @announce/team");
  }

  @Test
  void a_notice_that_nobody_is_given_and_one_that_is_never_given() {
    assertThat(found(shop(LIVE).notice(minutes(5)).build()))
        .containsExactly(
            "LINT-022 @start: a run waits until its notice has run out, and no announcement gives it"
                + " to anybody. Give it to those who are concerned, by"
                + " announcement(...).atNotice().");
    assertThat(found(shop(LIVE, team().atNotice().atEnd()).build()))
        .containsExactly(
            "LINT-023 @announce/team: '@announce/team' is to be sent at a notice, but the plan gives"
                + " none. Give the plan a notice(...), or leave out atNotice().");
  }

  @Test
  void what_is_found_can_be_accepted() {
    Lint lint =
        Lint.of(shop(SIGNED, team().atEnd()).notice(minutes(5)).build())
            .accepting("LINT-021", "@announce/team", "they sit side by side")
            .accepting("LINT-022", "@start", "it is in the calendar");
    assertThat(lint.findings()).isEmpty();
    assertThat(lint.accepted()).hasSize(2);
  }

  @Test
  void the_coverage_says_who_is_told() throws Exception {
    RollbackCoverage coverage =
        RollbackCoverage.of(
            shop(LIVE, team().atStart().atRollback(), announcement("page", CHAT).atRollback())
                .build());
    assertThat(coverage.text())
        .containsSubsequence(
            "Who is told",
            "started",
            "team (chat)",
            "people are wanted",
            "nobody",
            "rollback started",
            "team (chat), page (chat)",
            "still running",
            "nobody");
    JsonNode told = new ObjectMapper().readTree(coverage.json()).at("/told/2");
    assertThat(told.at("/moment").asText()).isEqualTo("rollback started");
    assertThat(told.at("/by")).hasSize(2);
    assertThat(RollbackCoverage.of(shop(LIVE).build()).told()).isEmpty();
  }
}
