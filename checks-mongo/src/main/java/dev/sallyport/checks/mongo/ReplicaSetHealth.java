package dev.sallyport.checks.mongo;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks that a replica set is whole: every member answers and is in a state of service, all see
 * one and the same primary and configuration, and majorities of votes and of copies are healthy.
 *
 * <p>Every member is asked itself, also hidden ones. Immutable and thread-safe.
 */
final class ReplicaSetHealth implements Check {
  private final Source source;
  private final int expected;

  ReplicaSetHealth(Source source, int expected) {
    if (expected < 1) {
      throw new IllegalArgumentException("Expect one member or more, not " + expected + ".");
    }
    this.source = source;
    this.expected = expected;
  }

  @Override
  public String name() {
    return "mongo replica-set-health";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    SetView view = SetView.look(source, context);
    List<Objection> found = new ArrayList<>(HealthRules.objections(view));
    if (view.useless().isEmpty() && view.members().size() != expected) {
      found.add(
          Objection.fail(
              "member-count",
              "",
              "The set has " + view.members().size() + " members, not " + expected,
              "Look at rs.conf(): a member is missing or was added."));
    }
    Evidence evidence =
        Evidence.of(
                "replSetGetConfig, replSetGetStatus, hello on " + view.members().keySet(),
                context.clock().instant())
            .observing(view.rows())
            .against(expected + " members, one primary, healthy majorities of votes and copies");
    return Verdict.of(
        found, "All " + expected + " members are in service and agree on the primary", evidence);
  }
}
