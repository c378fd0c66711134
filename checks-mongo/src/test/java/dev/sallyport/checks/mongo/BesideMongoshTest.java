package dev.sallyport.checks.mongo;

import static dev.sallyport.checks.mongo.Judged.word;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What mongosh says of a state of a FerretDB, what the check says, and how long each took. */
@Tag("once")
class BesideMongoshTest {
  @TempDir private static Path folder;
  private static FerretServer server;
  private static MongoChecks mongo;

  @BeforeAll
  static void start() throws Exception {
    server = FerretServer.open(folder);
    server.fill("users", 30);
    mongo = MongoChecks.of(MongoOptions.members(server.address()).deadline(ofSeconds(2)));
    Mongosh made = Mongosh.type(home(), uri(server), "db.createCollection('empty')", ofSeconds(20));
    assertThat(made.exit()).as(made.said()).isZero();
  }

  @AfterAll
  static void stop() {
    if (mongo != null) {
      mongo.close();
    }
    if (server != null) {
      server.close();
    }
  }

  private static Path home() {
    return folder.resolve("home");
  }

  private static String uri(FerretServer at) {
    return "mongodb://" + at.address() + "/shop";
  }

  private static Mongosh type(String line) throws Exception {
    return Mongosh.type(home(), uri(server), line, ofSeconds(20));
  }

  /** Asks thrice and prints the line of the table, with the shortest time. */
  private static String beside(String state, String line, Mongosh shell, Check check)
      throws Exception {
    return beside(state, line, shell, check, Map.of());
  }

  private static String beside(
      String state, String line, Mongosh shell, Check check, Map<Secret<?>, Object> bound)
      throws Exception {
    long best = Long.MAX_VALUE;
    Verdict verdict = null;
    for (int i = 0; i < 3; i++) {
      long began = System.nanoTime();
      verdict =
          check.judge(
              Sample.begin(Clock.systemUTC(), ofSeconds(10), Secret.Source.of(bound), () -> false));
      best = Math.min(best, System.nanoTime() - began);
    }
    System.out.printf(
        "| %s | `%s`: exit %d, %d ms, \"%s\" | %s, %.1f ms |%n",
        state,
        line,
        shell.exit(),
        shell.took().toMillis(),
        shell.said().lines().findFirst().orElse(""),
        word(verdict),
        best / 1e6);
    return word(verdict);
  }

  @Test
  void of_an_empty_collection_it_says_valid() throws Exception {
    String line = "db.empty.validate().valid";
    Mongosh shell = type(line);
    assertThat(shell.said()).isEqualTo("true");
    CollectionValidate check = mongo.collectionValidate("shop.empty").on(server.address());
    assertThat(beside("empty collection", line, shell, check)).isEqualTo("inconclusive NO_DATA");
  }

  @Test
  void of_a_collection_with_documents_both_say_valid() throws Exception {
    String line = "db.users.validate().valid";
    Mongosh shell = type(line);
    assertThat(shell.said()).isEqualTo("true");
    CollectionValidate check = mongo.collectionValidate("shop.users").on(server.address());
    assertThat(beside("30 documents", line, shell, check)).isEqualTo("pass");
  }

  @Test
  void a_read_that_fell_back_to_the_primary_is_no_difference_to_it() throws Exception {
    String line = "db.getMongo().setReadPref('secondaryPreferred'); db.users.countDocuments()";
    Mongosh shell = type(line);
    assertThat(shell.exit()).isZero();
    assertThat(shell.said()).isEqualTo("30");
    Check check =
        mongo.readPreference("shop.users", "readPreference=secondaryPreferred", Percent.of(90));
    assertThat(beside("no secondary", line, shell, check)).isEqualTo("pending on-primary");
  }

  @Test
  void sizes_that_are_not_told_compare_as_false_and_exit_zero() throws Exception {
    String line = "db.stats().fsUsedSize / db.stats().fsTotalSize > 0.8";
    Mongosh shell = type(line);
    assertThat(shell.exit()).isZero();
    assertThat(shell.said()).isEqualTo("false");
    Check check = mongo.storageHeadroom().atMost(Percent.of(80));
    assertThat(beside("size of the disk unknown", line, shell, check))
        .isEqualTo("inconclusive ERROR");
  }

  @Test
  void both_see_that_it_is_no_replica_set() throws Exception {
    String line = "rs.status().ok";
    Mongosh shell = type(line);
    assertThat(shell.exit()).isNotZero();
    assertThat(beside("no replica set", line, shell, mongo.replicaSetHealth(1)))
        .isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_server_that_wants_a_login_answers_a_ping() throws Exception {
    Secret<String> secret = Secret.of("mongo-password", String.class);
    try (FerretServer guarded = FerretServer.guarded(folder.resolve("guarded"));
        MongoChecks checks =
            MongoChecks.of(
                MongoOptions.members(guarded.address())
                    .user(FerretServer.USER, secret)
                    .deadline(ofSeconds(2)))) {
      Check check = checks.readPreference("shop.users", "", Percent.of(0));
      String line = "db.runCommand({ping: 1}).ok";
      Mongosh ping = Mongosh.type(home(), uri(guarded), line, ofSeconds(20));
      String wrong = "mongodb://ops:wr0ng@" + guarded.address() + "/admin";
      Mongosh refused = Mongosh.type(home(), wrong, line, ofSeconds(20));
      assertThat(ping.exit()).as(ping.said()).isZero();
      assertThat(refused.exit()).isNotZero();
      Map<Secret<?>, Object> bound = Map.of(secret, "wr0ng");
      assertThat(beside("without the login that it wants", line, ping, check, bound))
          .isEqualTo("inconclusive ERROR");
      assertThat(beside("wrong password", line, refused, check, bound))
          .isEqualTo("inconclusive ERROR");
    }
  }

  @Test
  void both_see_one_that_hangs() throws Exception {
    try (FerretServer frail = FerretServer.open(folder.resolve("frail"));
        MongoChecks checks =
            MongoChecks.of(MongoOptions.members(frail.address()).deadline(ofMillis(500)))) {
      Signals.stop(frail.process);
      String line = "db.runCommand({ping: 1}).ok";
      Mongosh shell = Mongosh.type(home(), uri(frail), line, ofSeconds(20));
      assertThat(shell.exit()).isNotZero();
      assertThat(beside("stopped with SIGSTOP", line, shell, checks.replicaSetHealth(1)))
          .isEqualTo("inconclusive ERROR");
    }
  }
}
