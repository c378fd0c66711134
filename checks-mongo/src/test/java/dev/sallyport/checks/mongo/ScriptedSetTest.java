package dev.sallyport.checks.mongo;

import static dev.sallyport.checks.mongo.Judged.word;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** The checks through the real driver, over real sockets, on sets that follow a script. */
class ScriptedSetTest {
  private static final String INDEX = "{name: 'email_1', key: {email: 1}, unique: true}";

  private static Verdict judged(ScriptedSet set, Function<MongoChecks, Check> check)
      throws Exception {
    try (MongoChecks mongo = MongoChecks.of(set.options().deadline(ofSeconds(2)))) {
      return check.apply(mongo).judge(CheckContext.of(Clock.systemUTC(), ofSeconds(10)));
    }
  }

  private static void says(String word, ScriptedSet set, Function<MongoChecks, Check> check)
      throws Exception {
    Verdict verdict = judged(set, check);
    assertThat(word(verdict)).as(verdict.toString()).isEqualTo(word);
    assertThat(verdict.evidence().observed()).isNotEmpty();
  }

  private static Check health(MongoChecks mongo) {
    return mongo.replicaSetHealth(3);
  }

  private static Check majority(MongoChecks mongo) {
    return mongo.majorityCommit(ofSeconds(1));
  }

  private static Check lag(MongoChecks mongo) {
    return mongo.replicationLag(ofMillis(800));
  }

  @Test
  void a_healthy_set_passes() throws Exception {
    try (ScriptedSet set = ScriptedSet.of(3)) {
      says("pass", set, ScriptedSetTest::health);
      says("pass", set, ScriptedSetTest::majority);
      says("pass", set, ScriptedSetTest::lag);
      says("pass", set, mongo -> mongo.oplogWindow(ofHours(24)));
      says("fail window-short", set, mongo -> mongo.oplogWindow(ofHours(25)));
      says("fail member-count", set, mongo -> mongo.replicaSetHealth(4));
    }
  }

  @Test
  void members_that_are_only_in_the_configuration_are_asked() throws Exception {
    try (ScriptedSet set = ScriptedSet.of(3)) {
      set.script.hidden(set.address(2));
      says("pass", set, ScriptedSetTest::health);
      set.die(2);
      Verdict verdict = judged(set, ScriptedSetTest::health);
      assertThat(word(verdict)).isEqualTo("pending member-down");
      assertThat(verdict.reason()).contains(set.address(2));
    }
  }

  @Test
  void a_lost_primary_is_not_yet() throws Exception {
    try (ScriptedSet set = ScriptedSet.of(3)) {
      set.node(0).state = 2;
      says("pending no-primary", set, ScriptedSetTest::health);
      says("inconclusive NO_DATA", set, ScriptedSetTest::majority);
      says("inconclusive NO_DATA", set, ScriptedSetTest::lag);
    }
  }

  @Test
  void two_primaries_and_split_views_are_seen() throws Exception {
    try (ScriptedSet set = ScriptedSet.of(3)) {
      set.node(1).sees = "none";
      says("pending split-view", set, ScriptedSetTest::health);
      set.node(1).state = 1;
      says("pending two-primaries", set, ScriptedSetTest::health);
    }
  }

  @Test
  void an_arbiter_votes_but_acknowledges_no_write() throws Exception {
    try (ScriptedSet set = ScriptedSet.psa()) {
      says("pass", set, ScriptedSetTest::health);
      set.die(1);
      Verdict verdict = judged(set, ScriptedSetTest::health);
      assertThat(verdict.passed()).isFalse();
      assertThat(verdict.reason())
          .contains("1 healthy voting members hold data; a majority write needs 2")
          .doesNotContain("votes are healthy");
      says("fail majority-stalled", set, ScriptedSetTest::majority);
    }
  }

  @Test
  void states_versions_and_staleness_are_seen() throws Exception {
    try (ScriptedSet set = ScriptedSet.of(3)) {
      set.node(1).configVersion = 2;
      says("pending views-differ", set, ScriptedSetTest::health);
      set.node(1).configVersion = 1;
      set.node(1).state = 3;
      says("pending member-state", set, ScriptedSetTest::health);
      set.node(1).tooStale = true;
      says("fail too-stale", set, ScriptedSetTest::health);
    }
  }

