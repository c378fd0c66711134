package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Plans.look;
import static dev.sallyport.plan.Plans.shop;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PhaseOrderTest {
  private final Phase a = phase("A").step(look("a"));
  private final Phase b = phase("B").step(look("b"));
  private final Phase c = phase("C").step(look("c"));
  private final Phase d = phase("D").step(look("d"));

  @Test
  void phases_follow_one_another() {
    assertThat(order(a, b, c)).containsExactly("A [] [B]", "B [A] [C]", "C [B] []");
  }

  @Test
  void a_phase_after_none_starts_at_once() {
    assertThat(order(a, b.after())).containsExactly("A [] []", "B [] []");
  }

  @Test
  void a_phase_waits_for_those_it_names() {
    assertThat(order(a, b.after(), c.after(a, b), d.after(a)))
        .containsExactly("A [] [C, D]", "B [] [C]", "C [A, B] []", "D [A] []");
  }

  @Test
  void a_phase_that_names_none_waits_for_all_that_nobody_waits_for_yet() {
    assertThat(order(a, b.after(a), c.after(a), d))
        .containsExactly("A [] [B, C]", "B [A] [D]", "C [A] [D]", "D [B, C] []");
    assertThat(order(a, b.after(), c, d))
        .containsExactly("A [] [C]", "B [] [C]", "C [A, B] [D]", "D [C] []");
  }

  @Test
  void a_phase_named_twice_is_waited_for_once() {
    assertThat(order(a, b.after(a, a))).containsExactly("A [] [B]", "B [A] []");
  }

  @Test
  void a_changed_copy_of_a_phase_is_the_same_one() {
    assertThat(order(a.step(look("more")), b.after(), c.after(a)))
        .containsExactly("A [] [C]", "B [] []", "C [A] []");
  }

  @Test
  void later_words_replace_earlier_ones() {
    assertThat(order(a, b, c.after(b).after(a)))
        .containsExactly("A [] [B, C]", "B [A] []", "C [A] []");
  }

  /** Returns each phase with those before it and those that wait for it. */
  private static List<String> order(Phase... phases) {
    List<Graph.PhaseNode> built = shop(phases).build().graph().phases();
    return built.stream()
        .map(p -> p.name() + " " + names(built, p.before()) + " " + names(built, p.next()))
        .toList();
  }

  private static List<String> names(List<Graph.PhaseNode> phases, List<Integer> indexes) {
    return indexes.stream().map(i -> phases.get(i).name()).toList();
  }
}
