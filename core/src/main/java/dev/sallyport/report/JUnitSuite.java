package dev.sallyport.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The tests of one phase, or of the run as a whole.
 *
 * @param name the class its tests count to
 */
record JUnitSuite(String name, List<JUnitCase> cases) {

  /** Returns the run with its watches, and after it every phase that has something to judge. */
  static List<JUnitSuite> of(Story story, Hands hands, Times times) {
    List<JUnitSuite> suites = new ArrayList<>();
    List<JUnitCase> whole = new ArrayList<>(List.of(JUnitCase.of(story, times)));
    story.watches().forEach(node -> whole.add(JUnitCase.of(node, "", story, hands, times)));
    suites.add(of(whole));
    for (PhaseStory phase : story.phases()) {
      List<JUnitCase> cases = new ArrayList<>();
      for (NodeStory node : phase.nodes()) {
        if (!node.kind().equals("point")) {
          cases.add(JUnitCase.of(node, phase.name(), story, hands, times));
        }
      }
      if (phase.rollback() != null) {
        cases.add(JUnitCase.of(phase.rollback(), phase.name(), story, hands, times));
      }
      if (!cases.isEmpty()) {
        suites.add(of(cases));
      }
    }
    return suites;
  }

  private static JUnitSuite of(List<JUnitCase> cases) {
    return new JUnitSuite(cases.get(0).suite(), List.copyOf(cases));
  }

  long count(JUnitResult.Kind kind) {
    return cases.stream().filter(one -> one.result().kind() == kind).count();
  }

  @Nullable Instant began() {
    return cases.stream()
        .map(JUnitCase::began)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  Duration took() {
    Instant began = began();
    Instant ended =
        cases.stream()
            .map(JUnitCase::ended)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
    return began == null || ended == null ? Duration.ZERO : Duration.between(began, ended);
  }
}
