package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** The raw facts of an answer, as evidence shows them. */
final class Rows {
  private static final int LIMIT = 200;

  private Rows() {}

  /**
   * Returns these columns of a row, those that have a value, each as {@code name} or {@code
   * name|unit}.
   */
  static List<Observation> of(String subject, Row row, String... columns) {
    List<Observation> facts = new ArrayList<>();
    for (String column : columns) {
      String[] parts = column.split("\\|", 2);
      if (row.has(parts[0])) {
        String unit = parts.length == 2 ? parts[1] : "";
        facts.add(Observation.of(subject, parts[0], brief(row.text(parts[0])), unit));
      }
    }
    return facts;
  }

  /** Returns the evidence with more facts, at most a few hundred of them. */
  static Evidence and(Evidence evidence, List<Observation> more) {
    List<Observation> rows = new ArrayList<>(evidence.observed());
    rows.addAll(more.subList(0, Math.min(more.size(), LIMIT)));
    if (more.size() > LIMIT) {
      rows.add(Observation.of("", "facts left out", more.size() - LIMIT));
    }
    return evidence.observing(rows);
  }

  /** Returns a few names with commas between, and how many more there are. */
  static String few(Collection<String> names) {
    int shown = 5;
    String list = names.stream().limit(shown).collect(Collectors.joining(", "));
    return names.size() > shown ? list + " and " + (names.size() - shown) + " more" : list;
  }

  private static String brief(String text) {
    return text.length() <= LIMIT ? text : text.substring(0, LIMIT) + "...";
  }
}
