package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.plan.Approval;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people have said about an approval or a gate. Immutable.
 *
 * @param notes what a person who looks at it should know of what no longer counts
 */
record Ballot(
    List<Event.Voted> votes,
    List<Event.Attested> attested,
    List<Event.Waived> waivers,
    List<String> notes) {

  static final Ballot EMPTY = new Ballot(List.of(), List.of(), List.of(), List.of());

  Ballot {
    votes = List.copyOf(votes);
    attested = List.copyOf(attested);
    waivers = List.copyOf(waivers);
    notes = List.copyOf(notes);
  }

  Ballot with(Event.Voted vote) {
    return new Ballot(and(votes, vote), attested, waivers, notes);
  }

  Ballot with(Event.Attested item) {
    return new Ballot(votes, and(attested, item), waivers, notes);
  }

  Ballot with(Event.Waived waiver) {
    return new Ballot(votes, attested, and(waivers, waiver), notes);
  }

  /** Returns the ballot of a gate that begins anew; what was waived stays so. */
  Ballot anew() {
    return new Ballot(List.of(), List.of(), waivers, notes);
  }

  /** Returns a ballot on which nothing said so far counts any more. */
  Ballot lapsed(String why) {
    Set<String> people = new LinkedHashSet<>();
    votes.forEach(vote -> people.add(vote.who() + " (" + vote.role() + ")"));
    attested.forEach(item -> people.add(item.who() + " (" + item.role() + ")"));
    waivers.forEach(waiver -> people.add(waiver.who() + " (" + waiver.role() + ")"));
    return people.isEmpty()
        ? this
        : new Ballot(
            List.of(),
            List.of(),
            List.of(),
            and(notes, "what " + String.join(", ", people) + " said lapsed, because " + why));
  }

  private static <T> List<T> and(List<T> some, T more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  boolean rejected() {
    return votes.stream().anyMatch(vote -> !vote.approved());
  }

  /** Returns the votes still missing, by role. */
  Map<String, Integer> missing(Approval approval) {
    Map<String, Integer> missing = new LinkedHashMap<>();
    approval
        .roles()
        .forEach(
            (role, count) -> {
              long people =
                  votes.stream()
                      .filter(vote -> vote.approved() && vote.role().equals(role))
                      .map(Event.Voted::who)
                      .distinct()
                      .count();
              if (people < count) {
                missing.put(role, count - (int) people);
              }
            });
    return missing;
  }

  /** Returns the items that nobody has attested and no waiver covers at that time. */
  List<Approval.Item> open(Approval approval, Instant now) {
    return approval.items().stream()
        .filter(item -> attested.stream().noneMatch(it -> it.item().equals(item.text())))
        .filter(item -> waiver(item.text(), now) == null)
        .toList();
  }

  boolean isComplete(Approval approval, Instant now) {
    return missing(approval).isEmpty() && open(approval, now).isEmpty();
  }

  /** Returns the waiver that covers an item, or all if it is empty, at that time; else null. */
  Event.@Nullable Waived waiver(String item, Instant now) {
    for (Event.Waived waiver : waivers) {
      if (waiver.item().equals(item) && now.isBefore(waiver.until())) {
        return waiver;
      }
    }
    return null;
  }

  /** Returns what no longer counts at that time, in words. */
  List<String> remarks(Instant now) {
    List<String> remarks = new ArrayList<>(notes);
    for (Event.Waived waiver : waivers) {
      if (!now.isBefore(waiver.until())) {
        remarks.add(
            "the waiver"
                + (waiver.item().isEmpty() ? "" : " of '" + waiver.item() + "'")
                + " by "
                + waiver.who()
                + " ("
                + waiver.role()
                + ") ended at "
                + waiver.until()
                + " and no longer counts");
      }
    }
    return remarks;
  }

  static String words(Event.Waived waiver) {
    return "waived by "
        + waiver.who()
        + " ("
        + waiver.role()
        + ") until "
        + waiver.until()
        + ": "
        + waiver.reason();
  }

  @Override
  public String toString() {
    String approved =
        votes.stream()
            .filter(Event.Voted::approved)
            .map(vote -> vote.who() + " (" + vote.role() + ")")
            .collect(Collectors.joining(", "));
    String waived =
        waivers.stream()
            .map(waiver -> "; '" + waiver.item() + "' " + words(waiver))
            .collect(Collectors.joining());
    return "approved by " + approved + waived;
  }
}
