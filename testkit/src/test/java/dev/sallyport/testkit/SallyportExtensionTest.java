package dev.sallyport.testkit;

import static dev.sallyport.testkit.SallyportAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.EngineException;
import dev.sallyport.engine.Run;
import dev.sallyport.plan.Dsl;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.LastRun;
import dev.sallyport.testkit.simulation.SimulatedRun;
import dev.sallyport.testkit.simulation.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** What the extension gives a test, takes back, and tells when a test fails. */
@ExtendWith(SallyportExtension.class)
class SallyportExtensionTest {
  private static @Nullable Engine given;

  private final ShopPlan shop = new ShopPlan();

  private Plan plan() {
    return shop.plan.with(ShopPlan.VERSION, "42").with(ShopPlan.TOKEN, "hush");
  }

  @AfterAll
  static void theEngineIsClosedAfterItsTest() {
    Engine closed = given;
    assertThat(closed).isNotNull();
    Plan any =
        Dsl.plan("p", 1)
            .phases(Dsl.phase("P").step(Dsl.step("s").run(context -> {}).readOnly()))
            .build();
    assertThatThrownBy(() -> closed.start(any)).isInstanceOf(EngineException.class);
  }

  @Test
  void aRealRunIsJudgedLikeASimulatedOne(Engine engine, Engine again) throws Exception {
    given = engine;
    assertThat(again).isSameAs(engine);
    Run run = engine.start(plan());
    while (run.waiting().isEmpty()) {
      assertThat(run.await(Duration.ofMillis(5))).isEmpty();
    }
    assertThat(run).waitsFor("Live/go").ran("Deploy/warm").didNotRun("Live/switch");
    run.approve("Live/go", "ann", "lead", "");
    run.await();
    assertThat(run).succeeded().wasApprovedBy("Live/go", "ann").gate("Live/p95").opened();
  }

  @Test
  void clockAndSeedAreThere(ManualClock clock, Seed seed, Seed same) {
    assertThat(clock.instant()).isEqualTo(ManualClock.START);
    assertThat(seed).isEqualTo(same);
  }

  @Test
  void theSeedMayBeSet() {
    assertThat(SallyportExtension.seed(Optional.of(" 42 "))).isEqualTo(new Seed(42));
    assertThat(SallyportExtension.seed(Optional.empty()).value()).isBetween(0L, 999_999L);
    assertThatThrownBy(() -> SallyportExtension.seed(Optional.of("lucky")))
        .isInstanceOf(ParameterResolutionException.class)
        .hasMessage(
            "The seed of the property 'sallyport.seed' is 'lucky', which is no whole number. Set it"
                + " to one, or leave it out.");
  }

  @Test
  void aFailedTestTellsTheLastSimulation() {
    SimulatedRun run = Simulation.of(plan()).everythingElseSucceeds().seed(7).run();
    assertThat(run).succeeded();
    assertThat(told(Optional.of(new AssertionError("x"))))
        .startsWith(
            """
            The last simulation of my test, with the seed 7 (again: -Dsallyport.seed=7):
            shop 1: succeeded
            """)
        .contains("Live/p95: open: as everything that is not scripted");
    assertThat(told(Optional.empty())).isEmpty();
    Simulation.of(plan()).everythingElseSucceeds().run();
    assertThat(told(Optional.of(new AssertionError("x"))))
        .startsWith("The last simulation of my test, without a seed:\n");
    LastRun.forget();
    assertThat(told(Optional.of(new AssertionError("x")))).isEmpty();
  }

  private static String told(Optional<Throwable> thrown) {
    Map<String, Object> answers =
        Map.of("getExecutionException", thrown, "getDisplayName", "my test");
    ExtensionContext context =
        (ExtensionContext)
            Proxy.newProxyInstance(
                ExtensionContext.class.getClassLoader(),
                new Class<?>[] {ExtensionContext.class},
                (proxy, method, arguments) -> answers.get(method.getName()));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new SallyportExtension(new PrintStream(out, true, StandardCharsets.UTF_8))
        .afterTestExecution(context);
    return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
