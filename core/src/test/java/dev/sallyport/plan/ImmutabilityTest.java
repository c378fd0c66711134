package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.input;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Plans.MINUTE;
import static dev.sallyport.plan.Plans.WELL;
import static dev.sallyport.plan.Plans.look;
import static dev.sallyport.plan.Plans.make;
import static dev.sallyport.plan.Plans.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every word returns a changed copy; the original stays. */
class ImmutabilityTest {

  @Test
  void a_step() {
    Step<String> step = make("a");
    step.irreversible("x");
    step.onRollback((context, made) -> {});
    step.probe(context -> Probed.notDone());
    step.timeout(MINUTE);
    step.retry(Retry.every(MINUTE));
    step.idempotent();
    step.after(look("b"));
    step.onFailure(OnFailure.STOP);
    step.codec(new Shouting());
    assertThat(step.effect()).isInstanceOf(Effect.ReadOnly.class);
    assertThat(step.probe()).isNull();
    assertThat(step.timeout()).isNull();
    assertThat(step.retry().attempts()).isEqualTo(1);
    assertThat(step.isIdempotent()).isFalse();
    assertThat(step.after()).isUnmodifiable();
    assertThat(step.after()).isEmpty();
    assertThat(step.uses()).isUnmodifiable();
    assertThat(step.onFailure()).isEqualTo(OnFailure.ROLL_BACK);
    assertThat(step.codec()).isEqualTo(Codec.json(String.class));
  }

