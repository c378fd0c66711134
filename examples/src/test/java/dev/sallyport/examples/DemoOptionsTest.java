package dev.sallyport.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sallyport.examples.world.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {
  @Test
  void runsByDefault() {
    assertThat(DemoOptions.parse())
        .isEqualTo(new DemoOptions("run", Fault.NONE, Path.of("runs"), List.of()));
  }

  @Test
  void takesFaultAndFolderInAnyOrder() {
    DemoOptions expected = new DemoOptions("run", Fault.REDIS_NODE, Path.of("a b"), List.of());

    assertThat(DemoOptions.parse("--fault", "redis-node", "--runs", "a b")).isEqualTo(expected);
    assertThat(DemoOptions.parse("--runs", "a b", "run", "--fault", "redis-node"))
        .isEqualTo(expected);
  }

  @Test
  void passesOnWhatStandsBehindTheVerb() {
    assertThat(DemoOptions.parse("report", "--json", "--runs", "r", "20261122").rest())
        .containsExactly("--json", "20261122");
    assertThat(DemoOptions.parse("--json").rest()).containsExactly("--json");
    assertThat(DemoOptions.parse("run", "--help").rest()).containsExactly("--help");
    assertThat(DemoOptions.parse("--help").verb()).isEqualTo("help");
  }

  @Test
  void refusesWhatItDoesNotUnderstand() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DemoOptions.parse("--fault", "fire"))
        .withMessage("There is no fault 'fire'. There are none, errors, slow, redis-node.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DemoOptions.parse("walk"))
        .withMessage("'walk' is not understood here.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DemoOptions.parse("--runs"))
        .withMessage("--runs needs a value.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DemoOptions.parse("resume", "--fault", "slow"))
        .withMessage("--fault goes with run; a resumed run keeps its fault.");
  }

  @Test
  void writesCommandsToCopy() {
    assertThat(DemoOptions.parse("--runs", "a b").command("resume"))
        .isEqualTo("examples/demo resume --runs 'a b'");
  }
}
