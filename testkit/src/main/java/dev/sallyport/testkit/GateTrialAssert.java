package dev.sallyport.testkit;

import java.time.Duration;
import org.assertj.core.api.AbstractAssert;

/** Assertions about how a gate behaves; each failure shows the trial's story. */
public final class GateTrialAssert extends AbstractAssert<GateTrialAssert, GateTrial> {

  GateTrialAssert(GateTrial trial) {
    super(trial, GateTrialAssert.class);
  }

  /** Asserts that the gate opens, whenever. */
  public GateTrialAssert opens() {
    isNotNull();
    if (!actual.opened()) {
      failWithMessage("Expected the gate to open, but it failed.%n%s", actual);
    }
    return this;
  }

  /** Asserts that the gate opens so long after it was reached. */
  public GateTrialAssert opensAfter(Duration expected) {
    opens();
    return after("open", expected);
  }

  /** Asserts that the gate fails, whenever. */
  public GateTrialAssert fails() {
    isNotNull();
    if (actual.opened()) {
      failWithMessage("Expected the gate to fail, but it opened.%n%s", actual);
    }
    return this;
  }

  /** Asserts that the gate fails so long after it was reached. */
  public GateTrialAssert failsAfter(Duration expected) {
    fails();
    return after("fail", expected);
  }

  /** Asserts that the reason holds these words. */
  public GateTrialAssert because(String words) {
    isNotNull();
    if (!actual.reason().contains(words)) {
      failWithMessage("Expected the reason to contain \"%s\".%n%s", words, actual);
    }
    return this;
  }

  private GateTrialAssert after(String what, Duration expected) {
    if (!actual.after().equals(expected)) {
      failWithMessage(
          "Expected the gate to %s after %s, but it did after %s.%n%s",
          what, Spans.exact(expected), Spans.exact(actual.after()), actual);
    }
    return this;
  }
}
