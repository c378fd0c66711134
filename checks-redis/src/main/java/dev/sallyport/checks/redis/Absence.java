package dev.sallyport.checks.redis;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What it means that a member does not answer. Pure. */
final class Absence {
  private Absence() {}

  /** Returns the finding that nobody answered, or empty if somebody did. */
  static Optional<Objection> ofAll(ClusterView view) {
    if (!view.peers().isEmpty()) {
      return Optional.empty();
    }
    String who =
        view.silent().stream().map(Absence::silence).limit(4).collect(Collectors.joining(", "));
    boolean clusterless =
        !view.members().isEmpty()
            && view.silent().stream()
                .allMatch(m -> m.silence().orElseThrow().kind() == Silence.Kind.NOT_CLUSTERED);
    if (clusterless) {
      return Optional.of(clusterDisabled("", who));
    }
    return Optional.of(
        Objection.unknown(
            Verdict.Cause.ERROR,
            "nobody-answers",
            "",
            "No member of the cluster answers: " + who,
            "Look at the addresses, the credentials, TLS, and whether the servers run."));
  }

  /**
   * Returns what the silence of one member means.
   *
   * @param expected whether it is to be there; if not, a failed one is a ghost
   * @param patience how long an expected member may have been unheard of before that is a failure
   */
  static Objection of(ClusterView view, Member member, boolean expected, Duration patience) {
    Silence silence = member.silence().orElseThrow();
    String text = silence(member) + seenBy(view, member);
    String name = member.name();
    if (silence.ours()) {
      return Objection.unknown(
          Verdict.Cause.ERROR,
          "not-readable",
          name,
          text,
          "Give the check credentials and TLS settings which that server takes; it needs INFO,"
              + " CLUSTER and CONFIG GET.");
    }
    if (silence.kind() == Silence.Kind.NOT_CLUSTERED) {
      return clusterDisabled(name, text);
    }
    if (silence.kind() == Silence.Kind.LOADING) {
      return Objection.pending("node-loading", name, text, "It answers when its data is loaded.");
    }
    return switch (Standing.of(view, member)) {
      case FAILED -> failed(view, member, text, expected, patience);
      case SUSPECTED ->
          Objection.pending(
              "node-suspected", name, text, "The cluster is still making up its mind; look at it.");
      case JOINING ->
          Objection.pending("node-joining", name, text, "Look at its bus port if this lasts.");
      case UNKNOWN ->
          Objection.pending(
              "node-missing",
              name,
              text,
              "Start it and let it join: CLUSTER MEET, or take it out.");
      case ALIVE ->
          Objection.unknown(
              Verdict.Cause.ERROR,
              "not-reached-from-here",
              name,
              text,
              "Either it died within the last node timeout, or its announced address, port or"
                  + " firewall does not let us in: look from here.");
    };
  }

  /**
   * Returns what the silence of a member means to a check that needs a value of that very member.
   */
  static Objection unread(ClusterView view, Member member) {
    Silence silence = member.silence().orElseThrow();
    if (silence.ours() || silence.kind() == Silence.Kind.LOADING) {
      return of(view, member, true, Duration.ofDays(1));
    }
    return Objection.unknown(
        Verdict.Cause.ERROR,
        "not-readable",
        member.name(),
        silence(member) + seenBy(view, member),
        "What it would say cannot be known from the others: start it, or take it out.");
  }

  private static Objection failed(
      ClusterView view, Member member, String text, boolean expected, Duration patience) {
    boolean replaced = member.silence().orElseThrow().kind() == Silence.Kind.REPLACED;
    if (!expected || replaced) {
      return Objection.fail(
          "ghost-node",
          member.name(),
          text,
          "If it is gone for good, forget it on every node: CLUSTER FORGET "
              + member.id()
              + "; if not, start it and name it as expected.");
    }
    Duration unheard = view.unheardFor(member.id());
    return Objection.pending(
            "node-failed",
            member.name(),
            text + ", unheard of for " + Quantities.show(unheard),
            "Start it again, or replace it.")
        .failingIf(unheard.compareTo(patience) >= 0);
  }

  private static Objection clusterDisabled(String name, String text) {
    return Objection.fail(
        "cluster-disabled", name, text, "Start it with cluster-enabled yes, or name another.");
  }

  private static String silence(Member member) {
    return member.name() + " does not answer (" + member.silence().orElseThrow().detail() + ")";
  }

  private static String seenBy(ClusterView view, Member member) {
    List<NodeLine> lines = view.linesAbout(member.id());
    long fail = lines.stream().filter(line -> line.is("fail")).count();
    long suspect = lines.stream().filter(line -> line.is("fail?")).count();
    if (lines.isEmpty()) {
      return ", and no other member knows it";
    }
    return ", and of "
        + lines.size()
        + " other members "
        + fail
        + " flag it fail, "
        + suspect
        + " fail?";
  }
}
