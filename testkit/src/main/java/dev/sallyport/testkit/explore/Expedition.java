package dev.sallyport.testkit.explore;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One exploration while it lasts. */
final class Expedition {
  private final Explorer explorer;
  private final int mostPairs;
  private final Map<String, String> accepted;
  private final Map<String, Finding> shortest = new LinkedHashMap<>();
  private String plan = "";
  private int singles;
  private int pairs;
  private int insideRollback;

  Expedition(Explorer explorer, int mostPairs, Map<String, String> accepted) {
    this.explorer = explorer;
    this.mostPairs = mostPairs;
    this.accepted = accepted;
  }

  Exploration go() {
    Explorer.Case calm = run(List.of());
    plan = calm.run().plan().name();
    List<Pair> inside = new ArrayList<>();
    List<Pair> outside = new ArrayList<>();
    for (Fault first : calm.further().get()) {
      Explorer.Case one = run(List.of(first));
      singles++;
      if (one.struck()) {
        collect(first, one, inside, outside);
      }
    }
    pairs(inside, Math.max(mostPairs / 4 * 3, mostPairs - outside.size()));
    insideRollback = pairs;
    pairs(outside, mostPairs - pairs);
    return new Exploration(
        plan,
        singles,
        pairs,
        inside.size() + outside.size(),
        insideRollback,
        findings(),
        acceptances());
  }

  private static void collect(
      Fault first, Explorer.Case one, List<Pair> inside, List<Pair> outside) {
    int back = one.rollbackFrom();
    for (Fault second : one.further().get()) {
      boolean in =
          second.place().startsWith("UNDO ")
              || second.place().startsWith("VERIFY ")
              || second.trouble().isOfRecord()
                  && Integer.parseInt(second.place().substring("RECORD ".length())) >= back;
      (in ? inside : outside).add(new Pair(first, second));
    }
  }

  /** Runs at most so many of the pairs, evenly from all of them. */
  private void pairs(List<Pair> all, int most) {
    int count = Math.min(all.size(), most);
    for (int i = 0; i < count; i++) {
      Pair pair = all.get((int) ((long) i * all.size() / count));
      run(List.of(pair.first, pair.second));
      pairs++;
    }
  }

  private Explorer.Case run(List<Fault> faults) {
    Explorer.Case ran = explorer.run(faults);
    for (Breach breach : ran.breaches()) {
      String key = Explorer.key(breach.rule(), breach.path());
      Finding before = shortest.get(key);
      Finding now = new Finding(breach.rule(), breach.path(), breach.words(), faults, ran.run());
      if (before == null || SHORTER.compare(now, before) < 0) {
        shortest.put(key, now);
      }
    }
    return ran;
  }

  private static final Comparator<Finding> SHORTER =
      Comparator.<Finding>comparingInt(finding -> finding.faults().size())
          .thenComparingInt(finding -> finding.run().events().size());

  private List<Finding> findings() {
    return shortest.entrySet().stream()
        .filter(entry -> !accepted.containsKey(entry.getKey()))
        .map(Map.Entry::getValue)
        .sorted(SHORTER)
        .toList();
  }

  private List<String> acceptances() {
    List<String> all = new ArrayList<>();
    accepted.forEach(
        (key, why) ->
            all.add(
                key + ": " + why + (shortest.containsKey(key) ? "" : " (nothing of it found)")));
    return all;
  }

  private record Pair(Fault first, Fault second) {}
}
