package dev.sallyport.checks.redis;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Percent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Redis cluster for the tests of a plan: its state is told in words, and the checks of {@link
 * #checks} judge it by the same rules as a real one. Nothing is connected to.
 *
 * <pre>{@code
 * ScriptedRedis cluster = ScriptedRedis.healthy(3, 1);
 * RedisChecks redis = cluster.checks();
 * cluster.killed("10.0.0.4:6379");
 * }</pre>
 *
 * <p>The state may be changed while the checks are in use; the next look sees it, and words add up
 * until {@link #well}. Words that name a node take its {@code host:port}, and throw {@link
 * IllegalArgumentException} if there is none. Windows and deadlines of the checks are real time, so
 * give them short ones. Thread-safe.
 */
public final class ScriptedRedis {
  // enough for a narrow confidence bound
  private static final long LOOKUPS = 100_000;
  private static final Duration LONG = Duration.ofMinutes(5);

  private final int primaries;
  private final int replicas;
  private final List<ScriptedNode> nodes = new ArrayList<>();
  private final Map<String, String> config = new HashMap<>();
  private long epoch;
  private Percent hitting = Percent.of(100);
  private Percent memory = Percent.of(50);
  private boolean appendOnly = true;
  private long hits;
  private long misses;

  private ScriptedRedis(int primaries, int replicas) {
    this.primaries = primaries;
    this.replicas = replicas;
    well();
  }

  /**
   * Returns a cluster in which all is well. The primaries are {@code 10.0.0.1:6379} and on; then
   * come the first replica of each, then the second of each.
   *
   * @param primaries how many primaries share the slots evenly
   * @param replicas how many replicas each of them has
   * @throws IllegalArgumentException if there is no primary, or more than 250 nodes
   */
  public static ScriptedRedis healthy(int primaries, int replicas) {
    if (primaries < 1 || replicas < 0 || primaries * (1L + replicas) > 250) {
      throw new IllegalArgumentException(
          "There is no cluster of "
              + primaries
              + " primaries with "
              + replicas
              + " replicas each."
              + " Take at least one primary, and at most 250 nodes.");
    }
    return new ScriptedRedis(primaries, replicas);
  }

  /** Returns checks of this cluster. Closing them leaves the cluster as it is. */
  public RedisChecks checks() {
    return new RedisChecks(new Source(this));
  }

  /** Returns the addresses of all nodes, primaries of the start first. */
  public synchronized List<String> addresses() {
    return nodes.stream().map(node -> node.address.toString()).toList();
  }

  /** Makes all as it was at the start. */
  public synchronized ScriptedRedis well() {
    nodes.clear();
    for (int i = 0; i < primaries; i++) {
      Slots share = Slots.range(Slots.ALL * i / primaries, Slots.ALL * (i + 1) / primaries - 1);
      nodes.add(new ScriptedNode(i + 1, Optional.empty(), share));
    }
    for (int i = 0; i < primaries * replicas; i++) {
      ScriptedNode primary = nodes.get(i % primaries);
      nodes.add(new ScriptedNode(primaries + i + 1, Optional.of(primary), Slots.NONE));
    }
    config.clear();
    config.put("save", "3600 1 300 100 60 10000");
    config.put("appendonly", "yes");
    config.put("appendfsync", "everysec");
    config.put("repl-ping-replica-period", "10");
    config.put("cluster-node-timeout", "15000");
    config.put("cluster-require-full-coverage", "yes");
    epoch = nodes.size();
    hitting = Percent.of(100);
    memory = Percent.of(50);
    appendOnly = true;
    return this;
  }

  /** Kills a node; the others gave it up 5 minutes ago, and nobody took its slots. */
  public ScriptedRedis killed(String address) {
    return killed(address, LONG);
  }

  /** Kills a node; the others flag it {@code fail} and have not heard of it for so long. */
  public synchronized ScriptedRedis killed(String address, Duration unheardFor) {
    node(address).down(ScriptedNode.Condition.KILLED, unheardFor);
    return this;
  }

  /** Makes a node hang; the others flag it {@code fail?}. */
  public synchronized ScriptedRedis suspected(String address) {
    node(address).down(ScriptedNode.Condition.SUSPECTED, Duration.ofSeconds(15));
    return this;
  }

  /** Makes a node answer the others, and not the checks. */
  public synchronized ScriptedRedis unreachable(String address) {
    node(address).down(ScriptedNode.Condition.UNREACHABLE, Duration.ZERO);
    return this;
  }

  /** Starts a node again; it follows the one that took its slots, if one did. */
  public synchronized ScriptedRedis restarted(String address) {
    node(address).begin();
    return this;
  }

  /**
   * Kills a primary, and lets its first living replica take its slots.
   *
   * @throws IllegalArgumentException if it is no primary, or has no living replica
   */
  public synchronized ScriptedRedis failedOver(String address) {
    ScriptedNode primary = node(address);
    ScriptedNode heir =
        nodes.stream()
            .filter(node -> node.up() && node.primary.filter(primary::equals).isPresent())
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(address + " has no living replica."));
    heir.takeOver(primary, ++epoch);
    nodes.stream()
        .filter(node -> node.primary.filter(primary::equals).isPresent())
        .forEach(node -> node.follow(heir));
    primary.successor = Optional.of(heir);
    return killed(address);
  }

  /** Leaves slots without an owner, in the view of every node. Both ends are included. */
  public synchronized ScriptedRedis slotsLost(int first, int last) {
    Slots lost = Slots.range(first, last);
    nodes.forEach(node -> node.slots = node.slots.minus(lost));
    return this;
  }

  /** Marks a slot as migrating on the one node and as importing on the other. */
  public synchronized ScriptedRedis slotMoving(int slot, String from, String to) {
    ScriptedNode source = node(from);
    node(to).open.add(new OpenSlot(slot, OpenSlot.Direction.IMPORTING, source.id));
    return slotHalfOpen(slot, from, to);
  }

  /** Marks a slot as migrating on its owner alone: a migration that was broken off. */
  public synchronized ScriptedRedis slotHalfOpen(int slot, String from, String to) {
    node(from).open.add(new OpenSlot(slot, OpenSlot.Direction.MIGRATING, node(to).id));
    return this;
  }

  /** Lets a replica lack so many bytes of what its primary has; 0 lets it catch up. */
  public synchronized ScriptedRedis replicaBehind(String address, long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("A replica cannot be " + bytes + " bytes behind.");
    }
    replica(address).bytesBehind = bytes;
    return this;
  }

  /** Takes the replication link from a replica, just now. */
  public synchronized ScriptedRedis replicaUnlinked(String address) {
    replica(address).linked = false;
    return this;
  }

  /** Cuts the bus link in this one direction. */
  public synchronized ScriptedRedis linkDown(String from, String to) {
    node(from).cutFrom.add(node(to));
    return this;
  }

  /** Turns snapshots and the append-only file off, on every node. */
  public synchronized ScriptedRedis savingNothing() {
    config.put("save", "");
    config.put("appendonly", "no");
    appendOnly = false;
    return this;
  }

  /** Lets that share of the lookups find their key, from now on. */
  public synchronized ScriptedRedis hitting(Percent share) {
    hitting = within(share);
    return this;
  }

  /** Lets every node use that share of its memory. */
  public synchronized ScriptedRedis memoryUsed(Percent share) {
    memory = within(share);
    return this;
  }

  private static Percent within(Percent share) {
    if (share.value() < 0 || share.value() > 100) {
      throw new IllegalArgumentException(share + " is no share of a whole.");
    }
    return share;
  }

  private ScriptedNode replica(String address) {
    ScriptedNode node = node(address);
    if (node.primary.isEmpty()) {
      throw new IllegalArgumentException(address + " is a primary, not a replica.");
    }
    return node;
  }

  private ScriptedNode node(String address) {
    return nodes.stream()
        .filter(node -> node.address.equals(Address.parse(address)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no node " + address + ", only " + addresses() + "."));
  }

  private synchronized ClusterView view(List<Address> expected, Instant now) {
    // every look finds new lookups, so that a window has some
    long found = Math.round(LOOKUPS * hitting.fraction());
    hits += found;
    misses += LOOKUPS - found;
    long used = Math.round(ScriptedInfo.MEMORY * memory.fraction());
    ScriptedInfo info = new ScriptedInfo(hits, misses, used, appendOnly);
    return new ScriptedViews(nodes, new Fields(config), info, epoch, now).view(expected);
  }

  /** Looks at the script. */
  private static final class Source implements ClusterSource {
    private final ScriptedRedis cluster;
    private volatile boolean closed;

    Source(ScriptedRedis cluster) {
      this.cluster = cluster;
    }

    @Override
    public ClusterView lookAgain(CheckContext context, List<Address> expected) {
      if (closed) {
        throw new IllegalStateException(
            "These RedisChecks are closed. Keep them open for the run.");
      }
      return cluster.view(expected, context.clock().instant());
    }

    @Override
    public Map<String, Fields> replication(List<Member> members, CheckContext context) {
      ClusterView view = lookAgain(context, List.of());
      Map<String, Fields> said = new LinkedHashMap<>();
      for (Member member : members) {
        said.put(
            member.id(), view.peer(member.id()).map(p -> p.state().info()).orElse(Fields.NONE));
      }
      return said;
    }

    @Override
    public String asked() {
      return "a scripted cluster";
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
