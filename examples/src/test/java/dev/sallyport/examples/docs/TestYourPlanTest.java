package dev.sallyport.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.Scripted;
import dev.sallyport.testkit.simulation.Simulation;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's page about tests of a plan, run: its tests pass and fail as it says. */
class TestYourPlanTest {
  private static final Check ERRORS = Scripted.check("error rate", Scripted.fails("never asked"));

  @TempDir Path folder;

  @Test
  void thePlanWithTheBugFailsTheTestThatShowsIt() throws Exception {
    try (URLClassLoader loader = compile("Buggy", 0)) {
      assertThat(run(loader.loadClass("Buggy_")))
          .isEqualTo(
              Map.of(
                  "goesLive", "passed",
                  "walksBackWhenErrorsRise", "passed",
                  "trafficGoesBackThoughTheFlagsAreDown", text(0)));
    }
  }

  @Test
  void theFixedPlanPassesThemAll() throws Exception {
    try (URLClassLoader loader = compile("Fixed", 1)) {
      assertThat(run(loader.loadClass("Fixed_")))
          .hasSize(7)
          .allSatisfy((test, result) -> assertThat(result).as(test).isEqualTo("passed"));
    }
  }

  @Test
  void thePlanThatIsWatchedPassesThemAll() throws Exception {
    try (URLClassLoader loader = compile("Watched", 2)) {
      assertThat(run(loader.loadClass("Watched_")))
          .hasSize(6)
          .allSatisfy((test, result) -> assertThat(result).as(test).isEqualTo("passed"));
    }
  }

  @Test
  void whatTheScriptForgetsIsRefusedInThesePlainWords() throws Exception {
    try (URLClassLoader loader = compile("Buggy", 0)) {
      Method release =
          loader
              .loadClass("Buggy")
              .getDeclaredMethod("release", Balancer.class, Flags.class, Check.class);
      release.setAccessible(true);
      Simulation script = Simulation.of((Plan) release.invoke(null, null, null, ERRORS));
      assertThatThrownBy(() -> script.gate("Live/errors").fails("4 %").run()).hasMessage(text(1));
    }
  }

  private String text(int number) {
    return page().block("text", number);
  }

  private URLClassLoader compile(String name, int snippet) throws IOException {
    return page().compile(name, snippet);
  }

  private static Map<String, String> run(Class<?> tests) throws ReflectiveOperationException {
    return PageTests.run(tests);
  }

  private PageTests page() {
    return new PageTests("test-your-plan.md", folder);
  }
}
