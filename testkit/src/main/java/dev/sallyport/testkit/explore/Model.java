package dev.sallyport.testkit.explore;

import dev.sallyport.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the world of a plan is modelled: made anew for each case, with a plan that acts on it.
 *
 * @param picture what must be the same again after a rollback; compared by {@code equals}
 * @param disturbances what may happen to it from outside, by name
 */
record Model<W>(
    Supplier<W> world,
    Function<W, Plan> plan,
    Function<W, ?> picture,
    Map<String, Consumer<W>> disturbances) {

  Model<W> disturbed(String name, Consumer<W> disturbance) {
    Map<String, Consumer<W>> all = new LinkedHashMap<>(disturbances);
    all.put(name, disturbance);
    return new Model<>(world, plan, picture, all);
  }

  Instance<W> make() {
    W made = world.get();
    return new Instance<>(made, plan.apply(made), this);
  }

  /** One world with its plan. */
  record Instance<W>(W world, Plan plan, Model<W> model) {
    @Nullable Object picture() {
      return model.picture.apply(world);
    }

    void disturb(String name) {
      Consumer<W> disturbance = model.disturbances.get(name);
      if (disturbance == null) {
        throw new IllegalArgumentException("There is no disturbance named '" + name + "'.");
      }
      disturbance.accept(world);
    }
  }
}
