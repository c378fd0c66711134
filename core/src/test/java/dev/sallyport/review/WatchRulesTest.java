package dev.sallyport.review;

import static dev.sallyport.plan.Dsl.monitor;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.watch;
import static dev.sallyport.review.Plans.WELL;
import static dev.sallyport.review.Plans.body;
import static dev.sallyport.review.Plans.good;
import static dev.sallyport.review.Plans.minutes;
import static dev.sallyport.review.Plans.seconds;
import static dev.sallyport.review.StepRulesTest.found;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.plan.Monitor;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Watch;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchRulesTest {
  private static final Phase LIVE = phase("Live").step(good("switch"));
  private static final Phase BAKE = phase("Bake").soak(soak("bake", minutes(10)));
  private static final Phase POINT = phase("Point").pointOfNoReturn("mails go out");
  private static final Watch ERRORS = watch("errors", WELL);

  private static Plan plan(Watch watch, Phase... phases) {
    return Plan.named("shop", 1).phases(phases).watches(watch).build();
  }

  private static List<String> codes(Watch watch, Phase... phases) {
    return codes(plan(watch, phases));
  }

  private static List<String> codes(Plan plan) {
    return found(plan).stream().map(f -> f.substring(0, f.indexOf(':'))).toList();
  }

  @Test
  void a_watch_of_which_nothing_is_to_be_said() {
    assertThat(codes(ERRORS, LIVE, BAKE)).isEmpty();
    assertThat(codes(ERRORS.tripsOn(3).tripsAfter(minutes(5)), LIVE)).isEmpty();
  }

  @Test
  void a_soak_that_nobody_watches() {
    assertThat(found(Plans.plan(LIVE, BAKE)))
        .containsExactly(
            "LINT-013 Bake/bake: the soak 'Bake/bake' only waits: no watch that does more than warn"
                + " is open meanwhile, so nothing that goes wrong in it holds the run. Let a watch"
                + " span its phase, by watch(...).over(phase).");
    assertThat(codes(ERRORS.over(LIVE), LIVE, BAKE)).containsExactly("LINT-013 Bake/bake");
    assertThat(codes(ERRORS.onTrip(OnFailure.WARN), LIVE, BAKE))
        .containsExactly("LINT-013 Bake/bake");
    assertThat(codes(ERRORS.over(BAKE), LIVE, BAKE)).isEmpty();
    assertThat(codes(ERRORS.from(LIVE), LIVE, BAKE)).isEmpty();
    assertThat(codes(ERRORS.over(LIVE, BAKE).onTrip(OnFailure.ASK), LIVE, BAKE)).isEmpty();
  }

  @Test
  void a_sample_that_takes_longer_than_the_interval() {
    assertThat(found(plan(ERRORS.every(seconds(10)), LIVE)))
        .containsExactly(
            "LINT-014 @watch/errors: the watch 'errors' samples every 10 s, but a sample may take"
                + " 30 s: while its system hangs it looks far less often than it says. Give samples"
                + " no more time than the interval, by sampleTimeout(...).");
    assertThat(codes(ERRORS.every(seconds(10)).sampleTimeout(seconds(10)), LIVE)).isEmpty();
    Monitor day =
        monitor("day", WELL).window(minutes(1), seconds(20)).window(minutes(9), minutes(3));
    assertThat(codes(Plans.plan(LIVE, phase("After").monitor(day))))
        .containsExactly("LINT-014 After/day");
  }

  @Test
  void one_that_is_blind_by_a_single_sample() {
    assertThat(found(plan(ERRORS.every(minutes(10)), LIVE)))
        .containsExactly(
            "LINT-015 @watch/errors: the watch 'errors' is blind after 5 min, but the next sample may"
                + " come only 10 min 30 s after the one before (interval and sample timeout): one"
                + " that could not be made is enough. Let it be blind for longer, by blindFor(...),"
                + " or sample more often.");
    Monitor day = monitor("day", WELL).window(minutes(60), minutes(20)).blindFor(minutes(20));
    assertThat(codes(Plans.plan(LIVE, phase("After").monitor(day))))
        .containsExactly("LINT-015 After/day");
  }

  @Test
  void one_that_can_only_ask() {
    Phase after = phase("After").step(good("clean"));
    assertThat(found(plan(ERRORS.over(after), LIVE, POINT, after)))
        .containsExactly(
            "LINT-016 @watch/errors: the watch 'errors' is to roll back, but its whole span lies"
                + " behind a point of no return: when it trips, the run waits for a person. Say so"
                + " by onTrip(OnFailure.ASK), or let it begin before the point.");
    assertThat(codes(ERRORS.from(POINT), LIVE, POINT, after))
        .containsExactly("LINT-016 @watch/errors");
    assertThat(codes(ERRORS.over(after).onTrip(OnFailure.ASK), LIVE, POINT, after)).isEmpty();
    assertThat(codes(ERRORS, LIVE, POINT, after)).isEmpty();
  }

  @Test
  void one_that_mends_nothing() {
    Phase look = phase("Look").step(body("look").timeout(seconds(5)).readOnly());
    assertThat(found(plan(ERRORS.over(look), look, LIVE)))
        .containsExactly(
            "LINT-017 @watch/errors: the watch 'errors' is to roll back, but nothing that has"
                + " happened by the end of its span can be taken back: tripping it ends the run and"
                + " mends nothing. Let it span what it guards, or ask or stop by onTrip(...).");
    assertThat(codes(ERRORS.over(look), LIVE, look)).as("it takes back what was before").isEmpty();
  }

  @Test
  void an_irreversible_step_under_a_watch() {
    Phase tell = phase("Tell").step(body("mail").timeout(seconds(5)).irreversible("it is read"));
    assertThat(found(plan(ERRORS, LIVE, tell)))
        .containsExactly(
            "LINT-018 Tell/mail: the step 'Tell/mail' is irreversible, but if the watch 'errors'"
                + " trips after it, the run rolls back on its own and its effect stays. Put"
                + " pointOfNoReturn(why) before the step; or let the watch ask, by"
                + " onTrip(OnFailure.ASK).");
    assertThat(codes(ERRORS.over(LIVE), LIVE, tell)).as("it has ended by then").isEmpty();
    assertThat(codes(ERRORS, LIVE, POINT, tell)).isEmpty();
    assertThat(codes(ERRORS.onTrip(OnFailure.STOP), LIVE, tell)).isEmpty();
  }

  @Test
  void a_count_of_failures_that_is_never_reached() {
    assertThat(found(plan(ERRORS.tripsOn(5, minutes(1)), LIVE)))
        .containsExactly(
            "LINT-019 @watch/errors: the watch 'errors' is to fail on 5 failed samples within 1 min,"
                + " but with one every 30 s there are 3 at most: it never does. Ask for fewer"
                + " failures, sample more often, or count over a longer time.");
    assertThat(codes(ERRORS.tripsOn(3, minutes(1)), LIVE)).isEmpty();
    Monitor day = monitor("day", WELL).window(minutes(30), minutes(10)).failsOn(5);
    assertThat(codes(Plans.plan(LIVE, phase("After").monitor(day))))
        .containsExactly("LINT-019 After/day");
  }

  @Test
  void a_soak_does_not_fail_so_it_rolls_nothing_back() {
    Phase tell = phase("Tell").step(body("mail").timeout(seconds(5)).irreversible("it is read"));
    assertThat(codes(ERRORS.onTrip(OnFailure.ASK), LIVE, tell, BAKE)).isEmpty();
  }

  @Test
  void a_finding_at_a_watch_is_accepted_by_its_path() {
    Lint lint = Lint.of(plan(ERRORS.every(seconds(10)), LIVE));
    assertThat(lint.accepting("LINT-014", "@watch/errors", "it never hangs").isClean()).isTrue();
    assertThat(
            Lint.of(plan(ERRORS, LIVE))
                .accepting("LINT-014", "@watch/errors", "it never hangs")
                .findings())
        .extracting(Finding::code)
        .containsExactly("LINT-902");
  }
}
