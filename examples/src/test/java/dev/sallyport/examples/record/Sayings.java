package dev.sallyport.examples.record;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Work;
import dev.sallyport.testkit.simulation.GateScript;
import dev.sallyport.testkit.simulation.SimulatedRun;
import dev.sallyport.testkit.simulation.Simulation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What gates say, sample by sample, with evidence of the time at which the sample is taken: a first
 * run finds out when that is, a second one says it.
 */
final class Sayings {
  private final List<Saying> all = new ArrayList<>();

  /**
   * What one gate says.
   *
   * @param takes how long each of its samples takes
   * @param verdicts one a sample, all of the same kind
   */
  private record Saying(String path, Work work, Duration takes, List<Verdict> verdicts) {}

  Sayings gate(String path, Duration takes, Verdict... verdicts) {
    all.add(new Saying(path, Work.RUN, takes, List.of(verdicts)));
    return this;
  }

  Sayings verification(String path, Duration takes, Verdict verdict) {
    all.add(new Saying(path, Work.UNDO, takes, List.of(verdict)));
    return this;
  }

  SimulatedRun run(Simulation script) {
    SimulatedRun first = said(script, List.of()).everythingElseSucceeds().run();
    return said(script, first.events()).everythingElseSucceeds().run();
  }

  private Simulation said(Simulation script, List<Event> before) {
    Simulation longer = script;
    for (Saying saying : all) {
      longer = said(longer, saying, before);
    }
    return longer;
  }

  private static Simulation said(Simulation script, Saying saying, List<Event> before) {
    GateScript gate =
        saying.work() == Work.UNDO
            ? script.verification(saying.path())
            : script.gate(saying.path());
    gate = gate.takes(saying.takes()).says(saying.verdicts().get(0));
    List<Instant> samples = times(before, saying, Event.Sampled.class);
    for (int i = 0; i < samples.size(); i++) {
      Instant reached = times(before, saying, Event.GateReached.class).get(0);
      Verdict verdict = saying.verdicts().get(Math.min(i, saying.verdicts().size() - 1));
      Duration asked = Duration.between(reached, samples.get(i)).minus(saying.takes());
      gate = gate.from(asked).says(at(verdict, samples.get(i)));
    }
    return gate;
  }

  private static List<Instant> times(
      List<Event> events, Saying saying, Class<? extends Event.OfNode> type) {
    return events.stream()
        .filter(type::isInstance)
        .map(type::cast)
        .filter(event -> event.path().equals(saying.path()) && work(event) == saying.work())
        .map(Event::at)
        .toList();
  }

  private static Work work(Event.OfNode event) {
    return event instanceof Event.Sampled sample
        ? sample.work()
        : ((Event.GateReached) event).work();
  }

  private static Verdict at(Verdict verdict, Instant at) {
    Evidence seen = verdict.evidence();
    Evidence then =
        new Evidence(
            seen.asked(), seen.observed(), seen.threshold(), seen.window(), seen.samples(), at);
    return verdict.with(verdict.reason(), then);
  }
}
