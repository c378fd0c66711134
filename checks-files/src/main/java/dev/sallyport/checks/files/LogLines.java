package dev.sallyport.checks.files;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Threshold;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How many lines of a log match a regular expression, since a mark.
 *
 * <p>No matching line means something only in a log that is alive: without a new line, or one that
 * shows life as {@link #alive} says, there is no data. Rotation is followed by the inode of the
 * file; where lines may have been lost, by truncation, or a rotated file that is gone or
 * compressed, it is an error. Lines are decoded as UTF-8, and looked at up to 64 KiB each.
 * Immutable and thread-safe.
 */
public final class LogLines implements Metric<Long> {
  private static final String MATCH = "match";

  private final LogSince since;
  private final Pattern wanted;
  private final Optional<Pattern> life;
  private final long lines;

  LogLines(LogSince since, Pattern wanted, Optional<Pattern> life, long lines) {
    this.since = since;
    this.wanted = wanted;
    this.life = life;
    this.lines = lines;
  }

  /**
   * Returns this metric for a log in which a line must match another expression, or "no matching
   * line" is no data: a heartbeat, or an access line.
   */
  public LogLines alive(String regex) {
    return new LogLines(since, wanted, Optional.of(Pattern.compile(regex)), lines);
  }

  /**
   * Returns this metric for a log that must have written so many lines since the mark, 1 unless
   * said, or "no matching line" is no data.
   *
   * @throws IllegalArgumentException if {@code count} is less than one
   */
  public LogLines aliveLines(long count) {
    if (count < 1) {
      throw new IllegalArgumentException("A log that has written nothing shows no life.");
    }
    return new LogLines(since, wanted, life, count);
  }

  @Override
  public String name() {
    return "files log-lines";
  }

  @Override
  public Reading<Long> read(CheckContext context) throws Exception {
    LogSeen seen;
    try {
      seen =
          since
              .disk()
              .look(
                  context,
                  look ->
                      new LogReader(look, since.disk().limit())
                          .read(since.mark(look), wanted, life));
    } catch (IOException e) {
      Objection objection = Look.trouble(since.disk().folder(), e).trouble().objection();
      return Unread.because(List.of(objection), evidence(context.clock().instant()));
    }
    Instant now = context.clock().instant();
    Evidence evidence =
        evidence(now)
            .observing(rows(seen))
            .over(Duration.between(seen.mark().at(), now), seen.lines());
    if (!seen.objections().isEmpty()) {
      return Unread.because(seen.objections(), evidence);
    }
    if (seen.matches() > 0) {
      return Reading.value(seen.matches(), evidence);
    }
    if (seen.lines() < lines) {
      String few = seen.lines() + " lines were written since the mark, not at least " + lines;
      return Reading.noData(few + "; look whether what writes the log is alive", evidence);
    }
    if (life.isPresent() && seen.alive() == 0) {
      String dead = "no line since the mark matches " + life.get() + ", which would show life";
      return Reading.noData(dead, evidence);
    }
    return Reading.value(0L, evidence);
  }

  /** A breach shows the first line that matches: a number alone tells nobody what has happened. */
  @Override
  public Check compared(Threshold<Long> threshold) {
    Check counted = Metric.super.compared(threshold);
    return Check.of(counted.name(), context -> withFirstLine(counted.judge(context)));
  }

  private Verdict withFirstLine(Verdict verdict) {
    Optional<Observation> first =
        verdict.evidence().observed().stream().filter(it -> it.name().equals(MATCH)).findFirst();
    if (verdict.passed() || verdict instanceof Verdict.Inconclusive || first.isEmpty()) {
      return verdict;
    }
    Observation line = first.get();
    return verdict.with(
        "%s; of %s in %s the first is: %s"
            .formatted(verdict.reason(), wanted, line.subject(), line.value()),
        verdict.evidence());
  }

  private Evidence evidence(Instant at) {
    return Evidence.of("count lines that match " + wanted + " since " + since.asked(), at);
  }

  private static List<Observation> rows(LogSeen seen) {
    List<Observation> rows = new ArrayList<>();
    String log = seen.mark().log();
    rows.add(Observation.of(log, "marked at", seen.mark().at()));
    rows.add(Observation.of(log, "marked offset", seen.mark().offset(), "B"));
    rows.add(Observation.of(log, "files read", String.join(", ", seen.files())));
    rows.add(Observation.of(log, "bytes since the mark", seen.bytes(), "B"));
    rows.add(Observation.of(log, "lines since the mark", seen.lines()));
    rows.add(Observation.of(log, "lines cut", seen.cut()));
    rows.add(Observation.of(log, "lines that match", seen.matches()));
    rows.add(Observation.of(log, "lines that show life", seen.alive()));
    seen.samples().forEach(line -> rows.add(Observation.of(log, MATCH, line)));
    return rows;
  }
}
