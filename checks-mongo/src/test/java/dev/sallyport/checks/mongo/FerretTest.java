package dev.sallyport.checks.mongo;

import static dev.sallyport.checks.mongo.Judged.says;
import static dev.sallyport.checks.mongo.Judged.word;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import dev.sallyport.testkit.checks.Certificate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real server of the wire protocol that is no replica set: what it can answer is judged, and what
 * it cannot is no pass and says why.
 */
class FerretTest {
  @TempDir private static Path folder;
  private static FerretServer server;
  private static MongoChecks mongo;

  @BeforeAll
  static void start() throws Exception {
    server = FerretServer.open(folder);
    server.fill("users", 30);
    mongo = MongoChecks.of(MongoOptions.members(server.address()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (mongo != null) {
      mongo.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void what_needs_a_replica_set_is_inconclusive_and_says_so() throws Exception {
    List<Check> ofTheSet =
        List.of(
            mongo.replicaSetHealth(1),
            mongo.replicationLag(ofSeconds(1)),
            mongo.majorityCommit(ofSeconds(1)),
            mongo.oplogWindow(ofSeconds(1)),
            mongo.indexReady("shop.users", "{name: '_id_', key: {_id: 1}}"),
            mongo.storageHeadroom().atMost(Percent.of(1000)),
            mongo.collectionValidate("shop.users"));
    for (Check check : ofTheSet) {
      Verdict verdict = says("inconclusive ERROR", check);
      assertThat(verdict.reason())
          .as(check.name())
          .contains(
              server.address()
                  + " could not be read: CommandNotFound (59): no such command:"
                  + " 'replSetGetConfig'");
    }
  }

  @Test
  void reads_are_served_by_whom_the_driver_names() throws Exception {
    Verdict all = says("pass", mongo.readPreference("shop.users", "", Percent.of(0)));
    assertThat(all.evidence().observed().toString())
        .contains(server.address() + " STANDALONE reads=50");
    says(
        "pending on-primary",
        mongo.readPreference("shop.users", "readPreference=secondaryPreferred", Percent.of(90)));
  }

  @Test
  void connections_are_held_at_once_but_its_limit_is_not_told() throws Exception {
    Verdict verdict = says("inconclusive ERROR", mongo.connectionPool(20, 1));
    assertThat(verdict.reason()).contains("no connections in serverStatus");
    assertThat(verdict.evidence().observed().toString()).contains("checked out at once=20");
  }

  @Test
  void a_named_member_is_asked_to_validate() throws Exception {
    CollectionValidate users = mongo.collectionValidate("shop.users").on(server.address());
    Verdict verdict = says("pass", users.full());
    assertThat(verdict.reason()).isEqualTo("shop.users is valid on " + server.address());
    assertThat(verdict.evidence().observed().toString()).contains("nrecords=30");
    says("fail records-missing", users.records(31));
    says("fail no-collection", mongo.collectionValidate("shop.nope").on(server.address()));
  }

  @Test
  void a_login_is_let_in_or_refused() throws Exception {
    Secret<String> secret = Secret.of("mongo-password", String.class);
    try (FerretServer guarded = FerretServer.guarded(folder.resolve("guarded"));
        MongoChecks checks =
            MongoChecks.of(
                MongoOptions.members(guarded.address()).user(FerretServer.USER, secret));
        MongoChecks nobody = MongoChecks.of(MongoOptions.members(guarded.address()))) {
      Check pool = checks.connectionPool(5, 0);
      assertThat(as(pool, secret, FerretServer.PASSWORD).evidence().observed().toString())
          .contains("checked out at once=5");
      assertThat(word(as(reading(checks), secret, FerretServer.PASSWORD))).isEqualTo("pass");
      Verdict wrong = as(reading(checks), secret, "wr0ng-word");
      assertThat(word(wrong)).isEqualTo("inconclusive ERROR");
      assertThat(wrong.toString()).contains("Authentication failed").doesNotContain("wr0ng-word");
      Verdict set = as(checks.replicaSetHealth(1), secret, "wr0ng-word");
      assertThat(set.reason()).contains("Authentication failed");
      assertThat(as(checks.replicaSetHealth(1), secret, FerretServer.PASSWORD).reason())
          .as("let in, and no replica set")
          .contains("CommandNotFound");
      assertThat(says("inconclusive ERROR", reading(nobody)).reason())
          .contains("requires authentication");
    }
  }

  @Test
  void no_check_passes_where_the_login_is_refused() throws Exception {
    try (FerretServer guarded = FerretServer.guarded(folder.resolve("refusing"))) {
      for (Check check : MongoContractTest.all(guarded.address(), ofSeconds(3)).values()) {
        Verdict verdict = as(check, MongoContractTest.PASSWORD, "wr0ng-word");
        assertThat(word(verdict)).as(check.name()).isEqualTo("inconclusive ERROR");
        assertThat(verdict.toString())
            .contains("Authentication failed")
            .doesNotContain("wr0ng-word");
      }
    }
  }

  private static Verdict as(Check check, Secret<String> secret, String password) throws Exception {
    Secret.Source secrets = Secret.Source.of(Map.of(secret, password));
    return check.judge(Sample.begin(Clock.systemUTC(), ofSeconds(10), secrets, () -> false));
  }

  private static Check reading(MongoChecks checks) {
    return checks.readPreference("shop.users", "", Percent.of(0));
  }

  @Test
  void tls_is_verified() throws Exception {
    Certificate ours = Certificate.of("ours", "ip:127.0.0.1", folder);
    Certificate other = Certificate.of("other", "dns:elsewhere.example", folder);
    try (FerretServer secure = FerretServer.tls(folder.resolve("tls"), ours);
        FerretServer elsewhere = FerretServer.tls(folder.resolve("elsewhere"), other)) {
      assertThat(overTls(secure, ours)).isEqualTo("pass");
      assertThat(overTls(secure, other)).as("a stranger").isEqualTo("inconclusive ERROR");
      assertThat(overTls(elsewhere, other)).as("another name").isEqualTo("inconclusive ERROR");
      try (MongoChecks plain =
          MongoChecks.of(MongoOptions.members(secure.address()).deadline(ofMillis(800)))) {
        says("inconclusive ERROR", reading(plain));
      }
    }
  }

  private static String overTls(FerretServer asked, Certificate trusted) throws Exception {
    try (MongoChecks checks =
        MongoChecks.of(
            MongoOptions.members(asked.address()).tls(trusted.trusted()).deadline(ofSeconds(2)))) {
      return word(Judged.now(reading(checks)));
    }
  }

  @Test
  void one_that_hangs_costs_its_deadline_and_one_that_died_is_no_pass() throws Exception {
    try (FerretServer frail = FerretServer.open(folder.resolve("frail"));
        MongoChecks checks =
            MongoChecks.of(MongoOptions.members(frail.address()).deadline(ofMillis(500)))) {
      frail.fill("users", 1);
      CollectionValidate valid =
          checks.collectionValidate("shop.users").on(frail.address()).within(ofMillis(700));
      says("pass", valid);
      Signals.stop(frail.process);
      long began = System.nanoTime();
      says("inconclusive ERROR", valid);
      says("inconclusive ERROR", checks.replicaSetHealth(1));
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(ofSeconds(5));
      Signals.goOn(frail.process);
      says("pass", valid);
      frail.process.destroyForcibly().onExit().join();
      says("inconclusive ERROR", valid);
    }
  }
}
