package dev.sallyport.plan;

import dev.sallyport.check.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A plan as data: one entry for each thing in it, in order. What the journal keeps of a plan, so
 * that a resume with another one can say what differs. Immutable.
 *
 * @param name the plan's name
 * @param version its version
 * @param entries what it is made of
 * @param wayBack what the verifications of undos cover of a checklist; belongs to no fingerprint
 */
public record PlanDescription(String name, int version, List<Entry> entries, List<Cover> wayBack) {

  /** Copies the lists. */
  public PlanDescription {
    entries = List.copyOf(entries);
    wayBack = List.copyOf(wayBack);
  }

  /** A plan whose way back covers nothing of a checklist. */
  public PlanDescription(String name, int version, List<Entry> entries) {
    this(name, version, entries, List.of());
  }

  /**
   * One thing in a plan.
   *
   * @param kind what it is: input, secret, start, phase, step, gate, monitor, soak, approval,
   *     point, watch, announcement
   * @param path its id
   * @param structure its edges and types, which must not change while a run is under way
   * @param policy its timings and policies, which may
   * @param label its text in the checklist; empty for its name. Belongs to no fingerprint
   * @param covers the ids of the checklist's items it covers. Belong to no fingerprint
   * @param items what roles attest in an approval, with the ids that each covers. Their roles and
   *     texts are part of the policy as well
   */
  public record Entry(
      String kind,
      String path,
      String structure,
      String policy,
      String label,
      List<String> covers,
      List<Approval.Item> items) {
    /** Copies the lists. */
    public Entry {
      covers = List.copyOf(covers);
      items = List.copyOf(items);
    }

    /** An entry without items to attest. */
    public Entry(
        String kind,
        String path,
        String structure,
        String policy,
        String label,
        List<String> covers) {
      this(kind, path, structure, policy, label, covers, List.of());
    }

    /** An entry that no checklist speaks of. */
    public Entry(String kind, String path, String structure, String policy) {
      this(kind, path, structure, policy, "", List.of());
    }

    private Entry marked(Marks marks) {
      return new Entry(kind, path, structure, policy, marks.labelOr(""), marks.covers(), items);
    }

    private Entry attesting(List<Approval.Item> newItems) {
      return new Entry(kind, path, structure, policy, label, covers, newItems);
    }
  }

  /** Returns the hash of ids, kinds, edges and types: 32 hexadecimal digits of SHA-256. */
  public String fingerprint() {
    return hash(entry -> entry.kind() + "\t" + entry.path() + "\t" + entry.structure());
  }

  /** Returns the hash of timings and policies: 32 hexadecimal digits of SHA-256. */
  public String policyFingerprint() {
    return hash(entry -> entry.path() + "\t" + entry.policy());
  }

  /** Returns what covers the items of a checklist, in the plan's order; an item once. */
  public List<Cover> covers() {
    List<Cover> all = new ArrayList<>();
    for (Entry entry : entries) {
      String text = entry.label().isEmpty() ? lastOf(entry.path()) : entry.label();
      for (String id : entry.covers()) {
        all.add(new Cover(id, entry.kind(), entry.path(), text, ""));
      }
      for (Approval.Item item : entry.items()) {
        for (String id : item.covers()) {
          all.add(new Cover(id, entry.kind(), entry.path(), item.text(), item.role()));
        }
      }
    }
    all.addAll(wayBack);
    return all;
  }

  private static String lastOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Returns how {@code newer} differs from this plan. */
  public PlanDiff diff(PlanDescription newer) {
    return PlanDiff.between(this, newer);
  }

