package dev.sallyport.cli;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Input;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Small plans that end in each of the ways there are. */
final class Plans {
  static final Input<String> VERSION = input("version", String.class);
  static final Secret<String> TOKEN = secret("api-token", String.class);

  private Plans() {}

  /** A plan of one reversible step, then that phase. */
  static Plan with(Phase second) {
    Step<Void> install = step("install").run(c -> {}).onRollback((c, made) -> {});
    return Plan.named("shop", 1).phases(phase("Install").step(install), second).build();
  }

  static Plan good() {
    return with(phase("Check").gate(gate("healthy", says(true)).within(Duration.ofMinutes(1))));
  }

  static Plan failing() {
    return with(phase("Check").gate(gate("healthy", says(false)).within(Duration.ofMinutes(1))));
  }

  static Plan stopping() {
    return with(
        phase("Check")
            .gate(
                gate("healthy", says(false))
                    .within(Duration.ofMinutes(1))
                    .onFailure(OnFailure.STOP)));
  }

  static Plan asking() {
    return with(
        phase("Check")
            .gate(
                gate("healthy", says(false))
                    .within(Duration.ofMinutes(1))
                    .onFailure(OnFailure.ASK)));
  }

  /** A plan whose undo fails. */
  static Plan partial() {
    Step<Void> install =
        step("install")
            .run(c -> {})
            .onRollback(
                (c, made) -> {
                  throw new IllegalStateException("access denied");
                });
    return Plan.named("shop", 1)
        .phases(
            phase("Install").step(install),
            phase("Check").gate(gate("healthy", says(false)).within(Duration.ofMinutes(1))))
        .build();
  }

  static Plan voting() {
    return with(
        phase("Live")
            .gate(approval("go", "lead").within(Duration.ofHours(1)))
            .step(step("switch").run(c -> {}).readOnly()));
  }

  /** A plan with a step that waits for {@code release}, and tells {@code running} that it runs. */
  static Plan holding(CountDownLatch running, CountDownLatch release) {
    Step<Void> hold =
        step("hold")
            .run(
                c -> {
                  running.countDown();
                  release.await();
                })
            .onRollback((c, made) -> {});
    return with(phase("Hold").step(hold, step("after").run(c -> {}).readOnly()));
  }

  static Plan secretive() {
    Step<Void> use =
        step("use")
            .using(VERSION)
            .run(
                (c, version) -> {
                  throw new IllegalStateException("401 for " + c.secret(TOKEN) + " of " + version);
                })
            .readOnly();
    return Plan.named("shop", 1)
        .inputs(VERSION)
        .secrets(TOKEN)
        .phases(phase("Use").step(use))
        .build();
  }

  private static Check says(boolean pass) {
    return Check.of(
        "health",
        context -> {
          Evidence seen =
              Evidence.of("GET /health", context.startedAt())
                  .and("shop", "status", pass ? 200 : 503);
          return pass
              ? Verdict.pass("status is 200", seen)
              : Verdict.fail("unhealthy", "status is 503, not 200", seen);
        });
  }
}
