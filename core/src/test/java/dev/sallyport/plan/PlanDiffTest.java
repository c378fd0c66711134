package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Plans.MINUTE;
import static dev.sallyport.plan.Plans.WELL;
import static dev.sallyport.plan.Plans.look;
import static dev.sallyport.plan.Plans.make;
import static dev.sallyport.plan.Plans.shop;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class PlanDiffTest {

  @Test
  void what_is_new_and_what_is_gone() {
    assertThat(diff(shop(phase("A").step(look("a"))), shop(phase("A").step(look("b")))))
        .isEqualTo(
            """
            + A/b (step, stage 1; makes java.lang.Void; read-only)
            - A/a (step, stage 1; makes java.lang.Void; read-only)""");
  }

  @Test
  void what_has_another_structure() {
    assertThat(
            diff(
                shop(phase("A").step(look("a"))),
                shop(phase("A").step(look("a").irreversible("harmless")))))
        .isEqualTo(
            """
            ~ A/a: step, stage 1; makes java.lang.Void; read-only -> step, stage 1; makes java.lang.Void; irreversible
              A/a: (default) -> irreversible: harmless""");
  }

  @Test
  void what_has_another_kind() {
    assertThat(
            diff(
                shop(phase("A").step(look("a"))),
                shop(phase("A").gate(gate("a", WELL).within(MINUTE)))))
        .startsWith(
            "~ A/a: step, stage 1; makes java.lang.Void; read-only -> gate, stage 1\n  A/a:");
  }

  @Test
  void what_has_another_policy() {
    assertThat(
            diff(
                shop(phase("A").step(make("a").timeout(MINUTE))),
                shop(phase("A").step(make("a").retry(Retry.every(MINUTE).attempts(5))))))
        .isEqualTo("  A/a: timeout=PT1M -> attempts=5 every=PT1M");
  }

  @Test
  void what_has_moved() {
    assertThat(
            diff(
                shop(phase("A").parallel(look("a"), look("b"), look("c"))),
                shop(phase("A").parallel(look("a"), look("c"), look("new"), look("b")))))
        .isEqualTo(
            """
            ~ A/c: moved, place 4 -> place 3
            + A/new (step, stage 1; makes java.lang.Void; read-only)
            ~ A/b: moved, place 3 -> place 4""");
  }

  @Test
  void a_new_name_of_the_plan() {
    Plan one = Plan.named("shop", 1).phases(phase("A").step(look("a"))).build();
    Plan other = Plan.named("store", 1).phases(phase("A").step(look("a"))).build();
    assertThat(one.description().diff(other.description()))
        .hasToString("~ the plan's name: shop -> store");
  }

  @Test
  void an_input_called_like_a_phase_is_no_difference() {
    PlanBuilder plan = shop(phase("A").step(look("a"))).inputs(input("A", String.class));
    assertThat(diff(plan, plan)).isEqualTo("no difference");
  }

  @Test
  void an_input_that_becomes_a_secret() {
    PlanBuilder one = shop(phase("A").step(look("a"))).inputs(input("token", String.class));
    PlanBuilder other = shop(phase("A").step(look("a"))).secrets(Dsl.secret("token", String.class));
    assertThat(diff(one, other))
        .isEqualTo("~ token: input, java.lang.String -> secret, java.lang.String");
  }

  @Property(tries = 200)
  void fingerprints_differ_exactly_where_the_diff_is_structural(
      @ForAll @Size(min = 1, max = 6) @UniqueElements List<@IntRange(max = 7) Integer> one,
      @ForAll @Size(min = 1, max = 6) @UniqueElements List<@IntRange(max = 7) Integer> other,
      @ForAll boolean sideBySide,
      @ForAll boolean otherSideBySide) {
    PlanDescription before = described(one, sideBySide);
    PlanDescription after = described(other, otherSideBySide);
    PlanDiff diff = before.diff(after);
    assertThat(before.fingerprint().equals(after.fingerprint())).isEqualTo(!diff.isStructural());
    assertThat(described(one, sideBySide)).isEqualTo(before);
  }

  private static PlanDescription described(List<Integer> names, boolean sideBySide) {
    Step<?>[] steps = names.stream().map(n -> look("s" + n)).toArray(Step[]::new);
    Phase phase = phase("A");
    return shop(sideBySide ? phase.parallel(steps) : phase.step(steps)).build().description();
  }

  private static String diff(PlanBuilder older, PlanBuilder newer) {
    return older.build().description().diff(newer.build().description()).toString();
  }
}
