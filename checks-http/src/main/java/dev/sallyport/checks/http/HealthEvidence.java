package dev.sallyport.checks.http;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Redactor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Shows what a health check saw as evidence, target by target, without secrets; pure. */
final class HealthEvidence {
  private static final int MAX_TEXT = 2000;

  private HealthEvidence() {}

  static Evidence of(HealthPlan plan, HealthSeen seen) {
    List<Observation> rows = new ArrayList<>();
    for (HealthSeen.TargetSeen target : seen.targets()) {
      rows.addAll(rows(plan, target, seen.redactor()));
    }
    long samples = seen.targets().stream().mapToLong(t -> t.answers().size()).sum();
    return Evidence.of(seen.redactor().line(plan.asked(), MAX_TEXT), seen.at())
        .observing(rows)
        .against(seen.redactor().line(plan.rule(), MAX_TEXT))
        .over(Duration.ZERO, samples);
  }

  private static List<Observation> rows(
      HealthPlan plan, HealthSeen.TargetSeen seen, Redactor redactor) {
    Rows rows = new Rows(redactor.line(seen.target().toString(), MAX_TEXT), redactor);
    List<Answer> answers = seen.answers();
    long right = answers.stream().filter(a -> plan.complaint(a).isEmpty()).count();
    rows.add("well", List.of(right + " of " + seen.target().requests()));
    rows.add("status", answers.stream().map(a -> Integer.toString(a.status())).toList());
    rows.add("version", answers.stream().flatMap(a -> plan.version(a).stream()).toList());
    rows.add("instance", seen.target().roster().seen(answers));
    rows.add("from", answers.stream().map(Answer::from).toList());
    for (String name : List.of("age", "via", "location", "server", "content-type")) {
      rows.add(name, answers.stream().flatMap(a -> a.header(name).stream()).toList());
    }
    rows.add("redirected-to", answers.stream().flatMap(a -> a.hops().stream()).toList());
    answers.stream()
        .map(Answer::took)
        .max(Duration::compareTo)
        .ifPresent(slowest -> rows.add("slowest", Math.round(slowest.toNanos() / 1e3) / 1e3, "ms"));
    answers.stream()
        .filter(a -> plan.complaint(a).isPresent())
        .findFirst()
        .ifPresent(a -> rows.add("body", List.of(a.body())));
    for (Attempt attempt : seen.attempts()) {
      if (attempt instanceof Attempt.Broken broken) {
        rows.add("trouble", List.of(broken.trouble().code() + ": " + broken.message()));
      }
    }
    return rows.all();
  }

  /** Collects the rows of one target, without secrets, each distinct value once with its count. */
  private static final class Rows {
    private static final int MAX_VALUE = 200;
    private final String subject;
    private final Redactor redactor;
    private final List<Observation> rows = new ArrayList<>();

    Rows(String subject, Redactor redactor) {
      this.subject = subject;
      this.redactor = redactor;
    }

    void add(String name, List<String> values) {
      if (values.isEmpty()) {
        return;
      }
      String shown =
          values.stream()
              .map(v -> redactor.line(v, MAX_VALUE))
              .collect(Collectors.groupingBy(v -> v, LinkedHashMap::new, Collectors.counting()))
              .entrySet()
              .stream()
              .map(
                  e ->
                      e.getValue() == 1 || values.size() == e.getValue()
                          ? e.getKey()
                          : e.getKey() + " (" + e.getValue() + "x)")
              .collect(Collectors.joining(", "));
      rows.add(Observation.of(subject, name, shown));
    }

    void add(String name, Object value, String unit) {
      rows.add(Observation.of(subject, name, Objects.toString(value), unit));
    }

    List<Observation> all() {
      return List.copyOf(rows);
    }
  }
}
