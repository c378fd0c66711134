package dev.sallyport.engine;

import dev.sallyport.plan.Approval;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The votes given for an approval, counted.
 *
 * @param missing the votes still missing, by role
 * @param rejected whether anyone voted against it
 */
record Ballot(Map<String, Integer> missing, boolean rejected, List<UnitState.Vote> votes) {

  static Ballot of(Approval approval, List<UnitState.Vote> votes) {
    Map<String, Integer> missing = new LinkedHashMap<>();
    approval
        .roles()
        .forEach(
            (role, count) -> {
              Set<String> people = new LinkedHashSet<>();
              for (UnitState.Vote vote : votes) {
                if (vote.approved() && vote.role().equals(role)) {
                  people.add(vote.who());
                }
              }
              if (people.size() < count) {
                missing.put(role, count - people.size());
              }
            });
    return new Ballot(missing, votes.stream().anyMatch(vote -> !vote.approved()), votes);
  }

  @Override
  public String toString() {
    return "approved by "
        + votes.stream()
            .filter(UnitState.Vote::approved)
            .map(vote -> vote.who() + " (" + vote.role() + ")")
            .collect(Collectors.joining(", "));
  }
}
