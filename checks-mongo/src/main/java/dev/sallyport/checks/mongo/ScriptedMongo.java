package dev.sallyport.checks.mongo;

import dev.sallyport.check.Percent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.bson.BsonTimestamp;
import org.bson.Document;

/**
 * A MongoDB replica set for the tests of a plan: its state is told in words, and the checks of
 * {@link #checks} judge it by the same rules as a real one. Nothing is connected to.
 *
 * <pre>{@code
 * ScriptedMongo set = ScriptedMongo.healthy(3);
 * MongoChecks mongo = set.checks();
 * set.killed("10.0.0.1:27017"); // no primary
 * set.elected("10.0.0.2:27017");
 * }</pre>
 *
 * <p>The state may be changed while the checks are in use; the next look sees it, and words add up
 * until {@link #well}. Words that name a member take its {@code host:port}, and throw {@link
 * IllegalArgumentException} if there is none. The backups of {@code backupFreshness} are real
 * files. Deadlines of the checks are real time, so give them short ones. It answers as we
 * understand a mongod to, and was not compared with one. Thread-safe.
 */
public final class ScriptedMongo {
  static final String NOBODY = "none";
  private final List<String> addresses;
  private final List<ScriptedMember> members = new CopyOnWriteArrayList<>();
  private int lastWrite = 1;
  private long term = 1;
  private long documents = 1000;

  ScriptedMongo(List<String> addresses) {
    this.addresses = List.copyOf(addresses);
    well();
  }

  /**
   * Returns a set in which all is well. The members are {@code 10.0.0.1:27017}, which is the
   * primary, and on.
   *
   * @throws IllegalArgumentException if there would be no member, or more than the 50 of a set
   */
  public static ScriptedMongo healthy(int members) {
    if (members < 1 || members > 50) {
      throw new IllegalArgumentException(
          "There is no set of " + members + " members. Take at least one, and at most 50.");
    }
    return new ScriptedMongo(
        IntStream.rangeClosed(1, members).mapToObj(i -> "10.0.0." + i + ":27017").toList());
  }

  /** Returns checks of this set. Closing them leaves the set as it is. */
  public MongoChecks checks() {
    return new MongoChecks(new ScriptedSource(this));
  }

  /** Returns the addresses of all members, the primary of the start first. */
  public List<String> addresses() {
    return addresses;
  }

  /** Makes all as it was at the start. */
  public synchronized ScriptedMongo well() {
    members.clear();
    for (String address : addresses) {
      members.add(new ScriptedMember(members.size(), address));
    }
    members.get(0).state = ScriptedMember.PRIMARY;
    term = 1;
    documents = 1000;
    return this;
  }

  /** Kills a member; if it was the primary, there is none until one is {@link #elected}. */
  public synchronized ScriptedMongo killed(String address) {
    ScriptedMember member = member(address);
    member.down = true;
    if (member.primary()) {
      member.state = ScriptedMember.SECONDARY;
    }
    return this;
  }

  /** Starts a member again; it has all that the others have. */
  public synchronized ScriptedMongo restarted(String address) {
    ScriptedMember member = member(address);
    member.down = false;
    return caughtUp(address);
  }

  /** Makes a member the primary of a new term, instead of the one there is. */
  public synchronized ScriptedMongo elected(String address) {
    ScriptedMember heir = member(address);
    if (heir.down || heir.arbiter()) {
      throw new IllegalArgumentException(address + " is down or an arbiter: it cannot be elected.");
    }
    members.stream()
        .filter(ScriptedMember::primary)
        .forEach(old -> old.state = ScriptedMember.SECONDARY);
    heir.state = ScriptedMember.PRIMARY;
    term++;
    return this;
  }

  /** Makes the primary step down, with nobody elected yet. */
  public synchronized ScriptedMongo noPrimary() {
    members.stream()
        .filter(ScriptedMember::primary)
        .forEach(old -> old.state = ScriptedMember.SECONDARY);
    return this;
  }

  /** Puts a member into the state RECOVERING. */
  public synchronized ScriptedMongo recovering(String address) {
    member(address).state = ScriptedMember.RECOVERING;
    return this;
  }

  /** Lets a member fall off the oplog, so that it can never catch up. */
  public synchronized ScriptedMongo tooStale(String address) {
    member(address).tooStale = true;
    return recovering(address);
  }

  /** Lets a member see no primary, as if it were cut off from the others and not from us. */
  public synchronized ScriptedMongo cutOff(String address) {
    member(address).sees = NOBODY;
    return behind(address);
  }

  /** Lets a member apply nothing any more. */
  public synchronized ScriptedMongo behind(String address) {
    member(address).frozenAt = lastWrite;
    return this;
  }

  /** Lets a member apply what it lacks, and go on. */
  public synchronized ScriptedMongo caughtUp(String address) {
    member(address).frozenAt = 0;
    return this;
  }

  /**
   * Makes a member refuse whoever asks: it lets nobody log in. Every arbiter of a set with logins
   * does, as it has no users.
   */
  public synchronized ScriptedMongo refusing(String address) {
    member(address).refuses = true;
    return this;
  }

  /** Makes a member an arbiter, which votes and has no data. */
  public synchronized ScriptedMongo arbiter(String address) {
    ScriptedMember member = member(address);
    member.state = ScriptedMember.ARBITER;
    member.line.append("arbiterOnly", true).append("priority", 0);
    return this;
  }

