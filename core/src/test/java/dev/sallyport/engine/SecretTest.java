package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Input;
import dev.sallyport.plan.Plan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A planted secret is searched for in everything that is written. */
@Timeout(240)
class SecretTest {
  private static final String PLANTED = "hunter2-planted-value";
  private static final Secret<String> TOKEN = secret("token", String.class);

  @TempDir Path folder;

  @Test
  void aPlantedSecretIsNowhereInTheJournalThoughEverythingSpillsIt() throws Exception {
    Check leaky =
        Check.of(
            "leaky",
            context -> {
              String value = context.secret(TOKEN);
              return Verdict.pending(
                  "leak",
                  "saw " + value,
                  Evidence.of("GET /?t=" + value, context.startedAt()).and(value, "v", value));
            });
    Check throwing =
        Check.of(
            "throwing",
            context -> {
              throw new IllegalStateException("refused " + context.secret(TOKEN));
            });
    Plan plan =
        plan("p", 1)
            .secrets(TOKEN)
            .phases(
                phase("A")
                    .step(
                        step("undone")
                            .run(context -> {})
                            .onRollback(
                                (context, made) -> {
                                  throw new IllegalStateException(
                                      "undo " + context.secret(TOKEN),
                                      new IllegalStateException(context.secret(TOKEN)));
                                }))
                    .gate(
                        gate("g", leaky.and(throwing))
                            .every(Duration.ofMillis(20))
                            .within(Duration.ofMillis(100))))
            .build();
    try (Engine engine = Engine.of(Journals.inFolder(folder))) {
      Run run = engine.start(plan.with(TOKEN, PLANTED));
      assertThat(run.await()).isEqualTo(Outcome.PARTIAL);
      assertThat(run.events().toString()).doesNotContain(PLANTED).contains("***");
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain(PLANTED);
      }
    }
    assertThat(plan.with(TOKEN, PLANTED).toString() + plan.with(TOKEN, PLANTED).secretSource())
        .doesNotContain(PLANTED);
  }

  @Test
  void anOutputThatHoldsASecretIsRefused() throws Exception {
    Plan plan =
        plan("p", 1)
            .secrets(TOKEN)
            .phases(
                phase("A")
                    .step(
                        step("leak", String.class)
                            .run(context -> "x" + context.secret(TOKEN))
                            .readOnly()))
            .build();
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(plan.with(TOKEN, PLANTED));
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(run.events().toString())
          .doesNotContain(PLANTED)
          .contains("The output of 'leak' holds the value of a secret, and outputs are recorded.");
    }
  }

  @Test
  void anInputThatHoldsASecretIsRefused() {
    Input<String> version = input("version", String.class);
    Plan plan =
        plan("p", 1)
            .inputs(version)
            .secrets(TOKEN)
            .phases(phase("A").step(step("s").run(context -> {}).readOnly()))
            .build();
    try (Engine engine = Engine.inMemory()) {
      assertThatThrownBy(
              () -> engine.start(plan.with(TOKEN, PLANTED).with(version, "v-" + PLANTED)))
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "The input 'version' holds the value of a secret, and inputs are recorded. Bind it to"
                  + " a secret only.");
      assertThatThrownBy(() -> engine.start(plan))
          .hasMessage(
              "The plan 'p' cannot run: nothing is bound to input version, secret token. Bind each"
                  + " with plan.with(...).");
    }
  }
}
