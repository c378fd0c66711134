package dev.sallyport.checks.redis;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that one Sentinel said of one primary.
 *
 * @param primary where it says the primary is; empty if it does not know the name
 * @param usable what {@code SENTINEL CKQUORUM} said: that a failover can be authorised, or why not
 * @param quorumOk whether that was an OK
 * @param master the fields of {@code SENTINEL MASTER}: flags, quorum, num-other-sentinels
 * @param others the fields of each Sentinel it knows: {@code SENTINEL SENTINELS}
 * @param replicas the fields of each replica it lists, those that are gone too: {@code SENTINEL
 *     REPLICAS}
 * @param info {@code INFO sentinel} and {@code INFO server}
 */
record SentinelState(
    Optional<Address> primary,
    String usable,
    boolean quorumOk,
    Map<String, String> master,
    List<Map<String, String>> others,
    List<Map<String, String>> replicas,
    Fields info,
    Instant at) {

  SentinelState {
    master = Map.copyOf(master);
    others = List.copyOf(others);
    replicas = List.copyOf(replicas);
  }

  /** Returns where the other Sentinels are that it knows. */
  List<Address> addresses() {
    return others.stream()
        .filter(other -> other.containsKey("ip") && other.containsKey("port"))
        .map(other -> Address.parse(other.get("ip") + ":" + other.get("port")))
        .toList();
  }

  /**
   * Returns whether it could promote a replica that it lists: one that is not held for down, is
   * connected, follows the primary, and may be promoted. {@code sentinelSelectSlave} chooses by the
   * same, but for a former primary that is back and does not follow yet.
   */
  static boolean promotable(Map<String, String> replica) {
    String flags = replica.getOrDefault("flags", "");
    return !flags.contains("s_down")
        && !flags.contains("o_down")
        && !flags.contains("disconnected")
        && replica.getOrDefault("role-reported", "").equals("slave")
        && replica.getOrDefault("master-link-status", "").equals("ok")
        && !replica.getOrDefault("slave-priority", "100").equals("0");
  }

  long quorum() {
    return number("quorum");
  }

  /** Returns how many Sentinels vote, in its eyes: itself and all it has ever met. */
  long voters() {
    return number("num-other-sentinels") + 1;
  }

  private long number(String name) {
    return new Fields(master).number(name, 0);
  }
}