  @Test
  void a_copy_of_a_step_keeps_what_was_said_before() {
    Step<String> b = make("b");
    Step<String> step =
        make("a")
            .onRollback((context, made) -> {})
            .probe(context -> Probed.notDone())
            .timeout(MINUTE)
            .retry(Retry.every(MINUTE))
            .idempotent()
            .after(b)
            .onFailure(OnFailure.STOP)
            .codec(new Shouting())
            .timeout(Duration.ofMinutes(2));
    assertThat(step.effect()).isInstanceOf(Effect.Reversible.class);
    assertThat(step.probe()).isNotNull();
    assertThat(step.timeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(step.retry().attempts()).isEqualTo(3);
    assertThat(step.isIdempotent()).isTrue();
    assertThat(step.after()).containsExactly(b);
    assertThat(step.onFailure()).isEqualTo(OnFailure.STOP);
    assertThat(step.codec().encode("a")).isEqualTo("\"A\"");
  }

  @Test
  void the_policy_of_an_undo_changes_and_the_undo_stays() {
    StepBody.Undo<String> undo = (context, made) -> {};
    Step<String> step = make("a").onRollback(undo, UndoPolicy.undo().repeatable());

    Effect.Reversible<String> changed =
        (Effect.Reversible<String>) step.undoPolicy(p -> p.timeout(MINUTE)).effect();

    assertThat(changed.undo()).isSameAs(undo);
    assertThat(changed.policy().describe()).isEqualTo("timeout=PT1M repeatable");
    assertThat(((Effect.Reversible<String>) step.effect()).policy().timeout()).isNull();
    assertThatThrownBy(() -> make("a").readOnly().undoPolicy(p -> p))
        .hasMessage(
            "The step 'a' has no undo, so no policy of it can change. Say onRollback(...).");
  }

  @Test
  void a_gate() {
    Gate gate = gate("g", WELL).within(MINUTE);
    String before = gate.describePolicy(null);
    gate.every(MINUTE).within(Duration.ofHours(1)).warmUp(MINUTE, look("a")).sustainedFor(MINUTE);
    gate.maxGap(MINUTE).minSamples(3).failsOn(3, MINUTE).failsOnInARow(4).errorsFor(MINUTE);
    gate.inconclusiveFor(MINUTE).sampleTimeout(MINUTE).abortOn(WELL).onFailure(OnFailure.ASK);
    assertThat(gate.describePolicy(null)).isEqualTo(before);
    assertThat(gate.abort()).isNull();
  }

  @Test
  void the_defaults_of_a_gate_are_the_documented_ones() {
    GatePolicy policy = gate("g", WELL).within(MINUTE).policy();
    assertThat(policy.every()).isEqualTo(Duration.ofSeconds(5));
    assertThat(policy.within()).isEqualTo(MINUTE);
    assertThat(policy.warmUp()).isZero();
    assertThat(policy.exposure()).isNull();
    assertThat(policy.sustained()).isZero();
    assertThat(policy.maxGap()).isEqualTo(Duration.ofSeconds(40));
    assertThat(policy.minSamples()).isEqualTo(1);
    assertThat(policy.failures()).isEqualTo(1);
    assertThat(policy.failuresInARow()).isFalse();
    assertThat(policy.failureWindow()).isNull();
    assertThat(policy.errorsFor()).isNull();
    assertThat(policy.inconclusiveFor()).isNull();
    assertThat(policy.sampleTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(policy.onFailure()).isEqualTo(OnFailure.ROLL_BACK);
  }

  @Test
  void an_approval() {
    Approval approval = approval("v", "sre").within(MINUTE);
    String before = approval.describePolicy();
    approval.and("dba", 2).within(Duration.ofHours(1)).notByInitiator().onFailure(OnFailure.ASK);
    approval.roles().clear();
    assertThat(approval.describePolicy()).isEqualTo(before);
    assertThat(approval.and("dba").roles()).isEqualTo(Map.of("sre", 1, "dba", 1));
    assertThat(approval.and("sre", 2).roles()).isEqualTo(Map.of("sre", 2));
  }

  @Test
  void a_phase() {
    Phase phase = phase("A").step(look("a"));
    phase.step(look("b")).parallel(look("c")).gate(gate("g", WELL)).gate(approval("v", "sre"));
    phase.pointOfNoReturn("gone").onRollback(context -> {}).after(phase("B"));
    Plan plan = shop(phase("Z").step(look("z")), phase).build();
    assertThat(plan.graph().nodes()).hasSize(2);
    assertThat(phase.undo()).isNull();
    assertThat(phase.afterNames()).isNull();
  }

  @Test
  void an_input() {
    Input<String> input = input("a", String.class);
    input.orElse("x").codec(new Shouting());
    assertThat(input.fallback()).isNull();
    assertThat(input.codec()).isEqualTo(Codec.json(String.class));
    assertThat(input.orElse("x").codec(new Shouting()).fallback()).isEqualTo("x");
  }

  @Test
  void the_policy_of_an_undo() {
    UndoPolicy undo = UndoPolicy.undo();
    Gate gate = gate("g", WELL).within(MINUTE);
    UndoPolicy all = undo.timeout(MINUTE).retry(Retry.every(MINUTE)).repeatable().verifiedBy(gate);
    assertThat(undo).hasToString(undo.toString()).extracting(UndoPolicy::describe).isEqualTo("");
    assertThat(all.describe())
        .isEqualTo(
            "timeout=PT1M attempts=3 every=PT1M repeatable verified-by=g[check=redis slots"
                + " every=PT5S within=PT1M sample-timeout=PT30S]");
    assertThat(undo.repeatable().describe()).isEqualTo("repeatable");
  }

  @Test
  void a_plan_does_not_change_with_its_builder() {
    PlanBuilder builder = shop(phase("A").step(look("a"))).inputs(input("a", String.class));
    Plan plan = builder.build();
    builder.phases(phase("B").step(look("b"))).inputs(input("b", String.class)).askOnUndoFailure();
    assertThat(plan.graph().nodes()).hasSize(1);
    assertThat(plan.inputs()).hasSize(1).isUnmodifiable();
    assertThat(plan.secrets()).isUnmodifiable();
    assertThat(plan.asksOnUndoFailure()).isFalse();
    assertThat(builder.build().asksOnUndoFailure()).isTrue();
    assertThatThrownBy(() -> plan.resumesFrom().add(1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private record Shouting() implements Codec<String> {
    @Override
    public String encode(String value) {
      return "\"" + value.toUpperCase(java.util.Locale.ROOT) + "\"";
    }

    @Override
    public String decode(String json) {
      return json;
    }
  }
}
