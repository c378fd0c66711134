package dev.sallyport.plan;

import java.util.List;

/** One node of a plan's graph: what runs, waits or marks a point. Immutable. */
public sealed interface Node {

  /** Returns the node's number, counted in the order in which the plan was written. */
  int index();

  /** Returns the node's id: phase and name, for example {@code Data/migrate-schema}. */
  String path();

  /** Returns the number of the stage it stands in. */
  int stage();

  /** Returns its text in the checklist; its name where it was given none. */
  String label();

  /** Returns the ids of the checklist's items it covers. */
  List<String> covers();

  /** Returns what kind of node it is, in one word as people read it. */
  String kind();

  /**
   * A step.
   *
   * @param before the steps of the same stage that it waits for
   * @param next the steps of the same stage that wait for it
   * @param uses for each value the step uses, the node that makes it; -1 for an input
   */
  record StepNode(
      int index,
      String path,
      int stage,
      Step<?> step,
      List<Integer> before,
      List<Integer> next,
      List<Integer> uses)
      implements Node {
    @Override
    public String kind() {
      return "step";
    }

    @Override
    public String label() {
      return step.label();
    }

    @Override
    public List<String> covers() {
      return step.covers();
    }
  }

  /**
   * A gate, a monitor or a soak.
   *
   * @param exposure the node whose end starts the warm-up; -1 for the last that ended before the
   *     gate
   */
  record GateNode(int index, String path, int stage, Gate gate, int exposure) implements Node {
    @Override
    public String kind() {
      return gate.kind();
    }

    @Override
    public String label() {
      return gate.label();
    }

    @Override
    public List<String> covers() {
      return gate.covers();
    }
  }

  /** A gate that people open. */
  record ApprovalNode(int index, String path, int stage, Approval approval) implements Node {
    @Override
    public String kind() {
      return "approval";
    }

    @Override
    public String label() {
      return approval.label();
    }

    @Override
    public List<String> covers() {
      return approval.covers();
    }
  }

  /** A point of no return. */
  record PointNode(int index, String path, int stage, String why) implements Node {
    @Override
    public String kind() {
      return "point of no return";
    }

    @Override
    public String label() {
      return "Point of no return: " + why;
    }

    @Override
    public List<String> covers() {
      return List.of();
    }
  }
}
