package dev.sallyport.checks.redis;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** When Sentinels watch one and the same primary and could agree to replace it. Pure. */
final class SentinelRules {
  private SentinelRules() {}

  static List<Objection> findings(SentinelView view, String primary) {
    if (view.answers().isEmpty()) {
      return List.of(nobody(view));
    }
    List<Objection> findings = new ArrayList<>();
    view.silences().forEach((address, silence) -> findings.add(silent(view, address, silence)));
    view.answers().forEach((address, state) -> findings.addAll(one(address, state, primary)));
    findings.addAll(agreement(view, primary));
    findings.addAll(majority(view));
    return findings;
  }

  private static Objection nobody(SentinelView view) {
    String who =
        view.silences().entrySet().stream()
            .map(entry -> entry.getKey() + " (" + entry.getValue().detail() + ")")
            .limit(4)
            .collect(Collectors.joining(", "));
    return Objection.unknown(
        Verdict.Cause.ERROR,
        "nobody-answers",
        "",
        "No Sentinel answers: " + who,
        "Look at the addresses, the credentials, TLS, and whether the Sentinels run.");
  }

  private static Objection silent(SentinelView view, Address address, Silence silence) {
    String text = "The Sentinel at " + address + " does not answer: " + silence.detail();
    if (silence.ours()) {
      return Objection.unknown(
          Verdict.Cause.ERROR,
          "not-readable",
          address.toString(),
          text,
          "Give the check credentials and TLS settings which that Sentinel takes.");
    }
    String wayOut =
        view.named().contains(address)
            ? "Start it again."
            : "It still counts as a voter. Start it again, or make the others forget it: SENTINEL"
                + " RESET on each, one after the other.";
    return Objection.pending("sentinel-down", address.toString(), text, wayOut);
  }

  private static List<Objection> one(Address address, SentinelState state, String primary) {
    String name = address.toString();
    if (state.primary().isEmpty()) {
      return List.of(
          Objection.fail(
              "unknown-primary",
              name,
              "The Sentinel at " + name + " does not watch '" + primary + "'",
              "Look at the name, or SENTINEL MONITOR it there."));
    }
    List<Objection> findings = new ArrayList<>();
    if (!state.quorumOk()) {
      findings.add(
          Objection.fail(
              "no-quorum",
              name,
              "The Sentinel at " + name + " says: " + state.usable(),
              "Too few Sentinels reach each other to agree on a failover: start or reset them."));
    }
    if (!state.info().text("sentinel_tilt").equals("0")) {
      findings.add(
          Objection.pending(
              "tilt",
              name,
              "The Sentinel at " + name + " is in TILT mode and acts on nothing",
              "Its clock jumped or it was stalled; it leaves the mode after 30 quiet seconds."));
    }
    String flags = state.master().getOrDefault("flags", "");
    if (flags.contains("s_down") || flags.contains("o_down")) {
      findings.add(
          Objection.pending(
              "primary-down",
              name,
              "The Sentinel at " + name + " holds the primary for down (" + flags + ")",
              "A failover should follow; look at the primary."));
    } else {
      // while the primary is down no replica can be linked to it
      promotable(name, state).ifPresent(findings::add);
    }
    return findings;
  }

  /** A quorum helps nobody while there is no replica to promote; CKQUORUM does not look at them. */
  private static Optional<Objection> promotable(String name, SentinelState state) {
    if (state.replicas().stream().anyMatch(SentinelState::promotable)) {
      return Optional.empty();
    }
    String listed =
        state.replicas().stream()
            .map(each -> each.get("name") + " (" + each.get("flags") + ")")
            .collect(Collectors.joining(", "));
    return Optional.of(
        Objection.pending(
            "no-replica",
            name,
            "The Sentinel at "
                + name
                + " could promote no replica; it lists "
                + (listed.isEmpty() ? "none" : listed),
            "Start one; those that are gone for good stay listed until SENTINEL RESET."));
  }

  private static List<Objection> agreement(SentinelView view, String primary) {
    TreeSet<String> places = new TreeSet<>();
    view.answers().values().forEach(s -> s.primary().ifPresent(a -> places.add(a.toString())));
    if (places.size() < 2) {
      return List.of();
    }
    return List.of(
        Objection.pending(
            "primaries-differ",
            "",
            "The Sentinels name different primaries of '"
                + primary
                + "': "
                + String.join(", ", places),
            "A failover is being told to all; if it lasts, the Sentinels are split."));
  }

  /** Each counts for itself: as many as it wants must answer us, and more than half it ever met. */
  private static List<Objection> majority(SentinelView view) {
    List<Objection> findings = new ArrayList<>();
    int answering = view.answers().size();
    for (Map.Entry<Address, SentinelState> entry : view.answers().entrySet()) {
      SentinelState state = entry.getValue();
      long needed = Math.max(state.quorum(), state.voters() / 2 + 1);
      if (state.primary().isPresent() && answering < needed) {
        findings.add(
            Objection.fail(
                "too-few-sentinels",
                entry.getKey().toString(),
                answering
                    + " Sentinels answer, but by the count of "
                    + entry.getKey()
                    + " a failover needs "
                    + needed
                    + " (quorum "
                    + state.quorum()
                    + ", "
                    + state.voters()
                    + " voters)",
                "Start those that are down; voters that are gone for good go by SENTINEL RESET."));
      }
    }
    return findings;
  }
}