  @Test
  void lag_is_waited_for_but_not_that_of_a_delayed_member() throws Exception {
    try (ScriptedSet set = ScriptedSet.of(3)) {
      set.script.behind(set.address(2));
      Verdict verdict = judged(set, ScriptedSetTest::lag);
      assertThat(word(verdict)).isEqualTo("pending behind");
      assertThat(verdict.reason()).contains(set.address(2) + " had not applied");
      set.script.delayed(set.address(2), ofHours(1));
      says("pass", set, ScriptedSetTest::lag);
      set.script.behind(set.address(1));
      says("fail majority-stalled", set, ScriptedSetTest::majority);
    }
  }

  @Test
  void an_ok_is_not_taken_for_a_majority() throws Exception {
    try (ScriptedSet set = ScriptedSet.of(3)) {
      set.deaf = true;
      says("pass", set, ScriptedSetTest::majority);
      set.script.behind(set.address(1));
      set.script.behind(set.address(2));
      says("pending not-committed", set, ScriptedSetTest::majority);
    }
  }

  @Test
  void an_index_must_be_built_everywhere_and_as_specified() throws Exception {
    try (ScriptedSet set = ScriptedSet.of(3)) {
      Function<MongoChecks, Check> index = mongo -> mongo.indexReady("shop.users", INDEX);
      says("pending index-missing", set, index);
      set.nodes().forEach(node -> node.indexes = List.of(stats(true)));
      says("pass", set, index);
      set.node(2).indexes = List.of(stats(true).append("building", true));
      says("pending index-building", set, index);
      set.node(2).indexes = List.of(stats(false));
      says("fail index-differs", set, index);
    }
  }

  private static Document stats(boolean unique) {
    Document key = new Document("email", 1);
    Document spec = new Document("v", 2).append("key", key).append("name", "email_1");
    return new Document("name", "email_1")
        .append("key", key)
        .append("spec", unique ? spec.append("unique", true) : spec);
  }

  @Test
  void secondary_preferred_that_falls_back_is_seen() throws Exception {
    try (ScriptedSet set = ScriptedSet.of(3)) {
      Function<MongoChecks, Check> reads =
          mongo ->
              mongo.readPreference(
                  "shop.users", "readPreference=secondaryPreferred", Percent.of(90));
      says("pass", set, reads);
      set.node(1).state = 3;
      set.node(2).state = 3;
      says("pending on-primary", set, reads);
    }
  }

  @Test
  void connections_are_held_at_once() throws Exception {
    try (ScriptedSet set = ScriptedSet.of(3)) {
      says("pass", set, mongo -> mongo.connectionPool(20, 100));
      set.script.connectionsLeft(set.address(0), 99);
      says("pending no-room", set, mongo -> mongo.connectionPool(20, 100));
    }
  }

  @Test
  void a_dead_set_is_no_pass() throws Exception {
    try (ScriptedSet set = ScriptedSet.of(3)) {
      for (int i = 0; i < 3; i++) {
        set.die(i);
      }
      Verdict verdict = judged(set, ScriptedSetTest::health);
      assertThat(word(verdict)).isEqualTo("inconclusive ERROR");
      assertThat(verdict.reason()).contains(set.address(0) + " could not be read");
    }
  }

  @Test
  void a_validation_that_took_too_long_says_so() throws Exception {
    try (ScriptedSet set = ScriptedSet.of(2)) {
      set.script.validatesForever(set.address(1));
      Verdict verdict =
          judged(set, mongo -> mongo.collectionValidate("shop.users").within(ofSeconds(3)));
      assertThat(word(verdict)).isEqualTo("inconclusive ERROR");
      assertThat(verdict.reason())
          .isEqualTo(
              "validate of shop.users on "
                  + set.address(1)
                  + " had not ended when its time was up. Give it more by within(...), and the"
                  + " sample as well; the collection is locked for as long.");
    }
  }
}
