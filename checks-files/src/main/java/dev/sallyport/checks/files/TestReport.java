package dev.sallyport.checks.files;

import java.util.List;
import java.util.Map;

/**
 * What one JUnit XML report holds.
 *
 * @param counts by its test elements
 * @param failed the first tests that failed, each with its message
 * @param ran how many tests ran of each suite and of each class of tests, by name
 * @param contradictions where it declares more than it holds, each a part of a sentence
 */
record TestReport(
    TestCounts counts, List<String> failed, Map<String, Long> ran, List<String> contradictions) {

  /** Copies the lists. */
  TestReport {
    failed = List.copyOf(failed);
    ran = Map.copyOf(ran);
    contradictions = List.copyOf(contradictions);
  }
}
