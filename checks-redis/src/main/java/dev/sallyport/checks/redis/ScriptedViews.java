package dev.sallyport.checks.redis;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the nodes of a scripted cluster say at one moment. Guarded by the cluster. */
final class ScriptedViews {
  private final List<ScriptedNode> nodes;
  private final Fields config;
  private final ScriptedInfo info;
  private final long epoch;
  private final Instant now;

  ScriptedViews(
      List<ScriptedNode> nodes, Fields config, ScriptedInfo info, long epoch, Instant now) {
    this.nodes = nodes;
    this.config = config;
    this.info = info;
    this.epoch = epoch;
    this.now = now;
  }

  ClusterView view(List<Address> expected) {
    Set<Address> named = new LinkedHashSet<>(expected);
    Map<Address, Answer> answers = new LinkedHashMap<>();
    for (ScriptedNode node : nodes) {
      answers.put(node.address, answer(node));
    }
    if (nodes.stream().noneMatch(ScriptedNode::up)) {
      // nobody tells of them, so they are asked by name
      named.addAll(answers.keySet());
    }
    for (Address address : named) {
      answers.putIfAbsent(address, new Silence(Silence.Kind.UNREACHABLE, "connection refused"));
    }
    return new ClusterView(Roll.call(named, answers), now);
  }

  private Answer answer(ScriptedNode node) {
    return switch (node.condition) {
      case UP -> state(node);
      case UNREACHABLE, SUSPECTED ->
          new Silence(Silence.Kind.NO_ANSWER, "nothing came within the deadline");
      case KILLED -> new Silence(Silence.Kind.UNREACHABLE, "connection refused");
    };
  }

  private NodeState state(ScriptedNode viewer) {
    List<NodeLine> lines = nodes.stream().map(target -> line(viewer, target)).toList();
    Fields said = info.of(viewer, nodes, now);
    return new NodeState(lines, cluster(viewer), said, config, List.of(), now);
  }

  private NodeLine line(ScriptedNode viewer, ScriptedNode target) {
    boolean self = viewer == target;
    Set<String> flags = new LinkedHashSet<>();
    flags.add(target.primary.isPresent() ? "slave" : "master");
    if (self) {
      flags.add("myself");
    }
    if (target.down()) {
      flags.add(target.condition.flag);
    }
    long heard = now.minus(target.unheard).toEpochMilli();
    return new NodeLine(
        target.id,
        Optional.of(target.address),
        flags,
        target.primary.map(primary -> primary.id).orElse(""),
        target.down() ? heard : 0,
        self ? 0 : heard,
        target.primary.orElse(target).epoch,
        !target.down() && !viewer.cutFrom.contains(target),
        target.slots,
        self ? List.copyOf(target.open) : List.of());
  }

  private Fields cluster(ScriptedNode viewer) {
    int assigned = count(nodes);
    int failed = count(nodes.stream().filter(n -> n.condition.flag.equals("fail")).toList());
    int suspected = count(nodes.stream().filter(n -> n.condition.flag.equals("fail?")).toList());
    boolean ok = assigned == Slots.ALL && failed == 0;
    return new Fields(
        Map.of(
            "cluster_state", ok ? "ok" : "fail",
            "cluster_slots_assigned", "" + assigned,
            "cluster_slots_ok", "" + (assigned - failed - suspected),
            "cluster_slots_pfail", "" + suspected,
            "cluster_slots_fail", "" + failed,
            "cluster_current_epoch", "" + epoch,
            "cluster_my_epoch", "" + viewer.primary.orElse(viewer).epoch));
  }

  private static int count(List<ScriptedNode> owners) {
    return owners.stream().mapToInt(node -> node.slots.count()).sum();
  }
}
