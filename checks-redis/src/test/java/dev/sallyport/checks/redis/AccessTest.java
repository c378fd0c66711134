package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static dev.sallyport.checks.redis.RedisCluster.ASK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers that do not let everyone in, and servers that are none. */
class AccessTest {
  private static final Secret<String> PASSWORD = Secret.of("redis-password", String.class);
  private static final String WORD = "s3same-open-the-gate";
  private static RedisCluster servers;

  @BeforeAll
  static void start() throws Exception {
    servers =
        RedisCluster.servers(
            1,
            "requirepass " + WORD,
            "user checks on >" + WORD + " -@all +cluster +info",
            "cluster-node-timeout 15000");
  }

  @AfterAll
  static void stop() throws Exception {
    if (servers != null) {
      servers.close();
    }
  }

  private static Verdict ask(RedisOptions options, String word) throws Exception {
    try (RedisChecks redis = RedisChecks.cluster(options)) {
      return redis.clusterConfigAgreement().expecting(1).judge(bound(word));
    }
  }

  private static dev.sallyport.check.CheckContext bound(String word) {
    return ASK.within(Duration.ofSeconds(10)).knowing(PASSWORD, word).sample();
  }

  private static RedisOptions options() {
    return RedisCluster.patiently(RedisOptions.seeds(servers.nodes.get(0).address()));
  }

  @Test
  void the_right_password_opens_and_is_never_seen() throws Exception {
    Verdict verdict = ask(options().password(PASSWORD), WORD);

    assertThat(word(verdict)).isEqualTo("pending no-slots-assigned");
    assertThat(verdict.toString()).doesNotContain(WORD).contains("version");
  }

  @Test
  void a_wrong_or_missing_password_is_inconclusive() throws Exception {
    Verdict wrong = ask(options().password(PASSWORD), "wrong-" + WORD);
    Verdict missing = ask(options(), "unused");

    assertThat(word(wrong)).isEqualTo("inconclusive ERROR");
    assertThat(wrong.reason()).contains("credentials", "WRONGPASS");
    assertThat(wrong.toString()).doesNotContain(WORD).contains("DENIED");
    assertThat(word(missing)).isEqualTo("inconclusive ERROR");
    assertThat(missing.toString()).contains("DENIED");
  }

  @Test
  void a_secret_without_a_value_is_no_pass() {
    try (RedisChecks redis = RedisChecks.cluster(options().password(PASSWORD))) {
      Check coverage = redis.slotCoverage();
      assertThatThrownBy(() -> ASK.now(coverage))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("redis-password");
    }
  }

  @Test
  void a_user_that_may_not_read_settings_can_judge_all_but_persistence() throws Exception {
    RedisOptions limited = options().user("checks").password(PASSWORD);
    try (RedisChecks redis = RedisChecks.cluster(limited)) {
      assertThat(word(redis.slotCoverage().judge(bound(WORD))))
          .isEqualTo("pending no-slots-assigned");
      Verdict rdb = redis.persistenceRdb().judge(bound(WORD));
      assertThat(word(rdb)).isEqualTo("inconclusive ERROR");
      assertThat(rdb.reason()).contains("does not let us read the setting save");
    }
  }

  @Test
  void a_server_without_cluster_mode_fails() throws Exception {
    try (RedisCluster plain = RedisCluster.servers(1, "cluster-enabled no");
        RedisChecks redis = RedisChecks.cluster(RedisCluster.patiently(plain.seeds()))) {
      assertThat(word(ASK.now(redis.slotCoverage()))).isEqualTo("fail cluster-disabled");
    }
  }

  @Test
  void a_server_of_its_own_covers_all_slots() throws Exception {
    try (RedisCluster one = RedisCluster.servers(1);
        RedisChecks redis = RedisChecks.cluster(RedisCluster.patiently(one.seeds()))) {
      one.nodes
          .get(0)
          .send(
              Stream.concat(
                      Stream.of("CLUSTER", "ADDSLOTS"),
                      IntStream.range(0, Slots.ALL).mapToObj(String::valueOf))
                  .toArray(String[]::new));
      ASK.until(redis.slotCoverage().and(redis.clusterConfigAgreement().expecting(1)), "pass");
      assertThat(word(ASK.now(redis.clusterConfigAgreement())))
          .isEqualTo("inconclusive TOO_FEW_SAMPLES");
      assertThat(word(ASK.now(redis.replicationLink()))).isEqualTo("pending replicas-missing");
    }
  }

  @Test
  void servers_that_hang_talk_nonsense_or_are_not_there_are_inconclusive() throws Exception {
    try (Stranger hanging = Stranger.hanging();
        Stranger web = Stranger.saying("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n");
        Stranger odd =
            Stranger.saying(
                "+OK\r\n:1\r\n*1\r\n$3\r\nabc\r\n+x\r\n+y\r\n+z\r\n+w\r\n+v\r\n+u\r\n")) {
      for (String address :
          new String[] {hanging.address(), web.address(), odd.address(), "127.0.0.1:1"}) {
        long began = System.nanoTime();
        try (RedisChecks redis =
            RedisChecks.cluster(
                RedisOptions.seeds(address)
                    .deadlines(Duration.ofMillis(500), Duration.ofMillis(500)))) {
          Verdict verdict = redis.slotCoverage().judge(ASK.within(Duration.ofSeconds(5)).sample());
          assertThat(word(verdict)).as(verdict.reason()).isEqualTo("inconclusive ERROR");
          assertThat(verdict.reason()).startsWith("No member of the cluster answers: " + address);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
      }
    }
  }

  @Test
  void the_time_of_the_sample_bounds_a_look_with_longer_deadlines() throws Exception {
    try (Stranger hanging = Stranger.hanging();
        RedisChecks redis =
            RedisChecks.cluster(
                RedisOptions.seeds(hanging.address())
                    .deadlines(Duration.ofMinutes(1), Duration.ofMinutes(1)))) {
      long began = System.nanoTime();
      Verdict verdict = redis.slotCoverage().judge(ASK.within(Duration.ofMillis(600)).sample());

      assertThat(word(verdict)).isEqualTo("inconclusive ERROR");
      assertThat(verdict.reason()).contains("no answer within the deadline");
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }
  }
}
