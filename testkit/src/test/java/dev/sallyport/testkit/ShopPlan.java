package dev.sallyport.testkit;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.check.Check;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.Input;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A plan for tests of the testkit, which remembers what of its own code was called. */
public final class ShopPlan {
  public static final Input<String> VERSION = input("version", String.class);
  public static final Secret<String> TOKEN = secret("token", String.class);

  /** What was really called, in order. */
  public final List<String> called = new ArrayList<>();

  /** The plan, nothing bound. */
  public final Plan plan;

  public ShopPlan() {
    Step<URI> start =
        step("start", URI.class)
            .using(VERSION)
            .run((context, version) -> URI.create("http://green/" + called("start " + version)))
            .probe(context -> Probed.of(java.util.Optional.empty()))
            .onRollback((context, uri) -> called("stop " + uri))
            .timeout(Duration.ofMinutes(5));
    Step<Void> warm =
        step("warm")
            .using(start)
            .run((context, uri) -> called("warm " + uri))
            .readOnly()
            .retry(Retry.every(Duration.ofSeconds(5)).attempts(3));
    Step<Void> traffic =
        step("switch")
            .run(context -> called("switch"))
            .onRollback((context, made) -> called("switch back"))
            .timeout(Duration.ofMinutes(1));
    plan =
        plan("shop", 1)
            .inputs(VERSION)
            .secrets(TOKEN)
            .phases(
                phase("Deploy").step(start, warm).onRollback(context -> called("clean up")),
                phase("Live")
                    .gate(approval("go", "lead").within(Duration.ofHours(1)))
                    .step(traffic)
                    .gate(
                        gate("p95", Check.of("p95 latency", context -> calledCheck()))
                            .every(Duration.ofSeconds(10))
                            .within(Duration.ofMinutes(10))))
            .build();
  }

  private String called(String what) {
    called.add(what);
    return what.replace(' ', '-');
  }

  private dev.sallyport.check.Verdict calledCheck() {
    called.add("p95");
    return Scripted.passes("120 ms");
  }
}
