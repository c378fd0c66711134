package dev.sallyport.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The compiled order of a plan: nodes in stages, stages in phases, phases after phases. Immutable.
 *
 * <p>A stage holds what stands side by side: one node, or the steps of a {@code parallel(...)}. It
 * opens when the stage before it in its phase has ended; the first one when the phases before have.
 * So barriers cost nothing, however many steps meet at them. The order of the nodes is topological.
 */
public final class Graph {
  private final List<Node> nodes;
  private final List<Stage> stages;
  private final List<PhaseNode> phases;
  private final List<WatchNode> watches;
  private final List<AnnouncementNode> announcements;
  private final Map<String, Integer> indexes = new HashMap<>();

  Graph(
      List<Node> nodes,
      List<Stage> stages,
      List<PhaseNode> phases,
      List<WatchNode> watches,
      List<AnnouncementNode> announcements) {
    this.nodes = List.copyOf(nodes);
    this.stages = List.copyOf(stages);
    this.phases = List.copyOf(phases);
    this.watches = List.copyOf(watches);
    this.announcements = List.copyOf(announcements);
    for (Node node : nodes) {
      indexes.put(node.path(), node.index());
    }
  }

  /** Returns the nodes in the order in which the plan was written. */
  public List<Node> nodes() {
    return nodes;
  }

  /** Returns the stages, phase by phase. */
  public List<Stage> stages() {
    return stages;
  }

  /** Returns the phases in the order in which the plan was written. */
  public List<PhaseNode> phases() {
    return phases;
  }

  /** Returns the watches in the order in which the plan was written. */
  public List<WatchNode> watches() {
    return watches;
  }

  /** Returns the announcements in the order in which the plan was written. */
  public List<AnnouncementNode> announcements() {
    return announcements;
  }

  /** Returns the node with that number. */
  public Node node(int index) {
    return nodes.get(index);
  }

  /** Returns the number of the node with that path; -1 if there is none. */
  public int indexOf(String path) {
    return indexes.getOrDefault(path, -1);
  }

  /** Returns the number of the node that a step is placed as; -1 if it is placed nowhere. */
  public int indexOf(Step<?> step) {
    for (Node node : nodes) {
      if (node instanceof Node.StepNode placed && placed.step().sameAs(step)) {
        return node.index();
      }
    }
    return -1;
  }

  /** Returns the phase a node stands in. */
  public PhaseNode phaseOf(Node node) {
    return phases.get(stages.get(node.stage()).phase());
  }

  /**
   * Returns the file and line that declared a node, for example {@code ReleasePlan.java:31}; of a
   * point of no return, those of its phase.
   */
  public String sourceOf(Node node) {
    if (node instanceof Node.StepNode step) {
      return step.step().source().toString();
    }
    if (node instanceof Node.GateNode gate) {
      return gate.gate().source().toString();
    }
    return node instanceof Node.ApprovalNode approval
        ? approval.approval().source().toString()
        : phaseOf(node).source();
  }

  /**
   * A watch.
   *
   * @param index the watch's number
   * @param watch what was written
   * @param from the phase with which it begins; -1 for the start of the plan
   * @param until the phase with which it ends; -1 for the end of the plan
   */
  public record WatchNode(int index, Watch watch, int from, int until) {

    /** Returns the path. */
    public String path() {
      return "@watch/" + watch.name();
    }

    /** Returns the file and line that declared it, for example {@code ReleasePlan.java:31}. */
    public String source() {
      return watch.gate().source().toString();
    }
  }

  /**
   * An announcement.
   *
   * @param index the announcement's number
   * @param announcement what was written
   */
  public record AnnouncementNode(int index, Announcement announcement) {

    /** Returns the path. */
    public String path() {
      return "@announce/" + announcement.name();
    }

    /** Returns the file and line that declared it, for example {@code ReleasePlan.java:31}. */
    public String source() {
      return announcement.source().toString();
    }
  }

  /**
   * What stands side by side.
   *
   * @param index the stage's number
   * @param phase the number of its phase
   * @param nodes the numbers of its nodes; never empty
   */
  public record Stage(int index, int phase, List<Integer> nodes) {}

  /**
   * A phase.
   *
   * @param index the phase's number
   * @param phase what was written
   * @param firstStage the number of its first stage
   * @param stageCount how many stages it has, at least 1
   * @param before the phases that must have ended before it starts
   * @param next the phases that wait for it
   */
  public record PhaseNode(
      int index,
      Phase phase,
      int firstStage,
      int stageCount,
      List<Integer> before,
      List<Integer> next) {

    /** Returns the name. */
    public String name() {
      return phase.name();
    }

    /** Returns the path of what runs when the phase is rolled back. */
    public String rollbackPath() {
      return phase.name() + "/@rollback";
    }

    /** Returns the file and line that declared it, for example {@code ReleasePlan.java:31}. */
    public String source() {
      return phase.source().toString();
    }

    /** Returns the number of the last stage. */
    public int lastStage() {
      return firstStage + stageCount - 1;
    }
  }
}
