package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Plans.look;
import static dev.sallyport.plan.Plans.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Secret;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanBindingTest {
  private static final Input<String> VERSION = input("version", String.class);
  private static final Input<String> REGION = input("region", String.class).orElse("eu");
  private static final Secret<String> TOKEN = secret("token", String.class);
  private static final Secret<char[]> KEY = secret("key", char[].class);
  private final Plan plan =
      shop(phase("A").step(look("a"))).inputs(VERSION, REGION).secrets(TOKEN, KEY).build();

  @Test
  void what_is_not_bound_is_named() {
    assertThat(plan.unbound()).containsExactly("input version", "secret token", "secret key");
    assertThat(plan.with(VERSION, "1").with(TOKEN, "t").unbound()).containsExactly("secret key");
  }

  @Test
  void a_value_is_the_bound_one_or_the_default_or_none() {
    assertThat(plan.value(REGION)).isEqualTo("eu");
    assertThat(plan.with(REGION, "us").value(REGION)).isEqualTo("us");
    assertThat(plan.value(VERSION)).isNull();
  }

  @Test
  void binding_leaves_the_plan_as_it_was() {
    Plan bound = plan.with(VERSION, "1").with(TOKEN, "hunter2");
    assertThat(plan.value(VERSION)).isNull();
    assertThat(plan.secretTexts()).isEmpty();
    assertThat(bound.with(VERSION, "2").value(VERSION)).isEqualTo("2");
    assertThat(bound.value(VERSION)).isEqualTo("1");
    assertThat(bound.graph()).isSameAs(plan.graph());
  }

  @Test
  void secrets_are_read_from_their_source() {
    Plan bound = plan.with(TOKEN, "hunter2");
    assertThat(bound.secretSource().value(TOKEN)).isEqualTo("hunter2");
    Secret.Source source = bound.secretSource();
    assertThatThrownBy(() -> source.value(KEY)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void the_texts_to_be_masked_are_those_of_the_secrets() {
    Plan bound = plan.with(TOKEN, "hunter2").with(KEY, new char[] {'k', '3', 'y'});
    assertThat(bound.secretTexts()).containsExactlyInAnyOrder("hunter2", "k3y");
    assertThat(plan.with(TOKEN, " ").secretTexts()).isEmpty();
  }

  @Test
  void no_secret_shows_in_any_text() {
    Plan bound = plan.with(TOKEN, "hunter2").with(VERSION, "1");
    for (Object part :
        Arrays.asList(
            bound,
            bound.secretSource(),
            bound.secrets(),
            bound.inputs(),
            bound.description(),
            bound.graph().nodes(),
            bound.graph().phases(),
            bound.unbound())) {
      assertThat(part.toString()).doesNotContain("hunter2");
    }
    assertThat(bound).hasToString("plan shop 1");
  }

  @Test
  void what_a_probe_found_is_one_of_three() {
    assertThat(Probed.of(Optional.of("a"))).isEqualTo(Probed.done("a"));
    assertThat(Probed.of(Optional.empty())).isEqualTo(Probed.notDone());
    assertThat(Probed.done()).isEqualTo(new Probed.Done<Void>(null));
    assertThat(Probed.unknown("no answer")).isEqualTo(new Probed.Unknown<>("no answer"));
  }

  @Test
  void everything_is_shown_by_its_name() {
    assertThat(look("a")).hasToString("step a");
    assertThat(phase("A")).hasToString("phase A");
    assertThat(Dsl.gate("g", Plans.WELL)).hasToString("gate g");
    assertThat(Dsl.approval("v", "sre")).hasToString("approval v");
    assertThat(VERSION).hasToString("input version");
  }
}
