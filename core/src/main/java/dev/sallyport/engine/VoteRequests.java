package dev.sallyport.engine;

import dev.sallyport.journal.Event;
import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Node;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people may say about approvals and gates, and when it is refused. Pure. */
final class VoteRequests {
  private VoteRequests() {}

  /**
   * Who speaks, and as what.
   *
   * @param via how the person is known; empty where the caller vouches for it
   */
  record Speaker(String who, String role, String via) {}

  static Message.Request vote(String path, Speaker speaker, boolean yes, String note) {
    return state -> {
      int unit = Requests.unit(state, path);
      Approval approval = approval(state, path, unit);
      UnitState was = requireOpen(state, path, unit);
      requireVoice(state, approval, path, was, speaker);
      if (was.ballot.votes().stream()
          .anyMatch(v -> v.who().equals(speaker.who()) && v.role().equals(speaker.role()))) {
        throw new IllegalStateException(
            "'"
                + speaker.who()
                + "' has voted for '"
                + path
                + "' as '"
                + speaker.role()
                + "' already.");
      }
      if (yes) {
        requireAttested(state, approval, path, was, speaker);
      }
      return new Event.Voted(
          state.now, path, speaker.who(), speaker.role(), yes, note, speaker.via());
    };
  }

  private static void requireAttested(
      RunState state, Approval approval, String path, UnitState was, Speaker speaker) {
    List<String> open =
        was.ballot.open(approval, state.now).stream()
            .filter(item -> item.role().equals(speaker.role()))
            .map(item -> "'" + item.text() + "'")
            .toList();
    if (!open.isEmpty()) {
      throw new IllegalStateException(
          "'"
              + path
              + "' cannot be approved as '"
              + speaker.role()
              + "' before that role has attested "
              + String.join(", ", open)
              + ".");
    }
  }

  static Message.Request attest(String path, String text, Speaker speaker, String note) {
    return state -> {
      int unit = Requests.unit(state, path);
      Approval approval = approval(state, path, unit);
      UnitState was = requireOpen(state, path, unit);
      requireVoice(state, approval, path, was, speaker);
      Approval.Item item = item(approval, path, text);
      if (!item.role().equals(speaker.role())) {
        throw new IllegalStateException(
            "'"
                + item.text()
                + "' is attested by the role '"
                + item.role()
                + "', not by '"
                + speaker.role()
                + "'.");
      }
      was.ballot.attested().stream()
          .filter(it -> it.item().equals(item.text()))
          .findFirst()
          .ifPresent(
              it -> {
                throw new IllegalStateException(
                    "'" + item.text() + "' was attested by " + it.who() + " at " + it.at() + ".");
              });
      return new Event.Attested(
          state.now, path, item.text(), speaker.who(), speaker.role(), note, speaker.via());
    };
  }

  private static Approval.Item item(Approval approval, String path, String text) {
    Optional<Approval.Item> item =
        approval.items().stream()
            .filter(it -> it.text().equals(text) || it.covers().contains(text))
            .findFirst();
    return item.orElseThrow(
        () ->
            new IllegalStateException(
                "'"
                    + path
                    + "' has no item '"
                    + text
                    + "'. It has "
                    + (approval.items().isEmpty()
                        ? "none"
                        : approval.items().stream()
                            .map(it -> "'" + it.text() + "'")
                            .collect(Collectors.joining(", ")))
                    + "."));
  }

