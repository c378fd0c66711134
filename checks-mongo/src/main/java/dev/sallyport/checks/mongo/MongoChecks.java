package dev.sallyport.checks.mongo;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import java.nio.file.Path;
import java.time.Duration;
import org.bson.Document;

/**
 * Checks of a MongoDB replica set.
 *
 * <pre>{@code
 * try (MongoChecks mongo =
 *     MongoChecks.of(MongoOptions.members("m1:27017", "m2:27017", "m3:27017").user("ops", password))) {
 *   Check whole = mongo.replicaSetHealth(3);
 *   Check durable = mongo.majorityCommit(Duration.ofSeconds(2));
 * }
 * }</pre>
 *
 * <p>Members are asked side by side, each directly, with a deadline on every answer. Thread-safe.
 */
public final class MongoChecks implements AutoCloseable {
  private final Source source;

  MongoChecks(Source source) {
    this.source = source;
  }

  /** Returns checks of a replica set. Nothing is connected to yet. */
  public static MongoChecks of(MongoOptions options) {
    return new MongoChecks(new DriverSource(options));
  }

  /**
   * Returns the check that the set has that many members, arbiters and hidden ones counted, that
   * all are in service, and that they agree on one primary.
   *
   * @throws IllegalArgumentException if {@code members} is less than one
   */
  public Check replicaSetHealth(int members) {
    return new ReplicaSetHealth(source, members);
  }

  /**
   * Returns the check that every secondary applies a write of the primary within a time.
   *
   * <p>Writes a note into the oplog, which changes no collection.
   */
  public Check replicationLag(Duration within) {
    return new ReplicationLag(source, within);
  }

  /**
   * Returns the check that a majority acknowledges a journaled write within a time.
   *
   * <p>Writes a note into the oplog, which changes no collection.
   */
  public Check majorityCommit(Duration within) {
    return new MajorityCommit(source, within);
  }

  /** Returns the check that the oplog of every data member spans at least this time. */
  public Check oplogWindow(Duration least) {
    return new OplogWindow(source, least);
  }

  /**
   * Returns the check that an index is built, as specified, on every data member.
   *
   * @param namespace {@code database.collection}
   * @param index its specification as JSON: {@code name}, {@code key}, and the options it must have
   * @throws IllegalArgumentException if one of them cannot be read
   */
  public Check indexReady(String namespace, String index) {
    int dot = dot(namespace);
    return new IndexReady(
        source, namespace.substring(0, dot), namespace.substring(dot + 1), Document.parse(index));
  }

  private static int dot(String namespace) {
    int dot = namespace.indexOf('.');
    if (dot < 1 || dot == namespace.length() - 1) {
      throw new IllegalArgumentException("A collection is named database.collection.");
    }
    return dot;
  }

  /**
   * Returns the check that at least a share of 50 reads is answered by secondaries, none failing.
   *
   * <p>As in an application's connection string, a single member is taken for the only server
   * unless {@code replicaSet} is among the options: name several.
   *
   * @param namespace {@code database.collection} to read from
   * @param preference the options of the application's connection string, such as {@code
   *     readPreference=secondaryPreferred}
   */
  public Check readPreference(String namespace, String preference, Percent onSecondaries) {
    return new ReadPreference(source, namespace, preference, onSecondaries);
  }

  /**
   * Returns the check that {@code count} connections can be had at once, and that every named
   * server then has room for {@code margin} more.
   */
  public Check connectionPool(int count, int margin) {
    return new ConnectionPool(source, count, margin);
  }

  /**
   * Returns the check that a copy of a collection is sound, by {@code validate}, which
   * <strong>locks</strong> the collection on the member that is asked.
   *
   * @param namespace {@code database.collection}
   * @throws IllegalArgumentException if it is not that
   */
  public CollectionValidate collectionValidate(String namespace) {
    int dot = dot(namespace);
    return new CollectionValidate(
        source, namespace.substring(0, dot), namespace.substring(dot + 1));
  }

  /** Returns how full the fullest data member's file system is, in percent. */
  public StorageHeadroom storageHeadroom() {
    return new StorageHeadroom(source, new StorageRules(StorageRules.DIRTY));
  }

  /**
   * Returns the check that the newest backup in a folder of this machine is fresh, and no smaller
   * than the one before by much. It asks no server.
   *
   * @param folder where backups lie, each a file or a folder of files
   * @param glob which of them are meant, such as {@code shop-*.archive.gz}
   * @param within how old the newest may be
   */
  public BackupFreshness backupFreshness(Path folder, String glob, Duration within) {
    return new BackupFreshness(new BackupFolder(folder, glob), BackupRules.within(within));
  }

  /** Closes all connections. May be called again. */
  @Override
  public void close() {
    source.close();
  }
}
