package dev.sallyport.cli;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.report.Story;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Where runs are kept.
 *
 * @param path the folder
 */
record RunFolder(Path path) {

  /**
   * Returns the folder used when none is named: {@code sallyport/runs} in the user's state folder,
   * so that a run is found again whatever folder one is in.
   */
  static Path usual(Map<String, String> env) {
    String state = env.getOrDefault("XDG_STATE_HOME", "");
    String local = env.getOrDefault("LOCALAPPDATA", "");
    Path base;
    if (!state.isEmpty()) {
      base = Path.of(state);
    } else if (!local.isEmpty()) {
      base = Path.of(local);
    } else {
      base = Path.of(System.getProperty("user.home", "."), ".local", "state");
    }
    return base.resolve("sallyport").resolve("runs");
  }

  Journals journals() {
    return Journals.inFolder(path);
  }

  Path journal(String runId) {
    return path.resolve(runId + ".journal");
  }

  Path report(String runId) {
    return path.resolve(runId + ".report.md");
  }

  List<String> ids() {
    try {
      return journals().runs();
    } catch (IOException e) {
      throw new UsageProblem("The runs in " + path + " could not be listed: " + e.getMessage(), e);
    }
  }

  /** Returns the events of the named run; of the newest that is wanted if none is named. */
  Found find(@Nullable String runId, String wanted, Predicate<Story> want) {
    if (runId != null) {
      if (!ids().contains(runId)) {
        throw new UsageProblem("There is no run '" + runId + "' in " + path + "." + newest());
      }
      return new Found(runId, read(runId));
    }
    List<String> ids = new ArrayList<>(ids());
    java.util.Collections.reverse(ids);
    for (String id : ids) {
      Found found = readable(id);
      if (found != null && want.test(Story.of(found.events()))) {
        return found;
      }
    }
    throw new UsageProblem("There is no " + wanted + " in " + path + "." + newest());
  }

  /** Returns the run; null if its journal cannot be read, so that it does not hide the others. */
  private @Nullable Found readable(String runId) {
    try {
      return new Found(runId, journals().read(runId));
    } catch (IOException e) {
      return null;
    }
  }

  List<Event> read(String runId) {
    try {
      return journals().read(runId);
    } catch (IOException e) {
      throw new UsageProblem(String.valueOf(e.getMessage()), e);
    }
  }

  private String newest() {
    List<String> ids = ids();
    if (ids.isEmpty()) {
      return " There is none at all; name the folder by --runs DIR if it is another.";
    }
    List<String> last = ids.subList(Math.max(0, ids.size() - 5), ids.size());
    return " The newest there are " + String.join(", ", last) + ".";
  }

  /** A run and its events. */
  record Found(String id, List<Event> events) {}
}