  static Message.Request waive(
      String path, String text, Speaker speaker, String reason, Instant until) {
    return state -> {
      Requests.requireRunning(state);
      int unit = Requests.unit(state, path);
      List<String> roles = waivableBy(state, unit);
      if (!roles.contains(speaker.role())) {
        throw new IllegalStateException(
            "'"
                + path
                + "' cannot be waived by the role '"
                + speaker.role()
                + "'. "
                + (roles.isEmpty()
                    ? "The plan lets nobody waive it."
                    : "The plan lets " + String.join(", ", roles) + " waive it."));
      }
      if (reason.isBlank()) {
        throw new IllegalStateException(
            "A waiver of '" + path + "' needs a reason. Say why it may be left out.");
      }
      if (!until.isAfter(state.now)) {
        throw new IllegalStateException(
            "The waiver of '"
                + path
                + "' is to end at "
                + until
                + ", but it is "
                + state.now
                + " already. Give it an end that is still to come.");
      }
      requireNotOver(state, path, unit);
      String item = text.isEmpty() ? "" : item(approval(state, path, unit), path, text).text();
      requireNotInitiator(state, unit, path, speaker);
      return new Event.Waived(
          state.now, path, item, speaker.who(), speaker.role(), reason, until, speaker.via());
    };
  }

  private static void requireNotOver(RunState state, String path, int unit) {
    Status status = state.at(unit).status;
    boolean ahead = status == Status.WAITING || status == Status.READY || status == Status.HOLDING;
    if (!ahead || state.mode != RunState.Mode.FORWARD) {
      throw new IllegalStateException(
          "'" + path + "' can no longer be waived: it is " + Requests.word(status) + ".");
    }
  }

  private static void requireNotInitiator(RunState state, int unit, String path, Speaker speaker) {
    if (state.units.node(unit) instanceof Node.ApprovalNode node
        && node.approval().excludesInitiator()
        && speaker.who().equals(state.startedBy)) {
      throw initiator(path, speaker);
    }
  }

  private static List<String> waivableBy(RunState state, int unit) {
    if (!state.units.isNode(unit)) {
      return List.of();
    }
    Node node = state.units.node(unit);
    if (node instanceof Node.GateNode gate) {
      return gate.gate().policy().waivableBy();
    }
    return node instanceof Node.ApprovalNode it ? it.approval().waivableBy() : List.of();
  }

  private static Approval approval(RunState state, String path, int unit) {
    Requests.requireRunning(state);
    if (state.units.isNode(unit) && state.units.node(unit) instanceof Node.ApprovalNode node) {
      return node.approval();
    }
    throw new IllegalStateException("'" + path + "' is no approval, so it takes no votes.");
  }

  private static UnitState requireOpen(RunState state, String path, int unit) {
    UnitState was = state.at(unit);
    if (was.status != Status.HOLDING || state.mode != RunState.Mode.FORWARD) {
      throw new IllegalStateException(
          "'" + path + "' is not open for votes: it is " + Requests.word(was.status) + ".");
    }
    return was;
  }

  private static void requireVoice(
      RunState state, Approval approval, String path, UnitState was, Speaker speaker) {
    if (!approval.roles().containsKey(speaker.role())) {
      throw new IllegalStateException(
          "'"
              + path
              + "' asks no vote of the role '"
              + speaker.role()
              + "'. It asks "
              + String.join(", ", approval.roles().keySet())
              + ".");
    }
    if (approval.excludesInitiator() && speaker.who().equals(state.startedBy)) {
      throw initiator(path, speaker);
    }
    if (!approval.allowsSeveralRoles()) {
      otherRole(was.ballot, speaker)
          .ifPresent(
              role -> {
                throw new IllegalStateException(
                    "'"
                        + speaker.who()
                        + "' speaks in '"
                        + path
                        + "' as '"
                        + role
                        + "' already. Let someone else speak as '"
                        + speaker.role()
                        + "'.");
              });
    }
  }

  private static Optional<String> otherRole(Ballot ballot, Speaker speaker) {
    return Stream.concat(
            ballot.votes().stream()
                .filter(vote -> vote.who().equals(speaker.who()))
                .map(Event.Voted::role),
            ballot.attested().stream()
                .filter(item -> item.who().equals(speaker.who()))
                .map(Event.Attested::role))
        .filter(role -> !role.equals(speaker.role()))
        .findFirst();
  }

  private static IllegalStateException initiator(String path, Speaker speaker) {
    return new IllegalStateException(
        "'"
            + speaker.who()
            + "' started the run and has no vote in '"
            + path
            + "'. Let someone else vote.");
  }
}
