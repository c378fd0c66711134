package dev.sallyport.review;

import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Announcement.Moment;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is told of a moment of a run. Immutable.
 *
 * @param moment the moment in words
 * @param by the names of the announcements that tell of it, each with its channel; empty for nobody
 */
public record Told(String moment, List<String> by) {
  private static final List<Moment> ALWAYS =
      List.of(
          Moment.START,
          Moment.PEOPLE_WANTED,
          Moment.ROLLBACK_STARTED,
          Moment.END,
          Moment.STILL_RUNNING);

  /** Copies the list. */
  public Told {
    by = List.copyOf(by);
  }

  /** Returns who is told of what; nothing where a plan makes no announcements. */
  static List<Told> of(Plan plan) {
    if (plan.graph().announcements().isEmpty()) {
      return List.of();
    }
    List<Moment> moments = new ArrayList<>();
    if (plan.startRules().notice() != null) {
      moments.add(Moment.NOTICE);
    }
    moments.addAll(ALWAYS);
    return moments.stream().map(moment -> new Told(moment.words(), by(plan, moment))).toList();
  }

  private static List<String> by(Plan plan, Moment moment) {
    return plan.graph().announcements().stream()
        .map(Graph.AnnouncementNode::announcement)
        .filter(it -> tells(it, moment))
        .map(it -> it.name() + " (" + it.channel().name() + ")")
        .toList();
  }

  private static boolean tells(Announcement it, Moment moment) {
    return moment == Moment.STILL_RUNNING ? it.every() != null : it.moments().contains(moment);
  }

  String words() {
    return by.isEmpty() ? "nobody" : String.join(", ", by);
  }
}
