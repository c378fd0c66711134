package dev.sallyport.checks.redis;

import dev.sallyport.check.Check;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Checks of a Redis or Valkey cluster: each reads it as a plan's gate, watch or monitor asks for,
 * and changes nothing.
 *
 * <pre>{@code
 * try (RedisChecks redis = RedisChecks.cluster("10.0.0.1:6379", "10.0.0.2:6379")) {
 *   Check ready =
 *       redis.clusterConfigAgreement().expecting(6).and(redis.slotCoverage()).and(redis.openSlots());
 *   Check replicated = redis.replicationLink().replicasPerPrimary(1);
 *   Check warm = redis.cacheHitRatio().over(Duration.ofSeconds(10)).atLeast(Percent.of(80));
 * }
 * }</pre>
 *
 * <p>Checks of the same object that are judged in one sample share one look at the cluster. The
 * nodes are asked side by side, each over a connection of its own; connecting, a node's answers and
 * the whole look have their own deadlines, so a node that hangs costs its deadline and no more. The
 * client is opened when it is first needed and lives until {@link #close}; a check asked after that
 * throws. Works with Redis 6.2 and later and with Valkey. Thread-safe.
 */
public final class RedisChecks implements AutoCloseable {
  private final ClusterSource reader;

  RedisChecks(ClusterSource reader) {
    this.reader = reader;
  }

  /**
   * Returns checks of the cluster that these servers belong to, with default options.
   *
   * @param seed one of its nodes, {@code host:port}; see {@link RedisOptions#seeds}
   * @param more others of its nodes
   * @throws IllegalArgumentException if a seed cannot be read
   */
  public static RedisChecks cluster(String seed, String... more) {
    return cluster(RedisOptions.seeds(seed, more));
  }

  /**
   * Returns checks of a cluster. Nothing is connected to yet.
   *
   * @throws IllegalArgumentException if the options contradict each other
   */
  public static RedisChecks cluster(RedisOptions options) {
    return new RedisChecks(new ClusterReader(options.settings()));
  }

  /** Returns the check that all members answer, know each other and agree on the slots' owners. */
  public ClusterConfigAgreement clusterConfigAgreement() {
    return new ClusterConfigAgreement(reader, Expectation.NONE, Optional.empty());
  }

  /**
   * Returns the check that each of the 16,384 slots has one owner that serves it, and that every
   * member says {@code cluster_state:ok}.
   */
  public Check slotCoverage() {
    return new SlotCoverage(reader);
  }

  /** Returns the check that no slot is being moved, nor was left half moved. */
  public Check openSlots() {
    return new OpenSlots(reader);
  }

  /** Returns the check that every replica is linked, and every primary has one. */
  public ReplicationLink replicationLink() {
    return new ReplicationLink(reader, new ReplicationRules(1, Duration.ofSeconds(60)));
  }

  /** Returns the check that the nodes make snapshots and the last one went well. */
  public RdbPersistence persistenceRdb() {
    return new RdbPersistence(reader, new RdbRules(Scope.EVERY_NODE, Optional.empty(), false));
  }

  /** Returns the check that the nodes keep an append-only file and write it without error. */
  public AofPersistence persistenceAof() {
    return new AofPersistence(reader, new AofRules(Scope.EVERY_NODE, 0), AofPersistence.WINDOW);
  }

  /** Returns the check that every member's link to every other is up, in both directions. */
  public ClusterLinks clusterLinks() {
    return new ClusterLinks(reader, new LinkRules(Duration.ofSeconds(60)));
  }

  /** Returns the check that each primary has a linked replica on another host. */
  public ReplicaPlacement replicaPlacement() {
    return new ReplicaPlacement(reader, new PlacementRules(1, ReplicaPlacement::host));
  }

  /** Returns the metric of how far the slots are from being spread evenly. */
  public SlotBalance slotBalance() {
    return new SlotBalance(reader, Map.of());
  }

  /** Returns the metric of how long the replicas take to have what their primaries have now. */
  public ReplicationLag replicationLag() {
    return new ReplicationLag(reader);
  }

  /** Returns the check that no failover is under way, nor was within the last seconds. */
  public FailoverQuiescent failoverQuiescent() {
    return new FailoverQuiescent(reader, FailoverQuiescent.WINDOW);
  }

  /** Returns the metric of how full the memory of the fullest node is. */
  public MemoryHeadroom memoryHeadroom() {
    return new MemoryHeadroom(reader, new MemoryRules(Optional.empty()), Optional.empty());
  }

  /** Returns the metric of the share of lookups that find their key. */
  public CacheHitRatio cacheHitRatio() {
    return new CacheHitRatio(reader, CacheHitRatio.WINDOW, CacheHitRatio.RULES);
  }

  /** Closes all connections and ends the client's threads; within 4 s. May be called again. */
  @Override
  public void close() {
    reader.close();
  }
}
