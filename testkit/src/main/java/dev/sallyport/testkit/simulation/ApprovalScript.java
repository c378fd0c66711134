package dev.sallyport.testkit.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A simulation in the midst of who votes in an approval. Immutable. */
public final class ApprovalScript extends Simulation {
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String path;
  private final Duration after;

  ApprovalScript(Script script, String path, Duration after) {
    super(script);
    this.path = path;
    this.after = after;
  }

  /** Has the next votes come so long after the approval was reached; default a minute. */
  public ApprovalScript after(Duration sinceReached) {
    return new ApprovalScript(script, path, sinceReached);
  }

  /**
   * Has somebody attest what is still to be attested, and approve, in the only role that the
   * approval asks.
   */
  public ApprovalScript approvedBy(String who) {
    return votes(who, null, true, "");
  }

  /** Has somebody attest what a role is still to attest, and approve in that role. */
  public ApprovalScript approvedBy(String who, String role) {
    return votes(who, role, true, "");
  }

  /** Has somebody reject, in the only role that the approval asks. */
  public ApprovalScript rejectedBy(String who, String why) {
    return votes(who, null, false, why);
  }

  /** Has somebody reject in a role. */
  public ApprovalScript rejectedBy(String who, String role, String why) {
    return votes(who, role, false, why);
  }

  /** Has nobody vote. */
  public ApprovalScript nobodyComes() {
    return new ApprovalScript(script.with(s -> s.approvals.put(path, List.of())), path, after);
  }

  private ApprovalScript votes(String who, @Nullable String role, boolean yes, String note) {
    List<Script.Vote> votes = new ArrayList<>(script.approvals.getOrDefault(path, List.of()));
    votes.add(new Script.Vote(after, who, role, yes, note));
    List<Script.Vote> all = List.copyOf(votes);
    return new ApprovalScript(script.with(s -> s.approvals.put(path, all)), path, after);
  }
}
