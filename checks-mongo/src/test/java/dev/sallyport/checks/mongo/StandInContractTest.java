package dev.sallyport.checks.mongo;

import static dev.sallyport.checks.mongo.Judged.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The stand-in gets the same verdicts as the same script on real sockets, asked through the driver:
 * what it says in the driver's place is right, be it the one who serves a read or a refusal.
 */
class StandInContractTest {
  private static final Duration SHORT = Duration.ofMillis(600);
  private static final String INDEX = "{name: 'email_1', key: {email: 1}, unique: true}";

  /** A check of the set. */
  interface Asked extends Function<MongoChecks, Check> {}

  private static final Asked HEALTH = mongo -> mongo.replicaSetHealth(3);
  private static final Asked LAG = mongo -> mongo.replicationLag(SHORT);
  private static final Asked MAJORITY = mongo -> mongo.majorityCommit(SHORT);
  private static final Asked OPLOG = mongo -> mongo.oplogWindow(Duration.ofHours(24));
  private static final Asked BUILT = mongo -> mongo.indexReady("shop.users", INDEX);
  private static final Asked POOL = mongo -> mongo.connectionPool(5, 100);
  private static final Asked VALID = mongo -> mongo.collectionValidate("shop.users");
  private static final Asked ROOM = mongo -> mongo.storageHeadroom().atMost(Percent.of(80));
  private static final Asked OFFLOADED = reads("secondaryPreferred");

  private static Asked reads(String preference) {
    return mongo ->
        mongo.readPreference("shop.users", "readPreference=" + preference, Percent.of(90));
  }

