package dev.sallyport.checks.files;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was read of several files at one time.
 *
 * @param reference when the file was written that they must be newer than
 */
record Reports<T>(
    String asked,
    Instant at,
    List<Report<T>> files,
    List<Trouble> troubles,
    Optional<Instant> reference) {
  private static final int SHOWN = 30;

  /** Returns what is wrong with the files themselves: which could not be read, which are stale. */
  List<Objection> findings(Freshness freshness) {
    List<Objection> findings = new ArrayList<>(troubles.stream().map(Trouble::objection).toList());
    for (Report<T> report : files) {
      findings.addAll(freshness.findings(report.file(), report.stamp().written(), at, reference));
    }
    return findings;
  }

  /** Returns the evidence, with rows of its own for each of the first files. */
  Evidence evidence(Function<Report<T>, List<Observation>> rows) {
    List<Observation> all = new ArrayList<>();
    all.add(Observation.of("", "files read", files.size()));
    for (Report<T> report : files.subList(0, Math.min(SHOWN, files.size()))) {
      String name = report.file();
      all.add(Observation.of(name, "written", report.stamp().written()));
      Duration age = Duration.between(report.stamp().written(), at);
      all.add(Observation.of(name, "age", age.toMillis(), "ms"));
      all.add(Observation.of(name, "size", report.stamp().size(), "B"));
      all.addAll(rows.apply(report));
    }
    if (files.size() > SHOWN) {
      all.add(Observation.of("", "files not shown", files.size() - SHOWN));
    }
    return Evidence.of(asked, at).observing(all);
  }
}
