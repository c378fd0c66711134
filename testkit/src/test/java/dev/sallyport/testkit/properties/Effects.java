package dev.sallyport.testkit.properties;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The effects of a run, kept outside the engine: the judge of what it did. With a file it outlives
 * the process: what was written before a kill is there after it.
 */
final class Effects {
  private final @Nullable Path file;
  private final Set<String> there = new LinkedHashSet<>();
  private final Set<String> everThere = new LinkedHashSet<>();
  private final Set<String> takenForDone = new LinkedHashSet<>();
  private final Map<String, Integer> undone = new LinkedHashMap<>();
  private final List<Breach> breaches = new ArrayList<>();

  /** Creates a ledger without a file. */
  Effects() {
    this.file = null;
  }

  /** Creates a ledger that is kept in a file; what the file has already happened. */
  Effects(Path file) throws IOException {
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        apply(line.charAt(0), line.substring(1));
      }
    }
    this.file = file;
  }

  void done(String path) {
    happened('+', path);
  }

  void undone(String path) {
    happened('-', path);
  }

  /** A person took it back by hand. */
  void takenBack(String path) {
    happened('x', path);
  }

  private void happened(char what, String path) {
    apply(what, path);
    if (file != null) {
      try {
        Files.writeString(file, what + path + "\n", CREATE, APPEND);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void apply(char what, String path) {
    if (what == '+') {
      there.add(path);
      everThere.add(path);
      return;
    }
    there.remove(path);
    if (what == '-') {
      undone.merge(path, 1, Integer::sum);
    }
  }

  /** A person said that it was done, and it was not. */
  void takenForDone(String path) {
    takenForDone.add(path);
  }

  boolean holds(String path) {
    return there.contains(path);
  }

  /** Returns whether it was there at any time, or somebody who must know said so. */
  boolean mayBeUndone(String path) {
    return everThere.contains(path) || takenForDone.contains(path);
  }

  boolean wasTakenForDone(String path) {
    return takenForDone.contains(path);
  }

  /** Returns whether nothing is there any more; for what was never there, whether its undo ran. */
  boolean isUndone(String path) {
    return everThere.contains(path) ? !there.contains(path) : undos(path) > 0;
  }

  int undos(String path) {
    return undone.getOrDefault(path, 0);
  }

  Set<String> there() {
    return there;
  }

  void breach(int invariant, String words) {
    breaches.add(new Breach(invariant, words));
  }

  List<Breach> breaches() {
    return breaches;
  }
}
