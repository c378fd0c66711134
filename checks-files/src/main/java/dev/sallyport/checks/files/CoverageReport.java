package dev.sallyport.checks.files;

import java.util.Optional;
import java.util.Set;

/**
 * What one coverage report holds.
 *
 * @param sources the source files it tells of
 * @param contradiction where its sums are not those of its parts, a part of a sentence
 */
record CoverageReport(
    String format,
    Covered lines,
    Covered branches,
    Set<String> sources,
    Optional<String> contradiction) {

  /** Copies the set. */
  CoverageReport {
    sources = Set.copyOf(sources);
  }
}
