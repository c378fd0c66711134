package dev.sallyport.engine;

import dev.sallyport.journal.Question;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Something for which a run waits for a person. */
public sealed interface Waiting {

  /** Returns the path of what waits; empty for the run as a whole. */
  String path();

  /**
   * An approval.
   *
   * @param missing the votes still missing, by role
   * @param until when it ends unopened
   */
  record ForVotes(String path, Map<String, Integer> missing, Instant until) implements Waiting {
    /** Copies the map, keeping its order. */
    public ForVotes {
      missing = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(missing));
    }

    /** Returns the roles whose votes are missing. */
    public List<String> roles() {
      return List.copyOf(missing.keySet());
    }
  }

  /**
   * A pause, in which nothing new starts.
   *
   * @param by who paused the run
   * @param reason why
   * @param since since when
   */
  record ForProceed(String by, String reason, Instant since) implements Waiting {
    /** Returns the empty path: the run as a whole waits. */
    @Override
    public String path() {
      return "";
    }
  }

  /** A question, with the answers it can have. */
  record ForAnswer(String path, Question question) implements Waiting {}
}
