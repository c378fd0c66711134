package dev.sallyport.cli;

import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.plan.Input;
import dev.sallyport.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InputValuesTest {

  record Share(int percent) {}

  @Test
  void text_is_taken_as_it_is() {
    assertThat(read(input("x", String.class), "2.40")).isEqualTo("2.40");
    assertThat(read(input("x", String.class), "null")).isEqualTo("null");
    assertThat(read(input("x", String.class), "\"a=b\"")).isEqualTo("\"a=b\"");
    assertThat(read(input("x", String.class), "")).isEqualTo("");
  }

  @Test
  void other_types_are_read_as_json_or_as_the_plain_text_of_a_json_text() {
    assertThat(read(input("x", Integer.class), "7")).isEqualTo(7);
    assertThat(read(input("x", Boolean.class), "true")).isEqualTo(true);
    assertThat(read(input("x", Duration.class), "PT5M")).isEqualTo(Duration.ofMinutes(5));
    assertThat(read(input("x", Duration.class), "\"PT5M\"")).isEqualTo(Duration.ofMinutes(5));
    assertThat(read(input("x", TimeUnit.class), "SECONDS")).isEqualTo(TimeUnit.SECONDS);
    assertThat(read(input("x", Share.class), "{\"percent\":5}")).isEqualTo(new Share(5));
  }

  @Test
  void what_cannot_be_read_is_said_with_the_type() {
    assertThatThrownBy(() -> read(input("x", Integer.class), "many"))
        .isInstanceOf(UsageProblem.class)
        .hasMessage(
            "The input 'x' cannot be read from 'many': it is a Integer. Give it as JSON, or as the"
                + " plain text of a JSON text.");
    assertThatThrownBy(() -> InputValues.bind(plan(input("x", String.class)), List.of("y=1")))
        .hasMessage("The plan 'p' has no input 'y'. It has x.");
    assertThatThrownBy(() -> InputValues.bind(plan(input("x", String.class)), List.of("x")))
        .hasMessage("--input 'x' is not of the form NAME=VALUE.");
  }

  private static Object read(Input<?> input, String text) {
    return InputValues.bind(plan(input), List.of("x=" + text)).value(input);
  }

  private static Plan plan(Input<?> input) {
    return Plan.named("p", 1)
        .inputs(input)
        .phases(phase("a").step(step("b").run(c -> {}).readOnly()))
        .build();
  }
}
