package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Graph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 37: each announcement is begun once and ends once, one after the other; a run with announcements
 * closes before it ends, as it ends, and nothing else happens in between.
 */
final class AnnouncementRules {
  private final Trace trace;
  private final List<Breach> found;
  private final Map<String, Integer> begun = new HashMap<>();
  private final Map<String, Integer> underWay = new HashMap<>();
  private final Map<String, Integer> moments = new HashMap<>();
  private Event.@Nullable Closing closing;
  private boolean started;

  AnnouncementRules(Trace trace, List<Breach> found) {
    this.trace = trace;
    this.found = found;
    this.started = trace.plan().startRules().notice() == null;
  }

  void see(Event event) {
    started |= event instanceof Event.GateOpened it && it.path().equals(NoticeRules.START);
    if (event instanceof Event.AnnouncementStarted started) {
      begins(started);
    } else if (event instanceof Event.AnnouncementSent sent) {
      ends(sent.path(), sent.number());
    } else if (event instanceof Event.AnnouncementFailed failed) {
      ends(failed.path(), failed.number());
    } else if (event instanceof Event.Closing it) {
      closing = it;
    } else if (event instanceof Event.RunEnded ended) {
      runEnds(ended);
    } else if (closing != null && !(event instanceof Event.RunResumed)) {
      breach(event + " after the run had closed");
    }
  }

  private void begins(Event.AnnouncementStarted started) {
    String path = started.path();
    if (underWay.putIfAbsent(path, started.number()) != null) {
      breach(started + " beside another");
    }
    if (begun.merge(path, 1, Integer::sum) != started.number()) {
      breach(started + " is not the next one");
    }
    moments.merge(path + " " + started.moment(), 1, Integer::sum);
    boolean end = started.moment().equals(Announcement.Moment.END.words());
    if (end != (closing != null) && !(closing != null && isQueued(started))) {
      breach(started + " at the wrong time");
    }
  }

  /** What became due before the run closed is still sent. */
  private static boolean isQueued(Event.AnnouncementStarted started) {
    return !started.moment().equals(Announcement.Moment.STILL_RUNNING.words());
  }

  private void ends(String path, int number) {
    Integer open = underWay.remove(path);
    if (open == null || open != number) {
      breach("the end of " + path + " number " + number + ", which was not under way");
    }
  }

  private void runEnds(Event.RunEnded ended) {
    if (!underWay.isEmpty()) {
      breach("the run ended while it announced " + underWay);
    }
    List<Graph.AnnouncementNode> all = trace.plan().graph().announcements();
    if (all.isEmpty() != (closing == null)) {
      breach("closing " + closing + " of a plan with " + all.size() + " announcements");
    }
    if (closing != null
        && !(closing.outcome() == ended.outcome()
            && closing.reason().equals(ended.reason())
            && closing.leftovers().equals(ended.leftovers()))) {
      breach("closed as " + closing + " and ended as " + ended);
    }
    for (Graph.AnnouncementNode node : all) {
      once(node, Announcement.Moment.NOTICE, trace.plan().startRules().notice() != null);
      once(node, Announcement.Moment.START, started);
      once(node, Announcement.Moment.END, true);
    }
  }

  private void once(Graph.AnnouncementNode node, Announcement.Moment moment, boolean was) {
    int wanted = was && node.announcement().isSentAt(moment, "") ? 1 : 0;
    int times = moments.getOrDefault(node.path() + " " + moment.words(), 0);
    if (times != wanted) {
      breach(node.path() + " was begun " + times + " times at " + moment);
    }
  }

  private void breach(String words) {
    found.add(new Breach(37, words));
  }
}
