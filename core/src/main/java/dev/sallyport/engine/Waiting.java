package dev.sallyport.engine;

import dev.sallyport.journal.Question;
import dev.sallyport.plan.Approval;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Something for which a run waits: a person, or its time to start. */
public sealed interface Waiting {

  /** Returns the path of what waits; empty for the run as a whole. */
  String path();

  /**
   * An approval.
   *
   * @param missing the votes still missing, by role
   * @param items the items still to be attested, in order
   * @param until when it ends unopened
   * @param remarks what no longer counts: votes that lapsed, waivers that ended
   */
  record ForVotes(
      String path,
      Map<String, Integer> missing,
      List<Approval.Item> items,
      Instant until,
      List<String> remarks)
      implements Waiting {
    /** Copies the collections, keeping their order. */
    public ForVotes {
      missing = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(missing));
      items = List.copyOf(items);
      remarks = List.copyOf(remarks);
    }

    /** An approval without items, of which nothing lapsed. */
    public ForVotes(String path, Map<String, Integer> missing, Instant until) {
      this(path, missing, List.of(), until, List.of());
    }

    /** Returns the roles whose votes are missing. */
    public List<String> roles() {
      return List.copyOf(missing.keySet());
    }
  }

  /**
   * The time at which the run may go forward; nobody needs to do anything.
   *
   * @param until when that is, as things stand
   * @param why what it waits for
   */
  record ForStart(Instant until, String why) implements Waiting {
    /** Returns the path of the start. */
    @Override
    public String path() {
      return Units.START;
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
