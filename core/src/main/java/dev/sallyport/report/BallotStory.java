package dev.sallyport.report;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Event.Attested;
import dev.sallyport.journal.Event.Voted;
import dev.sallyport.journal.Event.Waived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people said about an approval or a gate. Immutable.
 *
 * @param votes the votes that count, in order
 * @param attested the attested items that count, in order
 * @param waivers the waivers, also those that have ended, in order
 * @param lapsed what was said and no longer counts
 */
public record BallotStory(
    List<Voted> votes, List<Attested> attested, List<Waived> waivers, List<Lapsed> lapsed) {
  static final BallotStory EMPTY =
      new BallotStory(List.of(), List.of(), List.of(), List.<Lapsed>of());

  /** Copies the lists. */
  public BallotStory {
    votes = List.copyOf(votes);
    attested = List.copyOf(attested);
    waivers = List.copyOf(waivers);
    lapsed = List.copyOf(lapsed);
  }

  /**
   * What was said once and no longer counts.
   *
   * @param at since when
   * @param why why
   * @param said the votes, attested items and waivers
   */
  public record Lapsed(Instant at, String why, List<Event.OfNode> said) {
    /** Copies the list. */
    public Lapsed {
      said = List.copyOf(said);
    }

    /** Returns who said it, as {@code ann (lead), bob (ops)}. */
    public String people() {
      Set<String> people = new LinkedHashSet<>();
      said.forEach(event -> people.add(EventText.speaker(event)));
      return String.join(", ", people);
    }

    String words() {
      return "what " + people() + " said lapsed, because " + why;
    }
  }

  BallotStory with(Event.OfNode said) {
    if (said instanceof Voted vote) {
      return new BallotStory(and(votes, vote), attested, waivers, lapsed);
    } else if (said instanceof Attested item) {
      return new BallotStory(votes, and(attested, item), waivers, lapsed);
    }
    return said instanceof Waived waiver
        ? new BallotStory(votes, attested, and(waivers, waiver), lapsed)
        : this;
  }

  /** Returns the ballot of a gate that begins anew; what was waived stays so. */
  BallotStory anew(Instant at) {
    List<Event.OfNode> said = new ArrayList<>(votes);
    said.addAll(attested);
    return without(at, "it began anew", said, waivers);
  }

  /** Returns the ballot on which nothing said so far counts any more. */
  BallotStory lapsed(Instant at, String why) {
    List<Event.OfNode> said = new ArrayList<>(votes);
    said.addAll(attested);
    said.addAll(waivers);
    return without(at, why, said, List.of());
  }

  private BallotStory without(Instant at, String why, List<Event.OfNode> said, List<Waived> kept) {
    return said.isEmpty()
        ? this
        : new BallotStory(List.of(), List.of(), kept, and(lapsed, new Lapsed(at, why, said)));
  }

  private static <T> List<T> and(List<T> some, T more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }

  /** Returns the waiver that covers an item, or all if it is empty, at that time; else null. */
  public @Nullable Waived waiver(String item, Instant at) {
    for (Waived waiver : waivers) {
      boolean holds = !at.isBefore(waiver.at()) && at.isBefore(waiver.until());
      if (holds && waiver.item().equals(item)) {
        return waiver;
      }
    }
    return null;
  }

  /** Returns who attested an item; null if nobody did. */
  public @Nullable Attested attested(String item) {
    return attested.stream().filter(it -> it.item().equals(item)).findFirst().orElse(null);
  }

  /** Returns how many votes are missing of those that are needed, by role. */
  Map<String, Integer> missing(Map<String, Integer> needed) {
    Map<String, Integer> missing = new LinkedHashMap<>();
    needed.forEach(
        (role, count) -> {
          long people =
              votes.stream()
                  .filter(vote -> vote.approved() && vote.role().equals(role))
                  .map(Voted::who)
                  .distinct()
                  .count();
          if (people < count) {
            missing.put(role, count - (int) people);
          }
        });
    return missing;
  }
}
