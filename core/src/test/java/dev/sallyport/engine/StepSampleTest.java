package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A step may ask a check as a part of what it does. */
@Timeout(60)
class StepSampleTest {
  private static final Secret<String> TOKEN = secret("token", String.class);

  private final List<Duration> left = new ArrayList<>();
  private final Check check =
      Check.of(
          "knows",
          context -> {
            left.add(context.remaining());
            Evidence evidence = Evidence.of("what is known", context.startedAt());
            return context.secret(TOKEN).equals("a-token")
                ? Verdict.pass("It is known", evidence)
                : Verdict.fail("unknown", "It is not", evidence);
          });

  private Outcome run(Step<String> look) throws Exception {
    Plan plan =
        plan("p", 1).secrets(TOKEN).phases(phase("A").step(look)).build().with(TOKEN, "a-token");
    try (Engine engine = Engine.of(Journals.inMemory())) {
      return engine.start(plan, "r", "ann").await();
    }
  }

  private Step<String> asking(Duration limit) {
    return step("look", String.class)
        .run(context -> check.judge(context.sample(limit)).reason())
        .readOnly()
        .timeout(Duration.ofSeconds(20));
  }

  @Test
  void withItsSecretsAndNoLongerThanIsLeft() throws Exception {
    assertThat(run(asking(Duration.ofSeconds(5)))).isEqualTo(Outcome.SUCCEEDED);
    assertThat(run(asking(Duration.ofHours(1)))).isEqualTo(Outcome.SUCCEEDED);

    assertThat(left).hasSize(2);
    assertThat(left.get(0)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    assertThat(left.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
  }
}
