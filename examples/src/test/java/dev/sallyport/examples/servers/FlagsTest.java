package dev.sallyport.examples.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class FlagsTest {
  @Test
  void areFoundByName() {
    Flags flags = Flags.parse("--port", "17", "--key", "");

    assertThat(flags.number("port")).isEqualTo(17);
    assertThat(flags.text("key")).isEmpty();
  }

  @Test
  void missAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Flags.parse().text("port"))
        .withMessage("--port is missing.");
    assertThatIllegalArgumentException().isThrownBy(() -> Flags.parse("--port"));
    assertThatIllegalArgumentException().isThrownBy(() -> Flags.parse("port", "17"));
  }
}
