package dev.sallyport.review;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.monitor;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.watch;
import static dev.sallyport.plan.UndoPolicy.undo;
import static dev.sallyport.review.Plans.WELL;
import static dev.sallyport.review.Plans.body;
import static dev.sallyport.review.Plans.minutes;
import static dev.sallyport.review.Plans.plan;
import static dev.sallyport.review.Plans.seconds;
import static dev.sallyport.review.Plans.timed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalPathTest {
  private static final int GRACE = 10;

  private static WayBack from(Plan plan, String path) {
    return RollbackCoverage.of(plan).waysBack().stream()
        .filter(way -> way.path().equals(path))
        .findFirst()
        .get();
  }

  private static long forward(Plan plan, String path) {
    assertThat(from(plan, path).forward().unlimited()).isEmpty();
    return from(plan, path).forward().limited().toSeconds();
  }

  private static long back(Plan plan, String path) {
    assertThat(from(plan, path).undo().unlimited()).isEmpty();
    return from(plan, path).undo().limited().toSeconds();
  }

  /** Takes so long with the grace of its only attempt. */
  private static Step<Void> takes(String name, int forward, int back) {
    return timed(name, seconds(forward - GRACE), seconds(back - GRACE));
  }

  @Test
  void steps_side_by_side_wait_only_for_what_they_use() {
    Step<Void> a = takes("a", 100, 20);
    Step<Void> b = takes("b", 30, 70);
    Step<Void> c = takes("c", 50, 40).after(a);
    Plan plan = plan(phase("P").parallel(a, b, c));

    assertThat(forward(plan, "P/a")).isEqualTo(100 + 50);
    assertThat(forward(plan, "P/c")).as("a is done, b may not have begun").isEqualTo(50);
    assertThat(forward(plan, "P/b")).as("a may not have begun").isEqualTo(150);
    assertThat(back(plan, "P/a")).as("c has not begun, b may be done").isEqualTo(GRACE + 70);
    assertThat(back(plan, "P/c")).isEqualTo(GRACE + 70);
    assertThat(back(plan, "P/b")).as("c may be done").isEqualTo(GRACE + 70);
    Step<Void> slow = takes("slow", 50, 60).after(a);
    assertThat(back(plan(phase("P").parallel(a, b, slow)), "P/b")).isEqualTo(GRACE + 60 + 20);
  }

  @Test
  void phases_side_by_side_take_as_long_as_the_longer() {
    Phase one = phase("One").step(takes("a", 100, 11));
    Phase left = phase("Left").after(one).step(takes("b", 30, 200), takes("c", 30, 20));
    Phase right = phase("Right").after(one).step(takes("d", 90, 50));
    Phase last = phase("Last").after(left, right).step(takes("e", 15, 12));
    Plan plan = plan(one, left, right, last);

    assertThat(forward(plan, "One/a")).isEqualTo(100 + 90 + 15);
    assertThat(forward(plan, "Left/c")).as("Right may not have begun").isEqualTo(90 + 15);
    assertThat(forward(plan, "Right/d")).isEqualTo(90 + 15);
    assertThat(back(plan, "One/a")).isEqualTo(GRACE + 11);
    assertThat(back(plan, "Left/b")).as("Right may be done").isEqualTo(GRACE + 200 + 11);
    assertThat(back(plan, "Right/d")).as("Left may be done").isEqualTo(GRACE + 220 + 11);
    assertThat(back(plan, "Last/e")).isEqualTo(GRACE + 12 + 220 + 11);
  }

  @Test
  void a_phase_beside_may_have_something_under_way_that_is_looked_up() {
    Phase one = phase("One").step(takes("a", 100, 11)).gate(gate("g", WELL).within(minutes(1)));
    Step<Void> probed = takes("b", 30, 30).probe(c -> Probed.done());
    Plan alone = plan(one);
    Plan beside = plan(one, phase("Beside").after().step(probed));

    assertThat(back(alone, "One/g")).as("nothing is under way").isEqualTo(11);
    int lookUp = 20 + GRACE;
    int undo = 30 + 3 * (20 + GRACE) + 2;
    assertThat(back(beside, "One/g")).isEqualTo(GRACE + lookUp + undo);
  }

  @Test
  void a_phases_on_rollback_counts_only_where_an_effect_may_be() {
    Step<Void> look = body("look").timeout(seconds(5)).readOnly();
    Phase phase =
        phase("P").step(look, takes("a", 20, 30)).onRollback(c -> {}, undo().timeout(seconds(40)));

    assertThat(back(plan(phase), "P/look")).isEqualTo(GRACE);
    assertThat(back(plan(phase), "P/a")).isEqualTo(GRACE + 30 + 40 + GRACE);
  }

  @Test
  void delays_are_taken_at_their_longest() {
    Retry backoff = Retry.backoff(seconds(4), 2).attempts(4).jitter().atMost(seconds(20));
    Step<Void> step = body("a").timeout(seconds(10)).retry(backoff).irreversible("small");

    // 4, 8 and 16 s, half as much again by jitter, and 20 s at most.
    assertThat(forward(plan(phase("P").step(step)), "P/a")).isEqualTo(4 * 20 + 6 + 12 + 20);
  }

  @Test
  void the_plans_own_grace_counts() {
    Plan plan =
        Plan.named("shop", 1)
            .phases(phase("P").step(timed("a", seconds(10), seconds(20))))
            .grace(seconds(3))
            .build();

    assertThat(forward(plan, "P/a")).isEqualTo(13);
    assertThat(back(plan, "P/a")).isEqualTo(3 + 23);
  }

  @Test
  void what_has_no_limit_is_named_and_the_rest_added_up() {
    Step<Void> hang = body("hang").onRollback((c, made) -> {});
    Plan plan =
        plan(
            phase("P").step(takes("a", 20, 30), hang).onRollback(c -> {}),
            phase("Q").step(takes("b", 20, 30)));
    WayBack way = from(plan, "P/hang");

    assertThat(way.forward())
        .isEqualTo(new WorstCase(seconds(20), List.of("P/hang has no timeout")));
    assertThat(way.undo())
        .isEqualTo(
            new WorstCase(
                seconds(GRACE + 30),
                List.of(
                    "the undo of P/hang has no timeout", "the onRollback of P has no timeout")));
    assertThat(from(plan, "Q/b").forward()).isEqualTo(WorstCase.of(seconds(20)));
    assertThat(RollbackCoverage.of(plan).text())
        .contains(
            "  P/hang  no limit    no limit\n",
            "\nWhat has no limit\n  P/hang has no timeout; the onRollback of P has no timeout; the"
                + " undo of P/hang has no timeout.\n",
            "  P/hang  reversible  asks a person    1 attempt without a timeout, not verified\n");
    assertThat(RollbackCoverage.of(plan).decideBy(Instant.EPOCH).text())
        .contains(
            "  P/a     undo from here has no limit: the onRollback of P has no timeout; no time can",
            "  P/hang  undo from here has no limit: the undo of P/hang has no timeout; the"
                + " onRollback of P has no timeout; no time can be named\n");
  }

  @Test
  void attempts_without_end_have_no_limit() {
    Retry retry = Retry.every(seconds(1)).attempts(2_000_000_000);
    Step<Void> step = body("a").timeout(seconds(1)).retry(retry).irreversible("small");

    assertThat(from(plan(phase("P").step(step)), "P/a").forward())
        .hasToString("no limit: P/a may be tried 2000000000 times");
  }

  @Test
  void a_worst_case_is_never_shown_shorter_than_it_is() {
    assertThat(WorstCase.of(Duration.ofMillis(1500))).hasToString("2 s");
    assertThat(WorstCase.of(Duration.ofMillis(700))).hasToString("700 ms");
    assertThat(WorstCase.of(Duration.ofMinutes(61).plusSeconds(1))).hasToString("1 h 2 min");
    assertThat(WorstCase.of(Duration.ofDays(4).plusSeconds(1))).hasToString("4 d 1 h");
    WorstCase many =
        WorstCase.endless("a").then(WorstCase.endless("b")).then(WorstCase.endless("a"));
    assertThat(many).hasToString("no limit: a; b");
    assertThat(many.beside(WorstCase.endless("c")).then(WorstCase.endless("d")))
        .hasToString("no limit: a; b; c; and 1 more");
  }

  @Test
  void soaks_and_monitors_take_their_time_and_the_last_sample_of_a_watch_as_long_as_it_may() {
    Phase one = phase("One").step(takes("a", 100, 20)).soak(soak("bake", minutes(10)));
    Phase two =
        phase("Two")
            .monitor(monitor("day", WELL).window(minutes(60), minutes(5)).blindFor(minutes(20)));
    Watch errors = watch("errors", WELL).sampleTimeout(seconds(7)).blindFor(minutes(3));
    Plan plan =
        Plan.named("p", 1)
            .phases(one, two)
            .watches(errors.over(one), watch("all", WELL).sampleTimeout(seconds(2)))
            .build();
    int ofOne = 2 * 7 + 180;
    int ofAll = 2 * 2 + 300;
    int day = 60 * (60 + 20 + 5); // what it may be late by, and one interval more

    assertThat(forward(plan, "One/a")).isEqualTo(100 + 600 + ofOne + day + ofAll);
    assertThat(forward(plan, "One/bake")).isEqualTo(600 + ofOne + day + ofAll);
    assertThat(forward(plan, "Two/day")).isEqualTo(day + ofAll);
    assertThat(back(plan, "Two/day")).isEqualTo(20);
  }
}
