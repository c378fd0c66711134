package dev.sallyport.checks.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which instances must answer through a balancer, and the header that tells them apart; pure.
 *
 * @param header the header in which an instance names itself
 * @param instances the names that must be seen, and no others; empty if nobody is looked for
 */
record Roster(String header, List<String> instances) {
  static final Roster NONE = new Roster("", List.of());

  Roster {
    instances = List.copyOf(instances);
  }

  boolean asksNothing() {
    return instances.isEmpty();
  }

  String asked() {
    return "each of " + instances + " in " + header;
  }

  /** Returns who answered, each as often as it did; the unnamed are left out. */
  List<String> seen(List<Answer> answers) {
    return asksNothing()
        ? List.of()
        : answers.stream().flatMap(a -> a.header(header).stream()).toList();
  }

  /** Returns what is wrong with who answered, if something is. */
  Optional<Complaint> complaint(List<Answer> answers) {
    if (asksNothing() || answers.isEmpty()) {
      return Optional.empty();
    }
    List<String> seen = seen(answers);
    if (seen.size() < answers.size()) {
      return Optional.of(
          new Complaint(
              "instance-unnamed",
              answers.size() - seen.size() + " of " + answers.size() + " answers have no " + header,
              "Something else answers for the service, or an instance does not name itself."));
    }
    Map<String, Long> counts =
        seen.stream()
            .collect(
                Collectors.groupingBy(
                    Function.identity(), LinkedHashMap::new, Collectors.counting()));
    List<String> others = counts.keySet().stream().filter(i -> !instances.contains(i)).toList();
    if (!others.isEmpty()) {
      return Optional.of(
          new Complaint(
              "instance-unexpected",
              "it was answered by " + others + ", of " + counts + ", not only by " + instances,
              "The balancer still holds old members."));
    }
    List<String> silent = instances.stream().filter(i -> !counts.containsKey(i)).toList();
    return silent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Complaint(
                "instance-silent",
                "of " + seen.size() + " answers none came from " + silent + ", only " + counts,
                "The balancer does not hold it, or holds it for ill. "
                    + byChance(seen.size(), instances.size())));
  }

  /** Says how likely an instance goes unseen where the balancer picks by chance. */
  private static String byChance(int answers, int instances) {
    double unseen = 100 * Math.pow(1 - 1.0 / instances, answers);
    return String.format(
        Locale.ROOT,
        "If it picks by chance, one of %d goes unseen in %d answers with a chance of %.2g %%.",
        instances,
        answers,
        unseen);
  }
}
