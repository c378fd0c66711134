package dev.sallyport.examples.bluegreen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.checks.http.HttpChecks;
import dev.sallyport.checks.redis.RedisChecks;
import dev.sallyport.examples.world.AddressBook;
import dev.sallyport.examples.world.Fault;
import dev.sallyport.examples.world.World;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.SallyportAssertions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class BlueGreenPlanTest {
  private static Plan plan(Fault fault) {
    AddressBook book = AddressBook.draft(fault, "");
    try (HttpChecks http = HttpChecks.create();
        RedisChecks redis = RedisChecks.cluster("127.0.0.1:" + book.redis().get(0))) {
      return BlueGreenPlan.of(World.of(Path.of("target", "nowhere")), book, http, redis);
    }
  }

  @Test
  void isValidAndReadsLikeTheChecklist() {
    Plan plan = plan(Fault.NONE);

    assertThat(plan.unbound()).isEmpty();
    assertThat(plan.graph().phases().stream().map(node -> node.phase().name()))
        .containsExactly(
            "Infrastructure",
            "Deploy green",
            "Smoke test",
            "Switch traffic",
            "Feature to 10 percent",
            "Feature to 50 percent",
            "Feature to 100 percent",
            "Done");
  }

  @Test
  void isTheSameWhateverGoesWrong() {
    String expected = plan(Fault.NONE).fingerprint();

    for (Fault fault : List.of(Fault.ERRORS, Fault.SLOW, Fault.REDIS_NODE)) {
      assertThat(plan(fault).fingerprint()).isEqualTo(expected);
    }
  }

  @Test
  void bindsTheFaultAndHidesTheToken() {
    Plan plan = plan(Fault.SLOW);

    assertThat(plan.value(BlueGreenPlan.FAULT)).isEqualTo(Fault.SLOW);
    assertThat(plan.secretTexts()).hasSize(1);
    assertThat(plan.description().toString()).doesNotContain(plan.secretTexts().get(0));
  }

  @Test
  void survivesEveryFailure() {
    SallyportAssertions.assertThat(plan(Fault.NONE)).survivesEveryFailure();
  }
}
