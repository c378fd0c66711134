package dev.sallyport.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {
  private static final Secret<String> TOKEN = Secret.of("deploy-token", String.class);

  @Test
  void a_source_gives_the_value_by_the_name() {
    Secret.Source source = Secret.Source.of(Map.of(TOKEN, "hunter2"));
    assertThat(source.value(Secret.of("deploy-token", String.class))).isEqualTo("hunter2");
  }

  @Test
  void an_unbound_secret_is_refused_with_the_way_out() {
    for (Secret.Source source :
        new Secret.Source[] {
          Secret.Source.none(), Secret.Source.of(Map.of(Secret.of("other", String.class), "x"))
        }) {
      assertThatThrownBy(() -> source.value(TOKEN))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "Nothing is bound to the secret 'deploy-token'."
                  + " Bind it when the run is started or resumed.");
    }
  }

  @Test
  void a_source_copies_its_map() {
    Map<Secret<?>, Object> values = new HashMap<>(Map.of(TOKEN, "hunter2"));
    Secret.Source source = Secret.Source.of(values);
    values.clear();
    assertThat(source.value(TOKEN)).isEqualTo("hunter2");
  }

  @Test
  void no_value_is_shown() {
    assertThat(TOKEN).hasToString("secret deploy-token");
    assertThat(Secret.Source.of(Map.of(TOKEN, "hunter2"))).hasToString("1 secret");
    assertThat(Secret.Source.none()).hasToString("0 secrets");
  }

  @Test
  void a_value_of_another_type_is_refused_without_being_shown() {
    Secret.Source source = Secret.Source.of(Map.of(TOKEN, new StringBuilder("hunter2")));
    assertThatThrownBy(() -> source.value(TOKEN))
        .isInstanceOf(ClassCastException.class)
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void secrets_are_equal_by_name_and_type() {
    assertThat(TOKEN)
        .isEqualTo(Secret.of("deploy-token", String.class))
        .hasSameHashCodeAs(Secret.of("deploy-token", String.class))
        .isNotEqualTo(Secret.of("deploy-token", Object.class))
        .isNotEqualTo(Secret.of("other", String.class));
  }
}
