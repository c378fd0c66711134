package dev.sallyport.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.Scripted;
import dev.sallyport.testkit.simulation.Simulation;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's page about tests of a plan, run: its tests pass and fail as it says. */
class TestYourPlanTest {
  private static final Check ERRORS = Scripted.check("error rate", Scripted.fails("never asked"));

  private final PageTests page;

  TestYourPlanTest(@TempDir Path folder) {
    page = new PageTests("test-your-plan.md", folder);
  }

  @Test
  void thePlanWithTheBugFailsTheTestThatShowsIt() throws Exception {
    assertThat(page.run("Buggy", 0))
        .isEqualTo(
            Map.of(
                "goesLive", "passed",
                "walksBackWhenErrorsRise", "passed",
                "trafficGoesBackThoughTheFlagsAreDown", page.block("text", 0)));
  }

  @Test
  void theFixedPlanPassesThemAll() throws Exception {
    assertThat(page.run("Fixed", 1))
        .hasSize(7)
        .allSatisfy((test, result) -> assertThat(result).as(test).isEqualTo("passed"));
  }

  @Test
  void whatTheScriptForgetsIsRefusedInThesePlainWords() throws Exception {
    try (URLClassLoader loader = page.compile("Buggy", 0)) {
      Method release =
          loader
              .loadClass("Buggy")
              .getDeclaredMethod("release", Balancer.class, Flags.class, Check.class);
      release.setAccessible(true);
      Simulation script = Simulation.of((Plan) release.invoke(null, null, null, ERRORS));
      assertThatThrownBy(() -> script.gate("Live/errors").fails("4 %").run())
          .hasMessage(page.block("text", 1));
    }
  }
}
