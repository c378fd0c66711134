package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Plans.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Code of every shape is given its values in the order of using. */
class StepRunTest {
  private static final Step<String> A = make("a");
  private static final Input<Integer> B = input("b", Integer.class);
  private static final Step<Long> C = step("c", Long.class).run(context -> 3L);
  private static final Input<Boolean> D = input("d", Boolean.class);
  private static final Object[] VALUES = {"a", 2, 3L, true};

  @Test
  void code_that_makes_an_output() throws Exception {
    StepStage.Named<String> s = step("s", String.class);
    assertThat(run(s.run(x -> "none"))).isEqualTo("none");
    assertThat(run(s.using(A).run((x, a) -> a))).isEqualTo("a");
    assertThat(run(s.using(A, B).run((x, a, b) -> a + b))).isEqualTo("a2");
    assertThat(run(s.using(A, B, C).run((x, a, b, c) -> a + b + c))).isEqualTo("a23");
    assertThat(run(s.using(A, B, C, D).run((x, a, b, c, d) -> a + b + c + d))).isEqualTo("a23true");
    assertThat(s.using(A, B, C, D).run((x, a, b, c, d) -> "").uses()).containsExactly(A, B, C, D);
  }

  @Test
  void code_that_makes_none() throws Exception {
    List<Object> seen = new ArrayList<>();
    ActionStage.Named s = step("s");
    assertThat(run(s.run(x -> seen.add("none")))).isNull();
    run(s.using(A).run((x, a) -> seen.add(a)));
    run(s.using(A, B).run((x, a, b) -> seen.add(a + b)));
    run(s.using(A, B, C).run((x, a, b, c) -> seen.add(a + b + c)));
    run(s.using(A, B, C, D).run((x, a, b, c, d) -> seen.add(a + b + c + d)));
    assertThat(seen).containsExactly("none", "a", "a2", "a23", "a23true");
    assertThat(s.run(x -> {}).type()).isEqualTo(Void.class);
  }

  @Test
  void what_the_code_throws_comes_out_as_it_is() {
    Step<Void> step =
        step("s")
            .run(
                x -> {
                  throw new IOException("refused");
                });
    assertThatThrownBy(() -> run(step)).isInstanceOf(IOException.class).hasMessage("refused");
  }

  private static <O> O run(Step<O> step) throws Exception {
    return step.run(null, VALUES);
  }
}
