package dev.sallyport.checks.files;

import java.util.List;

/**
 * One run of a tool, as a SARIF report tells of it.
 *
 * @param troubles why its results cannot be believed, each a part of a sentence
 */
record SarifRun(String tool, String version, List<Finding> results, List<String> troubles) {

  /** Copies the lists. */
  SarifRun {
    results = List.copyOf(results);
    troubles = List.copyOf(troubles);
  }
}
