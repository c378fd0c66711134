package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Plans.MINUTE;
import static dev.sallyport.plan.Plans.WELL;
import static dev.sallyport.plan.UndoPolicy.undo;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Secret;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FingerprintTest {

  /** A plan whose every part can be changed by itself. */
  private static final class Parts {
    String name = "shop";
    Input<?> input = input("region", String.class);
    Secret<?> secret = secret("token", String.class);
    Step<String> make = step("make", String.class).run(context -> "").readOnly();
    Step<?> use = step("use").using(make).run((context, text) -> {}).readOnly();
    Step<Void> other = step("other").run(context -> {}).onRollback((context, made) -> {});
    Gate gate = gate("slots", WELL).within(MINUTE);
    Approval approval = approval("go", "sre").within(MINUTE);
    Phase first = phase("A");
    Phase second = phase("B");
    boolean apart;
    boolean swapped;

    Plan build() {
      Phase steps = apart ? first.step(make, use, other) : first.parallel(make, use, other);
      Phase judged = swapped ? second.gate(approval).gate(gate) : second.gate(gate).gate(approval);
      return plan(name, 1)
          .inputs(input)
          .secrets(secret)
          .phases(steps, judged.pointOfNoReturn("gone"))
          .build();
    }
  }

  static Stream<Arguments> structural() {
    return Stream.of(
        change("the plan's name", p -> p.name = "store"),
        change("an input's name", p -> p.input = input("zone", String.class)),
        change("an input's type", p -> p.input = input("region", Integer.class)),
        change("a secret's name", p -> p.secret = secret("key", String.class)),
        change("a secret's type", p -> p.secret = secret("token", char[].class)),
        change("a step's name", p -> p.other = step("x").run(c -> {}).onRollback((c, m) -> {})),
        change("an output's type", p -> p.use = usesAndMakes(p.make)),
        change("an effect", p -> p.other = p.other.irreversible("harmless")),
        change("no effect", p -> p.other = p.other.readOnly()),
        change("a value no longer used", p -> p.use = step("use").run(c -> {}).readOnly()),
        change("an order added", p -> p.other = p.other.after(p.use)),
        change("side by side no longer", p -> p.apart = true),
        change("a gate's name", p -> p.gate = gate("cluster", WELL).within(MINUTE)),
        change("an approval's name", p -> p.approval = approval("live", "sre").within(MINUTE)),
        change("gate and approval swapped", p -> p.swapped = true),
        change("a phase's name", p -> p.first = phase("AA")),
        change("the order of phases", p -> p.second = p.second.after()),
        change("an undo of the phase", p -> p.first = p.first.onRollback(c -> {})));
  }

  private static Step<String> usesAndMakes(Step<String> made) {
    return step("use", String.class).using(made).run((context, text) -> text).readOnly();
  }

  static Stream<Arguments> policies() {
    return Stream.of(
        change("timeout", p -> p.other = p.other.timeout(MINUTE)),
        change("retry", p -> p.other = p.other.retry(Retry.every(MINUTE))),
        change("idempotent", p -> p.other = p.other.idempotent()),
        change("probe", p -> p.other = p.other.probe(c -> Probed.done())),
        change("on failure", p -> p.other = p.other.onFailure(OnFailure.ASK)),
        change("undo's timeout", p -> p.other = undoing(p, undo().timeout(MINUTE))),
        change("undo's retry", p -> p.other = undoing(p, undo().retry(Retry.every(MINUTE)))),
        change("undo repeatable", p -> p.other = undoing(p, undo().repeatable())),
        change("undo verified", p -> p.other = undoing(p, undo().verifiedBy(p.gate))),
        change("every", p -> p.gate = p.gate.every(Duration.ofSeconds(1))),
        change("within", p -> p.gate = p.gate.within(Duration.ofMinutes(2))),
        change("warm-up", p -> p.gate = p.gate.warmUp(Duration.ofSeconds(1))),
        change("exposure", p -> p.gate = p.gate.warmUp(Duration.ZERO, p.make)),
        change("sustained", p -> p.gate = p.gate.sustainedFor(Duration.ofSeconds(1))),
        change("max gap", p -> p.gate = p.gate.maxGap(MINUTE)),
        change("min samples", p -> p.gate = p.gate.minSamples(2)),
        change("fails on", p -> p.gate = p.gate.failsOn(2)),
        change("fails on in a row", p -> p.gate = p.gate.failsOnInARow(2)),
        change("failure window", p -> p.gate = p.gate.failsOn(1, MINUTE)),
        change("errors for", p -> p.gate = p.gate.errorsFor(MINUTE)),
        change("inconclusive for", p -> p.gate = p.gate.inconclusiveFor(MINUTE)),
        change("sample timeout", p -> p.gate = p.gate.sampleTimeout(MINUTE)),
        change("gate's failure", p -> p.gate = p.gate.onFailure(OnFailure.STOP)),
        change("abort on", p -> p.gate = p.gate.abortOn(WELL)),
        change("the check", p -> p.gate = gate("slots", WELL.named("x")).within(MINUTE)),
        change("a role", p -> p.approval = p.approval.and("dba")),
        change("votes", p -> p.approval = p.approval.and("sre", 2)),
        change("no initiator", p -> p.approval = p.approval.notByInitiator()),
        change("approval's limit", p -> p.approval = p.approval.within(Duration.ofHours(1))),
        change("approval's failure", p -> p.approval = p.approval.onFailure(OnFailure.ASK)));
  }

  private static Step<Void> undoing(Parts parts, UndoPolicy policy) {
    return parts.other.onRollback((context, made) -> {}, policy);
  }

  private static Arguments change(String what, Consumer<Parts> change) {
    return Arguments.of(what, change);
  }

  @Test
  void the_same_plan_built_twice_has_the_same_fingerprints() {
    Plan one = new Parts().build();
    Plan other = new Parts().build();
    assertThat(one.fingerprint()).isEqualTo(other.fingerprint()).matches("[0-9a-f]{32}");
    assertThat(one.policyFingerprint())
        .isEqualTo(other.policyFingerprint())
        .matches("[0-9a-f]{32}")
        .isNotEqualTo(one.fingerprint());
    assertThat(one.description().diff(other.description())).hasToString("no difference");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("structural")
  void a_structural_change_changes_it(String what, Consumer<Parts> change) {
    Parts changed = new Parts();
    change.accept(changed);
    Plan before = new Parts().build();
    Plan after = changed.build();
    assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
    assertThat(before.description().diff(after.description()).isStructural()).isTrue();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("policies")
  void a_change_of_policy_changes_only_the_other_one(String what, Consumer<Parts> change) {
    Parts changed = new Parts();
    change.accept(changed);
    Plan before = new Parts().build();
    Plan after = changed.build();
    assertThat(after.fingerprint()).isEqualTo(before.fingerprint());
    assertThat(after.policyFingerprint()).isNotEqualTo(before.policyFingerprint());
    PlanDiff diff = before.description().diff(after.description());
    assertThat(diff.changes()).extracting(PlanDiff.Change::kind).containsOnly(PlanDiff.Kind.POLICY);
    assertThat(diff.isStructural()).isFalse();
  }

  @Test
  void the_version_and_the_values_bound_change_none() {
    Input<String> region = input("region", String.class);
    Plan one = plan("shop", 1).inputs(region).phases(phase("A").step(Plans.look("a"))).build();
    Plan two = plan("shop", 2).inputs(region).phases(phase("A").step(Plans.look("a"))).build();
    assertThat(two.fingerprint()).isEqualTo(one.fingerprint());
    assertThat(one.with(region, "eu").fingerprint()).isEqualTo(one.fingerprint());
  }

  /** Journals hold fingerprints: these may change only with a way to read the old ones. */
  @Test
  void it_stays_what_it_was_in_earlier_releases() {
    Plan plan = new Parts().build();
    assertThat(List.of(plan.fingerprint(), plan.policyFingerprint()))
        .containsExactly("1f0389f9063fdfe056c74de7afecbfe9", "d9bdaf7b275f297f1e362261be27c253");
  }
}
