package dev.sallyport.bench;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;

import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.util.concurrent.atomic.LongAdder;

/** The graphs that are measured; every step counts itself, and does nothing else. */
final class Shapes {
  private Shapes() {}

  static Step<Void> counting(String name, LongAdder counter) {
    return step(name).run(context -> counter.increment()).readOnly();
  }

  /** One step after the other. */
  static Plan chain(int length, LongAdder counter) {
    Phase phase = phase("chain");
    for (int i = 0; i < length; i++) {
      phase = phase.step(counting("step-" + i, counter));
    }
    return plan("chain", 1).phases(phase).build();
  }

  /** Layers one after the other, each of steps side by side. */
  static Plan layers(int layers, int width, LongAdder counter) {
    Phase[] phases = new Phase[layers];
    for (int layer = 0; layer < layers; layer++) {
      Step<?>[] steps = new Step<?>[width];
      for (int i = 0; i < width; i++) {
        steps[i] = counting("step-" + i, counter);
      }
      phases[layer] = phase("layer-" + layer).parallel(steps);
    }
    return plan("layers", 1).phases(phases).build();
  }
}
