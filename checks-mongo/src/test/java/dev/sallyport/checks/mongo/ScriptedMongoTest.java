package dev.sallyport.checks.mongo;

import static dev.sallyport.checks.mongo.Judged.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScriptedMongoTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private final ScriptedMongo set = ScriptedMongo.healthy(3);
  private final MongoChecks mongo = set.checks();

  @Test
  void words_are_taken_back_by_well() throws Exception {
    set.killed("10.0.0.1:27017")
        .fsyncLocked("10.0.0.2:27017")
        .damaged("10.0.0.2:27017", "bad")
        .storageUsed("10.0.0.3:27017", Percent.of(99))
        .behind("10.0.0.3:27017")
        .documents(0)
        .well();
    says("pass", mongo.replicaSetHealth(3));
    says("pass", mongo.replicationLag(SHORT));
    says("pass", mongo.majorityCommit(SHORT));
    says("pass", mongo.storageHeadroom().atMost(Percent.of(80)));
    says("pass", mongo.collectionValidate("shop.users"));
  }

  @Test
  void a_primary_dies_another_is_elected_and_it_comes_back() throws Exception {
    set.killed("10.0.0.1:27017");
    says("pending no-primary", mongo.replicaSetHealth(3));
    set.elected("10.0.0.2:27017");
    says("pending member-down", mongo.replicaSetHealth(3));
    set.restarted("10.0.0.1:27017");
    says("pass", mongo.replicaSetHealth(3));
    says("pass", mongo.replicationLag(SHORT));
    set.noPrimary();
    says("pending no-primary", mongo.replicaSetHealth(3));
  }

  @Test
  void one_that_catches_up_is_waited_for() throws Exception {
    set.behind("10.0.0.3:27017");
    Verdict late = says("pending behind", mongo.replicationLag(SHORT));
    assertThat(late.reason()).contains("10.0.0.3:27017 had not applied");
    set.caughtUp("10.0.0.3:27017");
    says("pass", mongo.replicationLag(SHORT));
  }

  @Test
  void a_damaged_copy_is_found_only_where_it_is_asked_for() throws Exception {
    set.damaged("10.0.0.3:27017", "page 7 is torn");
    says("pass", mongo.collectionValidate("shop.users"));
    Verdict both =
        says(
            "fail invalid",
            mongo.collectionValidate("shop.users").on("10.0.0.2:27017", "10.0.0.3:27017"));
    assertThat(both.reason()).contains("shop.users on 10.0.0.3:27017 is not valid: page 7 is torn");
    says("fail records-missing", mongo.collectionValidate("shop.users").records(1001));
  }

  @Test
  void a_full_disk_is_named_by_its_member() throws Exception {
    set.storageUsed("10.0.0.2:27017", Percent.of(93)).fsyncLocked("10.0.0.1:27017");
    Verdict full =
        says("fail threshold-breached", mongo.storageHeadroom().staysBelow(Percent.of(90)));
    assertThat(full.evidence().observed().toString()).contains("10.0.0.2:27017 the fullest=true");
  }

  @Test
  void an_oplog_that_is_not_full_is_young_and_not_short() throws Exception {
    Duration day = Duration.ofDays(1);
    set.oplogSpans(Duration.ofHours(6), Percent.of(25));
    says("pass", mongo.oplogWindow(day));
    set.oplogSpans(Duration.ofHours(6), Percent.of(26));
    says("fail window-short", mongo.oplogWindow(day));
    set.oplogSpans(Duration.ofHours(6), Percent.of(91));
    says("fail window-short", mongo.oplogWindow(Duration.ofMinutes(6 * 60 + 1)));
    set.oplogSpans(Duration.ZERO);
    says("inconclusive TOO_FEW_SAMPLES", mongo.oplogWindow(day));
  }

  @Test
  void validating_for_ever_says_so() throws Exception {
    set.validatesForever("10.0.0.2:27017");
    Verdict late = says("inconclusive ERROR", mongo.collectionValidate("shop.users"));
    assertThat(late.reason()).contains("had not ended when its time was up");
  }

  @Test
  void documents_that_break_a_schema_are_told_and_pass() throws Exception {
    set.schemaViolated("10.0.0.2:27017", 3);
    Verdict verdict = says("pass", mongo.collectionValidate("shop.users").full().records(1000));
    assertThat(verdict.reason()).isEqualTo("shop.users is valid on 10.0.0.2:27017, with 1 warning");
    assertThat(verdict.evidence().asked())
        .isEqualTo("validate shop.users in full on [10.0.0.2:27017]");
    assertThat(verdict.evidence().observed().toString())
        .contains(
            "10.0.0.2:27017 valid=true",
            "10.0.0.2:27017 nrecords=1000",
            "10.0.0.2:27017 warning=3 nNonCompliantDocuments",
            "10.0.0.2:27017 validated and locked for=");
    assertThat(says("pass", mongo.collectionValidate("shop.users").on("10.0.0.1:27017")).reason())
        .isEqualTo("shop.users is valid on 10.0.0.1:27017");
  }

  @Test
  void storage_shows_every_member_and_what_is_not_told_is_no_data() throws Exception {
    set.storageUsed("10.0.0.3:27017", Percent.of(70)).fsyncLocked("10.0.0.2:27017");
    Verdict locked = says("pending fsync-locked", mongo.storageHeadroom().atMost(Percent.of(70)));
    assertThat(locked.evidence().observed().toString())
        .contains(
            "10.0.0.1:27017 file system used=50.0 %",
            "10.0.0.3:27017 file system used=70.0 %",
            "10.0.0.1:27017 cache dirty=1.0 %",
            "10.0.0.1:27017 fsyncLock=false",
            "10.0.0.2:27017 fsyncLock=true",
            "10.0.0.3:27017 the fullest=true");
    set.well();
    StorageHeadroom strict = mongo.storageHeadroom().cacheDirtyAtMost(Percent.of(0.5));
    says("pending cache-dirty", strict.atMost(Percent.of(70)));
    set.storageUntold("10.0.0.2:27017");
    assertThat(says("inconclusive NO_DATA", strict.atMost(Percent.of(70))).reason())
        .contains("10.0.0.2:27017 does not tell the size of its file system");
    set.killed("10.0.0.3:27017");
    says("inconclusive ERROR", strict.atMost(Percent.of(70)));
  }

  @Test
  void wrong_words_are_refused() {
    assertThatThrownBy(() -> set.killed("10.0.0.9:27017"))
        .hasMessage(
            "There is no member 10.0.0.9:27017, only [10.0.0.1:27017, 10.0.0.2:27017,"
                + " 10.0.0.3:27017].");
    assertThatThrownBy(() -> set.killed("10.0.0.3:27017").elected("10.0.0.3:27017"))
        .hasMessage("10.0.0.3:27017 is down or an arbiter: it cannot be elected.");
    assertThatThrownBy(() -> ScriptedMongo.healthy(0))
        .hasMessage("There is no set of 0 members. Take at least one, and at most 50.");
  }

  @Test
  void closed_checks_pass_nothing_and_others_live_on() throws Exception {
    MongoChecks other = set.checks();
    other.close();
    says("inconclusive ERROR", other.replicaSetHealth(3));
    says("inconclusive ERROR", other.connectionPool(1, 0));
    says("pass", mongo.replicaSetHealth(3));
  }
}
