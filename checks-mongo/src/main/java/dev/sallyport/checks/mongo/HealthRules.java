package dev.sallyport.checks.mongo;

import dev.sallyport.check.Objection;
import dev.sallyport.checks.mongo.SetView.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bson.Document;

/** When a replica set is whole: one primary in all views, votes and copies for a majority. Pure. */
final class HealthRules {
  private static final int PRIMARY = 1;
  private static final int SECONDARY = 2;
  private static final int ARBITER = 7;
  private static final Set<Integer> ON_THE_WAY = Set.of(0, 3, 5);

  private HealthRules() {}

  static List<Objection> objections(SetView view) {
    List<Objection> found = new ArrayList<>(view.useless());
    if (!found.isEmpty()) {
      return found;
    }
    primary(view, found);
    view.all().forEach(member -> member(view, member, found));
    agreement(view, found);
    majorities(view, found);
    return found;
  }

  private static void primary(SetView view, List<Objection> found) {
    List<Member> primaries = view.primaries();
    if (primaries.isEmpty()) {
      found.add(
          Objection.pending(
              "no-primary",
              "",
              "No member is a writable primary",
              "An election takes some 10 s; if it lasts, look whether a majority of votes is up."));
    }
    if (primaries.size() > 1) {
      found.add(
          Objection.pending(
              "two-primaries",
              "",
              "Two members hold themselves for the primary: "
                  + String.join(", ", primaries.stream().map(Member::name).toList()),
              "The older one steps down when it learns of the newer term; if it does not, the"
                  + " network is split."));
    }
    if (primaries.size() == 1) {
      String name = primaries.get(0).name();
      for (Member m : view.all()) {
        String seen = m.hello().text("primary");
        if (m.answered() && !seen.equals(name)) {
          found.add(
              Objection.pending(
                  "split-view",
                  m.name(),
                  m.name()
                      + " holds "
                      + (seen.isEmpty() ? "none" : seen)
                      + " for the primary, not "
                      + name,
                  "Heartbeats settle it within seconds, unless the two cannot reach each other."));
        }
      }
    }
  }

  private static void member(SetView view, Member m, List<Objection> found) {
    if (!m.answered()) {
      found.add(
          Objection.pending(
              "member-down",
              m.name(),
              m.name() + " does not answer: " + m.hello().trouble(),
              "Start it, or remove it from the configuration if it is gone for good."));
      return;
    }
    if (!m.status().answered() && !m.arbiterWithoutLogins()) {
      found.add(SetView.unreadable(m.status()));
      return;
    }
    int state = m.state();
    boolean fine =
        view.arbiter(m.name()) ? state == ARBITER : state == PRIMARY || state == SECONDARY;
    if (!fine) {
      found.add(
          Objection.pending(
                  "member-state",
                  m.name(),
                  m.name() + " is in state " + state + " " + own(m),
                  ON_THE_WAY.contains(state)
                      ? "It is starting, recovering or copying its data; wait."
                      : "Look at its log: it does not come back from there by itself.")
              .failingIf(state == 10));
    }
    if (m.status().is("tooStale")) {
      found.add(
          Objection.fail(
              "too-stale",
              m.name(),
              m.name() + " has fallen off the oplog (tooStale)",
              "It can never catch up: make it sync anew."));
    }
    if (m.status().at("maintenanceMode").isPresent()) {
      found.add(
          Objection.pending(
              "maintenance", m.name(), m.name() + " is in maintenance mode", "Take it out again."));
    }
  }

  private static String own(Member m) {
    return m.status().documents("members").stream()
        .filter(line -> line.getBoolean("self", false))
        .map(line -> line.getString("stateStr"))
        .findFirst()
        .orElse("");
  }

  private static void agreement(SetView view, List<Objection> found) {
    Set<String> versions = new TreeSet<>();
    Set<String> terms = new TreeSet<>();
    for (Member m : view.all()) {
      if (m.config().answered()) {
        versions.add(m.version());
      }
      if (m.status().answered()) {
        terms.add(m.status().text("term"));
      }
    }
    if (versions.size() > 1 || terms.size() > 1) {
      found.add(
          Objection.pending(
              "views-differ",
              "",
              "The members have different configurations or terms: version/term "
                  + versions
                  + ", election terms "
                  + terms,
              "Heartbeats spread the newer one within seconds, unless members are cut off."));
    }
  }

  private static void majorities(SetView view, List<Objection> found) {
    int votes = 0;
    int allVotes = 0;
    int copies = 0;
    int arbiters = 0;
    for (Document line : view.newest().orElseThrow().config().documents("config", "members")) {
      Member m = view.members().get(line.getString("host"));
      int vote = ((Number) line.getOrDefault("votes", 1)).intValue();
      allVotes += vote;
      boolean arbiter = line.getBoolean("arbiterOnly", false);
      arbiters += arbiter ? vote : 0;
      int state = m == null ? -1 : m.state();
      boolean up = m != null && m.answered() && Set.of(PRIMARY, SECONDARY, ARBITER).contains(state);
      votes += up ? vote : 0;
      copies += up && !arbiter ? vote : 0;
    }
    int majority = allVotes / 2 + 1;
    // As the server reckons it: arbiters vote but cannot acknowledge a write.
    int writeMajority = Math.min(majority, allVotes - arbiters);
    if (votes < majority) {
      found.add(
          Objection.pending(
              "no-vote-majority",
              "",
              votes + " of " + allVotes + " votes are healthy; an election needs " + majority,
              "Bring members back: until then there is no primary."));
    }
    if (copies < writeMajority) {
      found.add(
          Objection.pending(
              "no-write-majority",
              "",
              copies
                  + " healthy voting members hold data; a majority write needs "
                  + writeMajority
                  + ". An arbiter votes but acknowledges no write",
              "Elections may still work, but w:majority blocks: bring the data members back."));
    }
  }
}
