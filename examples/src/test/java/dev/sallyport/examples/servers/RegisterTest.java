package dev.sallyport.examples.servers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RegisterTest {
  private final Register register = new Register("blue");

  @Test
  void isReplacedByWhoeverKnowsItsValue() {
    assertThat(register.replace("blue", "green", "k1")).isTrue();

    assertThat(register.state()).isEqualTo(new Register.State("green", "blue", "k1"));
  }

  @Test
  void isNotReplacedByAnyoneElse() {
    assertThat(register.replace("red", "green", "k1")).isFalse();

    assertThat(register.state()).isEqualTo(new Register.State("blue", "", ""));
  }

  @Test
  void takesTheSameChangeOnce() {
    register.replace("blue", "green", "k1");

    assertThat(register.replace("blue", "green", "k1")).isTrue();
    assertThat(register.state().previous()).isEqualTo("blue");
  }

  @Test
  void refusesAnOldChangeAfterANewerOne() {
    register.replace("blue", "green", "k1");
    register.replace("green", "blue", "k2");

    assertThat(register.replace("green", "red", "k1")).isFalse();
    assertThat(register.state().value()).isEqualTo("blue");
  }

  @Test
  void readsWhatItWrote() {
    Register.State state = new Register.State("green", "blue", "k1");

    assertThat(Register.State.parse(state.toString())).isEqualTo(state);
  }
}
