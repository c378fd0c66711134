package dev.sallyport.testkit.explore;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Question;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.testkit.simulation.SimulatedRun;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/** Which faults the places of a run can have. */
final class Troubles {
  private static final List<Trouble> OF_RECORDS =
      List.of(
          Trouble.DIES_BEFORE,
          Trouble.DIES_BEFORE_AND_WORK_GOES_ON,
          Trouble.DIES_AFTER,
          Trouble.OPERATOR_ABORTS,
          Trouble.OPERATOR_STOPS);

  private Troubles() {}

  /** Returns the faults that could strike after those that have struck already. */
  static List<Fault> after(
      Plan plan, Anatomy anatomy, Faults faults, SimulatedRun run, Set<String> disturbances) {
    List<Fault> all = new ArrayList<>();
    for (Faults.Place place : Places.worthTrying(plan, run, faults.openPlaces())) {
      of(plan, anatomy, run, place)
          .forEach(trouble -> all.add(new Fault(place.toString(), trouble, "")));
    }
    List<List<String>> open = Watching.open(run);
    BitSet announcements = Announcing.worthTrying(run);
    for (int i = faults.openFromRecord(); i < run.events().size(); i++) {
      Event event = run.events().get(i);
      if (Announcing.isAbout(event)) {
        if (announcements.get(i)) {
          all.add(new Fault("RECORD " + i, Trouble.DIES_BEFORE, line(event)));
          all.add(new Fault("RECORD " + i, Trouble.DIES_AFTER, line(event)));
        }
      } else if (!(event instanceof Event.Sampled)) {
        records(run, i, disturbances, all);
        for (String watch : open.get(i)) {
          all.add(new Fault("RECORD " + i, Trouble.TRIPPED_BY_HAND, watch));
        }
      } else if (Places.decides(plan, run, i)) {
        all.add(new Fault("RECORD " + i, Trouble.DIES_BEFORE, line(event)));
        all.add(new Fault("RECORD " + i, Trouble.DIES_AFTER, line(event)));
      }
    }
    return all;
  }

  private static String line(Event event) {
    return event.getClass().getSimpleName()
        + (event instanceof Event.OfNode node ? " " + node.path() : "");
  }

  private static void records(
      SimulatedRun run, int record, Set<String> disturbances, List<Fault> all) {
    Event event = run.events().get(record);
    String line = line(event);
    String place = "RECORD " + record;
    boolean last = event instanceof Event.RunEnded;
    for (Trouble trouble : OF_RECORDS) {
      boolean ofNoUse =
          last && trouble != Trouble.DIES_BEFORE
              || record == 0 && trouble == Trouble.DIES_BEFORE_AND_WORK_GOES_ON;
      if (!ofNoUse) {
        all.add(new Fault(place, trouble, line));
      }
    }
    if (!last) {
      disturbances.forEach(name -> all.add(new Fault(place, Trouble.DISTURBED, name)));
    }
  }

  private static List<Trouble> of(
      Plan plan, Anatomy anatomy, SimulatedRun run, Faults.Place place) {
    String path = place.path();
    return switch (place.what()) {
      case "RUN" -> ofRun(anatomy, path);
      case "UNDO" ->
          List.of(
              Trouble.FAILS,
              Trouble.FAILS_ONCE,
              Trouble.HANGS,
              Trouble.HANGS_DONE,
              Trouble.CANNOT_BE_STOPPED_DONE,
              Trouble.REPLY_LOST,
              Trouble.REQUEST_LOST);
      case "PROBE" ->
          List.of(Trouble.FAILS, Trouble.FAILS_ONCE, Trouble.CANNOT_TELL, Trouble.HANGS);
      case "WAIT" -> ofWait(plan, run, path);
      case Announcing.WHAT -> List.of(Trouble.CHANNEL_DOWN, Trouble.CHANNEL_SILENT);
      default ->
          List.of(
              Trouble.SAMPLES_FAIL,
              Trouble.SAMPLE_FAILS_ONCE,
              Trouble.SAMPLES_SEE_NOTHING,
              Trouble.SAMPLES_CANNOT_READ,
              Trouble.SAMPLES_HANG);
    };
  }

  private static List<Trouble> ofRun(Anatomy anatomy, String path) {
    List<Trouble> all =
        new ArrayList<>(
            List.of(Trouble.FAILS, Trouble.FAILS_ONCE, Trouble.HANGS, Trouble.CANNOT_BE_STOPPED));
    Step<?> step = anatomy.step(path);
    if (step != null && !anatomy.isReadOnly(path)) {
      all.addAll(
          List.of(
              Trouble.HANGS_DONE,
              Trouble.CANNOT_BE_STOPPED_DONE,
              Trouble.REPLY_LOST,
              Trouble.REQUEST_LOST));
      if (step.retry().attempts() > 1) {
        all.add(Trouble.THROWS_AFTER_EFFECT);
      }
    }
    return all;
  }

  private static List<Trouble> ofWait(Plan plan, SimulatedRun run, String path) {
    int index = plan.graph().indexOf(path);
    if (index >= 0 && plan.graph().node(index) instanceof Node.ApprovalNode node) {
      Approval approval = node.approval();
      return approval.roles().isEmpty()
          ? List.of()
          : List.of(Trouble.NOBODY_VOTES, Trouble.REJECTED);
    }
    if (Watching.isWatch(path)) {
      return List.of(Trouble.ANSWERED_ROLL_BACK, Trouble.ANSWERED_STOP, Trouble.ANSWERED_ACCEPT);
    }
    boolean still =
        run.events(Event.Asked.class).stream()
            .filter(asked -> asked.path().equals(path))
            .allMatch(asked -> asked.question().kind() == Question.Kind.STILL_RUNNING);
    return still
        ? List.of()
        : List.of(Trouble.ANSWERED_ROLL_BACK, Trouble.ANSWERED_STOP, Trouble.ANSWERED_LEAVE);
  }
}