  private String hash(Function<Entry, String> line) {
    String text = name + "\n" + entries.stream().map(line).collect(Collectors.joining("\n"));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform must have SHA-256.", e);
    }
  }

  static PlanDescription of(PlanBuilder plan, Graph graph) {
    List<Entry> entries = new ArrayList<>();
    for (Input<?> input : plan.inputs) {
      entries.add(new Entry("input", input.name(), input.type().getName(), ""));
    }
    for (Secret<?> secret : plan.secrets) {
      entries.add(new Entry("secret", secret.name(), secret.type().getName(), ""));
    }
    if (!plan.startRules().isEmpty()) {
      entries.add(new Entry("start", "@start", "", plan.startRules().describe()));
    }
    for (Graph.PhaseNode phase : graph.phases()) {
      entries.add(phase(graph, phase));
      for (int s = phase.firstStage(); s <= phase.lastStage(); s++) {
        for (int index : graph.stages().get(s).nodes()) {
          Node node = graph.node(index);
          entries.add(node(graph, node, s - phase.firstStage()).marked(marks(node)));
        }
      }
    }
    for (Graph.WatchNode watch : graph.watches()) {
      entries.add(watch(graph, watch).marked(watch.watch().gate().marks()));
    }
    for (Graph.AnnouncementNode node : graph.announcements()) {
      Announcement it = node.announcement();
      entries.add(
          new Entry("announcement", node.path(), "", it.describePolicy()).marked(it.marks()));
    }
    return new PlanDescription(plan.name, plan.version, entries, wayBack(graph));
  }

  private static List<Cover> wayBack(Graph graph) {
    List<Cover> covers = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node instanceof Node.StepNode it
          && it.step().effect() instanceof Effect.Reversible<?> reversible) {
        covers.addAll(verified(node.path(), reversible.policy()));
      }
    }
    for (Graph.PhaseNode phase : graph.phases()) {
      covers.addAll(verified(phase.rollbackPath(), phase.phase().undoPolicy()));
    }
    return covers;
  }

  private static List<Cover> verified(String path, UndoPolicy policy) {
    Gate gate = policy.verification();
    return gate == null
        ? List.of()
        : gate.covers().stream()
            .map(id -> new Cover(id, "verification", path, gate.label(), ""))
            .toList();
  }

  private static Entry phase(Graph graph, Graph.PhaseNode phase) {
    String after =
        phase.before().stream()
            .map(i -> graph.phases().get(i).name())
            .collect(Collectors.joining(", "));
    boolean undone = phase.phase().undo() != null;
    return new Entry(
        "phase",
        phase.name(),
        (after.isEmpty() ? "first" : "after " + after) + (undone ? "; has onRollback" : ""),
        undone ? phase.phase().undoPolicy().describe() : "");
  }

  private static Entry watch(Graph graph, Graph.WatchNode watch) {
    String from = watch.from() < 0 ? "the start" : graph.phases().get(watch.from()).name();
    String until = watch.until() < 0 ? "the end" : graph.phases().get(watch.until()).name();
    return new Entry(
        "watch",
        watch.path(),
        "from " + from + " to " + until,
        watch.watch().gate().describePolicy(null));
  }

  private static Marks marks(Node node) {
    if (node instanceof Node.StepNode step) {
      return step.step().marks();
    }
    if (node instanceof Node.GateNode gate) {
      return gate.gate().marks();
    }
    return node instanceof Node.ApprovalNode approval ? approval.approval().marks() : Marks.NONE;
  }

  private static Entry node(Graph graph, Node node, int stage) {
    String place = "stage " + (stage + 1);
    if (node instanceof Node.StepNode step) {
      return step(graph, step, place);
    }
    if (node instanceof Node.GateNode gate) {
      String exposure = gate.exposure() < 0 ? null : graph.node(gate.exposure()).path();
      return new Entry(node.kind(), node.path(), place, gate.gate().describePolicy(exposure));
    }
    if (node instanceof Node.ApprovalNode approval) {
      return new Entry("approval", node.path(), place, approval.approval().describePolicy())
          .attesting(approval.approval().items());
    }
    return new Entry("point", node.path(), place, ((Node.PointNode) node).why());
  }

  private static Entry step(Graph graph, Node.StepNode node, String place) {
    Step<?> step = node.step();
    StringBuilder structure =
        new StringBuilder(place).append("; makes ").append(step.type().getName());
    if (!step.uses().isEmpty()) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < node.uses().size(); i++) {
        int index = node.uses().get(i);
        names.add(index < 0 ? step.uses().get(i).name() : graph.node(index).path());
      }
      structure.append("; uses ").append(String.join(", ", names));
    }
    if (!node.before().isEmpty()) {
      structure
          .append("; after ")
          .append(
              node.before().stream()
                  .map(i -> graph.node(i).path())
                  .collect(Collectors.joining(", ")));
    }
    structure.append("; ").append(effect(step.effect()));
    return new Entry("step", node.path(), structure.toString(), policy(step));
  }

  private static String effect(Effect<?> effect) {
    if (effect instanceof Effect.Reversible<?>) {
      return "reversible";
    }
    return effect instanceof Effect.ReadOnly<?> ? "read-only" : "irreversible";
  }

  private static String policy(Step<?> step) {
    List<String> parts = new ArrayList<>();
    if (step.timeout() != null) {
      parts.add("timeout=" + step.timeout());
    }
    parts.add(step.retry().describe());
    if (step.isIdempotent()) {
      parts.add("idempotent");
    }
    if (step.probe() != null) {
      parts.add("probe");
    }
    if (step.onFailure() != OnFailure.ROLL_BACK) {
      parts.add("on-failure=" + step.onFailure());
    }
    if (step.effect() instanceof Effect.Irreversible<?> irreversible) {
      parts.add("irreversible: " + irreversible.why());
    } else if (step.effect() instanceof Effect.Reversible<?> reversible) {
      String undo = reversible.policy().describe();
      parts.add(undo.isEmpty() ? "" : "undo[" + undo + "]");
    }
    parts.removeIf(String::isEmpty);
    return String.join(" ", parts);
  }
}