  /** What is told of a set of three, and what is said of it. */
  enum State {
    WELL(
        (set, at) -> set.indexed(INDEX),
        Map.of(
            HEALTH,
            "pass",
            LAG,
            "pass",
            MAJORITY,
            "pass",
            OPLOG,
            "pass",
            BUILT,
            "pass",
            POOL,
            "pass",
            VALID,
            "pass",
            ROOM,
            "pass",
            OFFLOADED,
            "pass",
            reads("primaryPreferred"),
            "pending on-primary")),
    SECONDARY_KILLED(
        (set, at) -> set.killed(at.apply(3)),
        Map.of(
            HEALTH,
            "pending member-down",
            LAG,
            "pending behind",
            MAJORITY,
            "pass",
            VALID,
            "pass",
            OFFLOADED,
            "pass",
            ROOM,
            "inconclusive ERROR",
            OPLOG,
            "inconclusive ERROR")),
    PRIMARY_KILLED(
        (set, at) -> set.killed(at.apply(1)),
        Map.of(
            HEALTH,
            "pending no-primary",
            LAG,
            "inconclusive NO_DATA",
            MAJORITY,
            "inconclusive NO_DATA",
            OFFLOADED,
            "pass",
            reads("primary"),
            "inconclusive ERROR")),
    FAILED_OVER(
        (set, at) -> set.killed(at.apply(1)).elected(at.apply(2)),
        Map.of(HEALTH, "pending member-down", MAJORITY, "pass", VALID, "pass")),
    MAJORITY_LOST(
        (set, at) -> set.killed(at.apply(2)).killed(at.apply(3)),
        Map.of(
            HEALTH,
            "pending member-down",
            MAJORITY,
            "fail majority-stalled",
            VALID,
            "inconclusive NO_DATA",
            OFFLOADED,
            "pending on-primary")),
    BEHIND(
        (set, at) -> set.behind(at.apply(2)).behind(at.apply(3)),
        Map.of(LAG, "pending behind", MAJORITY, "fail majority-stalled", HEALTH, "pass")),
    CUT_OFF(
        (set, at) -> set.cutOff(at.apply(3)),
        Map.of(HEALTH, "pending split-view", MAJORITY, "pass")),
    RECOVERING(
        (set, at) -> set.recovering(at.apply(2)).tooStale(at.apply(3)),
        Map.of(
            HEALTH,
            "fail too-stale",
            OFFLOADED,
            "pending on-primary",
            VALID,
            "inconclusive NO_DATA")),
    ARBITER(
        (set, at) -> set.arbiter(at.apply(3)).killed(at.apply(2)),
        Map.of(MAJORITY, "fail majority-stalled")),
    ARBITER_WITHOUT_LOGINS(
        (set, at) -> set.arbiter(at.apply(3)).refusing(at.apply(3)),
        Map.of(HEALTH, "pass", MAJORITY, "pass", LAG, "pass", OPLOG, "pass", ROOM, "pass")),
    ARBITER_GONE(
        (set, at) -> set.arbiter(at.apply(3)).refusing(at.apply(3)).killed(at.apply(3)),
        Map.of(HEALTH, "pending member-down", MAJORITY, "pass")),
    HIDDEN_AND_DELAYED(
        (set, at) -> set.delayed(at.apply(3), Duration.ofHours(1)),
        Map.of(HEALTH, "pass", LAG, "pass", OFFLOADED, "pass")),
    REFUSING(
        (set, at) -> set.refusing(at.apply(1)).refusing(at.apply(2)).refusing(at.apply(3)),
        Map.of(
            HEALTH,
            "inconclusive ERROR",
            LAG,
            "inconclusive ERROR",
            POOL,
            "inconclusive ERROR",
            VALID,
            "inconclusive ERROR",
            ROOM,
            "inconclusive ERROR")),
    INDEX_BUILDING(
        (set, at) -> set.indexed(INDEX).indexBuilding(at.apply(3), "email_1"),
        Map.of(BUILT, "pending index-building")),
    INDEX_LOST(
        (set, at) -> set.indexed(INDEX).indexLost(at.apply(2), "email_1"),
        Map.of(BUILT, "pending index-missing")),
    SMALL(
        (set, at) ->
            set.oplogSpans(Duration.ofHours(23))
                .connectionsLeft(at.apply(1), 9)
                .storageUsed(at.apply(2), Percent.of(81)),
        Map.of(
            OPLOG,
            "fail window-short",
            POOL,
            "pending no-room",
            ROOM,
            "pending threshold-breached")),
    LOCKED(
        (set, at) -> set.fsyncLocked(at.apply(1)),
        Map.of(ROOM, "pending fsync-locked", MAJORITY, "inconclusive ERROR")),
    DAMAGED(
        (set, at) -> set.damaged(at.apply(3), "page 7 is torn").hidden(at.apply(3)),
        Map.of(
            VALID,
            "fail invalid",
            mongo -> mongo.collectionValidate("a.b").full(),
            "fail invalid")),
    EMPTY((set, at) -> set.documents(0), Map.of(VALID, "inconclusive NO_DATA"));

    private final BiConsumer<ScriptedMongo, Function<Integer, String>> script;
    private final Map<Asked, String> words;

    State(BiConsumer<ScriptedMongo, Function<Integer, String>> script, Map<Asked, String> words) {
      this.script = script;
      this.words = words;
    }
  }

  @ParameterizedTest
  @EnumSource
  void both_get_the_same_verdicts(State state) throws Exception {
    ScriptedMongo told = ScriptedMongo.healthy(3);
    try (ScriptedSet wired = ScriptedSet.of(3);
        MongoChecks stand = told.checks();
        MongoChecks driver =
            MongoChecks.of(
                MongoOptions.members(wired.address(0), wired.address(1), wired.address(2))
                    .deadline(Duration.ofMillis(600)))) {
      state.script.accept(told, i -> "10.0.0." + i + ":27017");
      state.script.accept(wired.script, i -> wired.address(i - 1));
      for (Map.Entry<Asked, String> said : state.words.entrySet()) {
        Verdict scripted = Judged.now(said.getKey().apply(stand));
        assertThat(word(scripted)).as("told: %s", scripted).isEqualTo(said.getValue());
        Verdict asked = Judged.now(said.getKey().apply(driver));
        assertThat(word(asked)).as("by the driver: %s", asked).isEqualTo(said.getValue());
      }
    }
  }
}
