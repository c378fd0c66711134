package dev.sallyport.report;

import dev.sallyport.journal.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** In whose hands a run was when, and what was said about its nodes beside their work. */
final class Hands {
  private final TreeMap<Instant, String> owners = new TreeMap<>();
  private final Map<String, List<Event.OfNode>> remarks = new HashMap<>();

  private Hands() {}

  static Hands of(List<Event> events) {
    Hands hands = new Hands();
    for (Event event : events) {
      if (event instanceof Event.RunStarted started) {
        hands.owners.put(started.at(), started.by());
      } else if (event instanceof Event.RunResumed resumed) {
        hands.owners.put(resumed.at(), resumed.by());
      } else if (event instanceof Event.OfNode ofNode && isRemark(ofNode)) {
        hands.remarks.computeIfAbsent(ofNode.path(), p -> new ArrayList<>()).add(ofNode);
      }
    }
    return hands;
  }

  /**
   * What has a line of its own needs no remark. A kind of event that is not known here is worth a
   * line, rather than to be passed over.
   */
  private static boolean isRemark(Event.OfNode event) {
    boolean work =
        event instanceof Event.AttemptStarted
            || event instanceof Event.AttemptSucceeded
            || event instanceof Event.AttemptFailed
            || event instanceof Event.AttemptUnknown
            || event instanceof Event.FoundNotDone
            || event instanceof Event.CancelRequested;
    boolean judgement =
        event instanceof Event.GateReached
            || event instanceof Event.Sampled
            || event instanceof Event.GateOpened
            || event instanceof Event.GateFailed
            || event instanceof Event.Asked;
    boolean line =
        event instanceof Event.Attested
            || event instanceof Event.AnnouncementStarted
            || event instanceof Event.AnnouncementSent
            || event instanceof Event.AnnouncementFailed;
    return !work && !judgement && !line;
  }

  /** Returns who ran the run then; empty if nobody did. */
  String at(Instant time) {
    Map.Entry<Instant, String> owner = owners.floorEntry(time);
    return owner == null ? "" : owner.getValue();
  }

  /** Returns what was said about a node, in order: votes, answers, passed points, warnings. */
  List<Event.OfNode> remarks(String path) {
    return remarks.getOrDefault(path, List.of());
  }
}
