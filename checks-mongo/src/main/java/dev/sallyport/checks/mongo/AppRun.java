package dev.sallyport.checks.mongo;

import java.util.List;
import java.util.Map;

/**
 * What came of using the set as the application does.
 *
 * @param served how many reads each kind of server answered, by {@code address TYPE}
 * @param errors what failed
 * @param held the most connections that were checked out at once
 * @param created how many connections were opened
 * @param waits how long each checkout took, in ms
 */
record AppRun(
    Map<String, Integer> served, List<String> errors, int held, int created, List<Long> waits) {

  int reads() {
    return served.values().stream().mapToInt(Integer::intValue).sum();
  }

  int onSecondaries() {
    return served.entrySet().stream()
        .filter(e -> e.getKey().endsWith("REPLICA_SET_SECONDARY"))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  long waitP95() {
    List<Long> sorted = waits.stream().sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
  }
}
