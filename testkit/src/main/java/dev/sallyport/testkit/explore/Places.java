package dev.sallyport.testkit.explore;

import dev.sallyport.journal.Event;
import dev.sallyport.plan.GatePolicy;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which of the many samples of watches and monitors are worth a fault: the first and the last, the
 * first after anything else was recorded, the first in each window.
 */
final class Places {
  private Places() {}

  static List<Faults.Place> worthTrying(Plan plan, SimulatedRun run, List<Faults.Place> all) {
    Map<String, Faults.Place> last = new HashMap<>();
    all.stream().filter(Places::isSample).forEach(place -> last.put(place.path(), place));
    Map<String, Object> before = new HashMap<>();
    int[] moments = moments(run);
    List<Faults.Place> worth = new ArrayList<>();
    for (Faults.Place place : all) {
      if (place.what().equals(Announcing.WHAT) && place.count() > 1) {
        continue; // a channel that is down stays so: once is enough
      }
      GatePolicy policy = isSample(place) ? longRunning(plan, place.path()) : null;
      if (policy == null) {
        worth.add(place);
        continue;
      }
      Object moment =
          policy.kind() == GatePolicy.Kind.WATCH
              ? moments[place.record()]
              : window(run, place, policy);
      boolean isNew = !moment.equals(before.put(place.path(), moment));
      if (isNew || place.equals(last.get(place.path()))) {
        worth.add(place);
      }
    }
    return worth;
  }

  private static boolean isSample(Faults.Place place) {
    return place.what().equals("SAMPLE");
  }

  /** Returns the policy of a watch or a monitor; null for anything else. */
  private static @Nullable GatePolicy longRunning(Plan plan, String path) {
    if (Watching.isWatch(path)) {
      return plan.graph().watches().stream()
          .filter(watch -> watch.path().equals(path))
          .findFirst()
          .orElseThrow()
          .watch()
          .gate()
          .policy();
    }
    int index = plan.graph().indexOf(path);
    return index >= 0
            && plan.graph().node(index) instanceof Node.GateNode node
            && node.gate().policy().kind() == GatePolicy.Kind.MONITOR
        ? node.gate().policy()
        : null;
  }

  /** Returns, for each number of records, how many of them are no samples. */
  private static int[] moments(SimulatedRun run) {
    int[] moments = new int[run.events().size() + 2];
    for (int i = 0; i < moments.length - 1; i++) {
      boolean counts = i < run.events().size() && !(run.events().get(i) instanceof Event.Sampled);
      moments[i + 1] = moments[i] + (counts ? 1 : 0);
    }
    return moments;
  }

  /** Returns the number of the window in which a sample was taken; one more behind the last. */
  private static int window(SimulatedRun run, Faults.Place place, GatePolicy policy) {
    Instant begun = null;
    Instant now = run.events().get(0).at();
    for (Event event : run.events().subList(0, Math.min(place.record() + 1, run.events().size()))) {
      now = event.at();
      if (event instanceof Event.GateReached it && it.path().equals(place.path())) {
        begun = it.at();
      }
    }
    Duration elapsed = begun == null ? Duration.ZERO : Duration.between(begun, now);
    int number = 0;
    for (GatePolicy.Window window : policy.windows()) {
      if (elapsed.compareTo(window.length()) < 0) {
        break;
      }
      elapsed = elapsed.minus(window.length());
      number++;
    }
    return number;
  }

  /** Returns whether a record is the sample by which a watch or a monitor ended. */
  static boolean decides(Plan plan, SimulatedRun run, int record) {
    if (!(run.events().get(record) instanceof Event.Sampled sample)
        || longRunning(plan, sample.path()) == null) {
      return false;
    }
    Set<Class<?>> ends = new HashSet<>(List.of(Event.GateOpened.class, Event.GateFailed.class));
    return run.events().subList(record + 1, run.events().size()).stream()
        .filter(e -> e instanceof Event.OfNode it && it.path().equals(sample.path()))
        .findFirst()
        .filter(e -> ends.contains(e.getClass()))
        .isPresent();
  }
}
