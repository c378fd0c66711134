package dev.sallyport.plan;

import dev.sallyport.check.Check;
import dev.sallyport.check.Secret;
import java.time.Duration;
import java.util.function.Function;

/**
 * The words of a plan; import them statically: {@code import static dev.sallyport.plan.Dsl.*;}.
 *
 * <p>A method of your own named {@code plan()} hides {@link #plan}; use {@link Plan#named} there.
 */
public final class Dsl {
  private Dsl() {}

  /** Begins a plan; the version is counted up whenever its structure changes. */
  public static PlanBuilder plan(String name, int version) {
    return Plan.named(name, version);
  }

  /** Begins a phase. */
  public static Phase phase(String name) {
    return Phase.named(name, Source.here());
  }

  /** Begins a step that makes an output, recorded in the journal. */
  public static <O> StepStage.Named<O> step(String name, Class<O> output) {
    return new StepStage.Named<>(name, output, Source.here());
  }

  /** Begins a step without an output. */
  public static ActionStage.Named step(String name) {
    return new ActionStage.Named(name, Source.here());
  }

  /** Returns a gate that opens when the check passes; give it at least {@code within}. */
  public static Gate gate(String name, Check check) {
    return Gate.named(name, check, Source.here());
  }

  /** Returns a monitor, a watch period with a cadence; give it at least one {@code window}. */
  public static Monitor monitor(String name, Check check) {
    return Monitor.named(Gate.named(name, check, Source.here()));
  }

  /** Returns a monitor by a check that is made of a step's output; as {@link #gate}. */
  public static <O> Monitor monitor(String name, Step<O> output, Function<? super O, Check> check) {
    return Monitor.named(Gate.named(name, new Basis<>(name, output, check), Source.here()));
  }

  /** Returns a watch, asked in the background; give it to {@link PlanBuilder#watches}. */
  public static Watch watch(String name, Check check) {
    return Watch.named(Gate.named(name, check, Source.here()));
  }

  /**
   * Returns a watch by a check that is made of a step's output: a limit relative to a baseline that
   * was taken before. Until the step has made it the watch is blind.
   */
  public static <O> Watch watch(String name, Step<O> output, Function<? super O, Check> check) {
    return Watch.named(Gate.named(name, new Basis<>(name, output, check), Source.here()));
  }

  /** Returns an announcement; give it at least one moment, and give it to the plan. */
  public static Announcement announcement(String name, Channel channel) {
    return Announcement.named(name, channel, Source.here());
  }

  /** Returns a time in which what was changed is left alone. */
  public static Soak soak(String name, Duration span) {
    return Soak.named(name, span, Source.here());
  }

  /**
   * Returns a gate by a check that is made of a step's output.
   *
   * @param check makes the check, in each sample anew; it is named like the gate
   */
  public static <O> Gate gate(String name, Step<O> output, Function<? super O, Check> check) {
    return Gate.named(name, new Basis<>(name, output, check), Source.here());
  }

  /** Returns a gate that one vote of a role opens; give it at least {@code within}. */
  public static Approval approval(String name, String role) {
    return Approval.named(name, role, Source.here());
  }

  /** Returns an input. */
  public static <T> Input<T> input(String name, Class<T> type) {
    return Input.named(name, type);
  }

  /** Returns a secret. */
  public static <T> Secret<T> secret(String name, Class<T> type) {
    return Secret.of(name, type);
  }
}
