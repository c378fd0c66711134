package dev.sallyport.review;

import dev.sallyport.check.Quantities;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How long something takes at worst: a span, or no limit and what makes it so. Immutable.
 *
 * @param limited what all that has a limit takes together; zero if nothing has one
 * @param unlimited what has no limit, as short sentences such as {@code Data/migrate has no
 *     timeout}; empty if everything has one
 */
public record WorstCase(Duration limited, List<String> unlimited) {
  private static final int NAMED = 3;

  static final WorstCase NOTHING = new WorstCase(Duration.ZERO, List.of());

  /** Copies the list. */
  public WorstCase {
    unlimited = List.copyOf(unlimited);
  }

  static WorstCase of(Duration span) {
    return new WorstCase(span, List.of());
  }

  static WorstCase endless(String why) {
    return new WorstCase(Duration.ZERO, List.of(why));
  }

  /** Returns whether there is a limit: {@link #limited} is the whole of it. */
  public boolean hasLimit() {
    return unlimited.isEmpty();
  }

  /** Returns what both take one after the other. */
  WorstCase then(WorstCase next) {
    return new WorstCase(limited.plus(next.limited), both(next));
  }

  /** Returns what both take side by side: all of it must end. */
  WorstCase beside(WorstCase other) {
    return new WorstCase(
        limited.compareTo(other.limited) >= 0 ? limited : other.limited, both(other));
  }

  private List<String> both(WorstCase other) {
    if (unlimited.isEmpty() || other.unlimited.isEmpty()) {
      return unlimited.isEmpty() ? other.unlimited : unlimited;
    }
    Set<String> all = new LinkedHashSet<>(unlimited);
    all.addAll(other.unlimited);
    return List.copyOf(all);
  }

  /** Returns it as people read it, rounded up: {@code 38 min}, or {@code no limit} and why. */
  @Override
  public String toString() {
    if (hasLimit()) {
      return Quantities.show(roundedUp());
    }
    String first = unlimited.stream().limit(NAMED).collect(Collectors.joining("; "));
    int more = unlimited.size() - NAMED;
    return "no limit: " + first + (more > 0 ? "; and " + more + " more" : "");
  }

  /** Two units are shown; what is cut off must not make a worst case shorter than it is. */
  private Duration roundedUp() {
    Duration unit =
        limited.toDays() >= 3
            ? Duration.ofHours(1)
            : limited.toHours() >= 1 ? Duration.ofMinutes(1) : Duration.ofSeconds(1);
    Duration down = unit.multipliedBy(limited.dividedBy(unit));
    return limited.toSeconds() < 1 || down.equals(limited) ? limited : down.plus(unit);
  }
}
