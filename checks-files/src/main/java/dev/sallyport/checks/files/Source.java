package dev.sallyport.checks.files;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Quantities;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The files that a check looks at, and how they are read. */
record Source(Disk disk, List<String> paths, Freshness freshness) {

  Source writtenWithin(Duration age) {
    Quantities.positive(age, "age of a file");
    return new Source(disk, paths, new Freshness(Optional.of(age), freshness.newerThan()));
  }

  Source newerThan(String file) {
    return new Source(disk, paths, new Freshness(freshness.within(), Optional.of(file)));
  }

  String asked() {
    return "read " + String.join(", ", paths) + " in " + disk.folder();
  }

  /** Reads every file whole; what could not be read is among the troubles. */
  <T> Reports<T> read(CheckContext context, Parse<T> parse) throws InterruptedException {
    return look(context, (look, file) -> report(look, file, parse));
  }

  /** Asks only what the file system says of the files. */
  Reports<Stamp> stamps(CheckContext context) throws InterruptedException {
    return look(
        context,
        (look, file) -> {
          Stamp stamp = look.stamp(file);
          return new Report<>(file.toString(), stamp, stamp);
        });
  }

  private <T> Reports<T> look(CheckContext context, Reading<T> reading)
      throws InterruptedException {
    try {
      return disk.look(context, look -> all(look, context, reading));
    } catch (IOException e) {
      return reports(context, List.of(), List.of(trouble(disk.folder(), e)), Optional.empty());
    }
  }

  private <T> Reports<T> all(Look look, CheckContext context, Reading<T> reading) {
    List<Trouble> troubles = new ArrayList<>();
    List<Report<T>> read = new ArrayList<>();
    for (Path file : find(troubles)) {
      try {
        read.add(reading.read(look, file));
      } catch (IOException e) {
        troubles.add(trouble(file, e));
      }
    }
    return reports(context, read, troubles, reference(look, troubles));
  }

  private <T> Reports<T> reports(
      CheckContext context, List<Report<T>> read, List<Trouble> troubles, Optional<Instant> since) {
    return new Reports<>(
        asked(), context.clock().instant(), List.copyOf(read), List.copyOf(troubles), since);
  }

  private Set<Path> find(List<Trouble> troubles) {
    Set<Path> found = new TreeSet<>();
    for (String path : paths) {
      try {
        found.addAll(Globs.find(disk.folder(), path));
      } catch (IOException e) {
        troubles.add(trouble(disk.resolve(path), e));
      }
    }
    return found;
  }

  private Optional<Instant> reference(Look look, List<Trouble> troubles) {
    try {
      return freshness.newerThan().isEmpty()
          ? Optional.empty()
          : Optional.of(look.stamp(disk.resolve(freshness.newerThan().get())).written());
    } catch (TroubleException e) {
      troubles.add(e.trouble());
      return Optional.empty();
    }
  }

  private <T> Report<T> report(Look look, Path file, Parse<T> parse) throws IOException {
    Stamp before = look.stamp(file);
    if (before.size() == 0) {
      throw Look.trouble(Trouble.Kind.EMPTY, file, "is empty");
    }
    if (before.size() > disk.limit()) {
      throw Look.trouble(Trouble.Kind.TOO_LARGE, file, "has " + before.size() + " bytes");
    }
    T content;
    try (InputStream in = new BoundedStream(look.open(file), disk.limit())) {
      content = parse.parse(in);
    } catch (MalformedException | EOFException e) {
      throw unchanged(look, file, before)
          ? Look.trouble(Trouble.Kind.BROKEN, file, "cannot be read as a report: " + e.getMessage())
          : Look.trouble(Trouble.Kind.CHANGING, file, "is being written");
    }
    if (!unchanged(look, file, before)) {
      throw Look.trouble(Trouble.Kind.CHANGING, file, "is being written");
    }
    return new Report<>(file.toString(), before, content);
  }

  private static boolean unchanged(Look look, Path file, Stamp before) throws TroubleException {
    return look.stamp(file).equals(before);
  }

  private static Trouble trouble(Path file, IOException problem) {
    return Look.trouble(file, problem).trouble();
  }

  /** Reads one file. */
  private interface Reading<T> {
    Report<T> read(Look look, Path file) throws IOException;
  }

  /** Makes sense of a file's bytes. */
  @FunctionalInterface
  interface Parse<T> {
    T parse(InputStream in) throws IOException;
  }
}
