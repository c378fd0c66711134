package dev.sallyport.testkit.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.Engine;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.simulation.Choices;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** 20, its second half: all drivers come to the same end, and leave the same behind. */
class SameEndTest {
  private static final Engine ENGINE = Engine.inMemory();
  private static final AtomicInteger RUNS = new AtomicInteger();

  @AfterContainer
  static void close() {
    ENGINE.close();
  }

  @Provide
  Arbitrary<List<Integer>> numbers() {
    return Arbitraries.integers().between(0, 9_999).list().ofMaxSize(60);
  }

  @Property(tries = 500)
  void invariant_20_the_simulated_and_the_local_driver_come_to_the_same_end(
      @ForAll("numbers") List<Integer> plan, @ForAll("numbers") List<Integer> fates)
      throws InterruptedException {
    Script one = new Script();
    Script other = new Script();
    Plan simulated = RandomPlans.quick(Choices.recorded(plan), one);
    Plan local = RandomPlans.quick(Choices.recorded(plan), other);
    fate(simulated, one, Choices.recorded(fates));
    fate(local, other, Choices.recorded(fates));
    Drivers.Ending expected = Drivers.simulated(simulated, one);
    Drivers.Ending found = Drivers.local(ENGINE, local, "r" + RUNS.incrementAndGet(), other);
    assertThat(found.outcome()).isEqualTo(expected.outcome());
    if (isInOrder(local.graph())) {
      assertThat(found).isEqualTo(expected);
    } else if (found.outcome() != Outcome.STOPPED) {
      assertThat(found.left()).isEqualTo(expected.left());
      assertThat(reversible(local, found)).isEqualTo(reversible(simulated, expected));
    }
  }

  /** What stays may have begun or not, where it stands beside what failed. */
  private static List<String> reversible(Plan plan, Drivers.Ending ending) {
    boolean all = ending.outcome() == Outcome.SUCCEEDED;
    return ending.there().stream()
        .filter(path -> all || Order.isReversible(plan.graph().node(plan.graph().indexOf(path))))
        .toList();
  }

  /** One node at most fails for good, or none could say which of two came first. */
  private static void fate(Plan plan, Script script, Choices choices) {
    int last = choices.pick(plan.graph().nodes().size() * 2);
    for (Node node : plan.graph().nodes()) {
      String name = node instanceof Node.GateNode gate ? gate.gate().name() : node.path();
      int fate = choices.pick(8);
      if (node.index() == last) {
        script.with(Work.RUN, name, Script.Call.FAILS);
      } else if (fate > 4 && Order.step(node) != null) {
        script.with(Work.RUN, name, lost(fate));
      }
      if (choices.pick(8) == 7 && isInOrder(plan.graph())) {
        script.with(Work.UNDO, name, Script.Call.FAILS);
      }
    }
  }

  private static Script.Call lost(int fate) {
    return fate == 5
        ? Script.Call.LOSES_ITS_FIRST_REPLY
        : fate == 6 ? Script.Call.IS_LOST_AT_FIRST : Script.Call.GOOD;
  }

  /** Returns whether nothing stands side by side, so that a stop leaves the same everywhere. */
  private static boolean isInOrder(Graph graph) {
    for (Graph.PhaseNode phase : graph.phases()) {
      if (phase.before().size() != (phase.index() == 0 ? 0 : 1) || phase.next().size() > 1) {
        return false;
      }
    }
    return graph.stages().stream().allMatch(stage -> stage.nodes().size() == 1);
  }
}