  /** Hides a member from the application. */
  public synchronized ScriptedMongo hidden(String address) {
    member(address).line.append("hidden", true).append("priority", 0);
    return this;
  }

  /** Hides a member and keeps it behind on purpose, in the configuration and in fact. */
  public synchronized ScriptedMongo delayed(String address, Duration by) {
    member(address).line.append("secondaryDelaySecs", by.toSeconds());
    return hidden(address).behind(address);
  }

  /** Lets every oplog be full and span that time. */
  public ScriptedMongo oplogSpans(Duration time) {
    return oplogSpans(time, Percent.of(100));
  }

  /** Lets every oplog span that time, and be full to that share. */
  public synchronized ScriptedMongo oplogSpans(Duration time, Percent full) {
    for (ScriptedMember member : members) {
      member.oplogSeconds = time.toSeconds();
      member.oplogPercent = full.value();
    }
    return this;
  }

  /**
   * Builds an index on every member that holds data, of whatever collection is asked for.
   *
   * @param index its specification as JSON, with {@code name} and {@code key}
   */
  public synchronized ScriptedMongo indexed(String index) {
    Document spec = Document.parse(index);
    Document line =
        new Document("name", spec.getString("name"))
            .append("key", spec.get("key"))
            .append("spec", spec);
    for (ScriptedMember member : members) {
      List<Document> all = new ArrayList<>(without(member, spec.getString("name")));
      all.add(line);
      member.indexes = all;
    }
    return this;
  }

  /** Lets a member still build an index that it has. */
  public synchronized ScriptedMongo indexBuilding(String address, String name) {
    ScriptedMember member = member(address);
    member.indexes =
        member.indexes.stream()
            .map(
                line ->
                    name.equals(line.getString("name"))
                        ? new Document(line).append("building", true)
                        : line)
            .toList();
    return this;
  }

  /** Takes an index from a member. */
  public synchronized ScriptedMongo indexLost(String address, String name) {
    ScriptedMember member = member(address);
    member.indexes = without(member, name);
    return this;
  }

  private static List<Document> without(ScriptedMember member, String name) {
    return member.indexes.stream().filter(line -> !name.equals(line.getString("name"))).toList();
  }

  /** Leaves a member that many connections. */
  public synchronized ScriptedMongo connectionsLeft(String address, long count) {
    member(address).connectionsLeft = count;
    return this;
  }

  /** Damages a member's copy of its collections; {@code validate} tells this error. */
  public synchronized ScriptedMongo damaged(String address, String error) {
    member(address).damages = List.of(error);
    return this;
  }

  /** Lets that many documents of a member break the schema of their collection. */
  public synchronized ScriptedMongo schemaViolated(String address, long count) {
    member(address).violations = count;
    return this;
  }

  /** Lets {@code validate} on a member take longer than any time it is given. */
  public synchronized ScriptedMongo validatesForever(String address) {
    member(address).validatesForever = true;
    return this;
  }

  /** Lets every collection have that many documents. */
  public synchronized ScriptedMongo documents(long count) {
    documents = count;
    return this;
  }

  /** Fills the file system of a member. */
  public synchronized ScriptedMongo storageUsed(String address, Percent share) {
    member(address).storagePercent = share.value();
    return this;
  }

  /** Lets a member not tell the size of its file system, as one that keeps its data in memory. */
  public synchronized ScriptedMongo storageUntold(String address) {
    member(address).storagePercent = Double.NaN;
    return this;
  }

  /** Locks a member by {@code fsyncLock}, until {@link #well}. */
  public synchronized ScriptedMongo fsyncLocked(String address) {
    member(address).fsyncLocked = true;
    return this;
  }

  ScriptedMember member(String address) {
    return members.stream()
        .filter(member -> member.address.equals(address))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no member " + address + ", only " + addresses + "."));
  }

  /** Returns what a member answers; nothing, if it is down or there is none. */
  synchronized Optional<Document> answer(String address, Document command) {
    return members.stream()
        .filter(member -> member.address.equals(address) && !member.down)
        .findFirst()
        .map(member -> new ScriptedAnswers(this, member).answer(command));
  }

  /** Returns the members that an application finds. */
  synchronized List<ScriptedMember> visible() {
    return members.stream().filter(m -> !m.hidden() && !m.arbiter()).toList();
  }

  List<String> hosts() {
    return visible().stream().map(member -> member.address).toList();
  }

  Document config(int version) {
    return new Document("_id", "rs0")
        .append("version", version)
        .append("term", term())
        .append("members", members.stream().map(member -> member.line).toList());
  }

  String primaryName() {
    return members.stream()
        .filter(member -> member.primary() && !member.down)
        .map(member -> member.address)
        .findFirst()
        .orElse("");
  }

  boolean majorityApplies() {
    return members.stream().filter(ScriptedMember::applies).count() > members.size() / 2;
  }

  synchronized BsonTimestamp committed() {
    return new BsonTimestamp(1000, majorityApplies() ? lastWrite : 1);
  }

  synchronized void write() {
    lastWrite++;
  }

  synchronized int lastWrite() {
    return lastWrite;
  }

  synchronized long term() {
    return term;
  }

  synchronized long documents() {
    return documents;
  }
}
