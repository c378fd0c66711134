package dev.sallyport.checks.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Secret;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RedisOptionsTest {

  @Test
  void seeds_are_hosts_with_or_without_a_port_and_a_scheme() {
    assertThat(
            RedisOptions.seeds("one", "two:7000", "redis://three:7001", "[fd00::7]:7002", "fd00::8")
                .settings()
                .seeds())
        .extracting(Address::toString)
        .containsExactly("one:6379", "two:7000", "three:7001", "[fd00::7]:7002", "[fd00::8]:6379");
    assertThat(RedisOptions.seeds("rediss://one:6380").settings().tls()).isTrue();
  }

  @Test
  void a_password_in_a_seed_is_refused_and_not_repeated() {
    assertThatThrownBy(() -> RedisOptions.seeds("redis://:hunter2@one:6379"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A seed holds credentials. Give the password as a Secret, by password(secret).");
  }

  @Test
  void seeds_of_two_kinds_are_refused() {
    assertThatThrownBy(() -> RedisOptions.seeds("rediss://one", "two"))
        .hasMessageContaining("Some seeds are rediss:// and some are not");
  }

  @Test
  void what_is_no_address_is_refused() {
    assertThatThrownBy(() -> RedisOptions.seeds("one:port")).hasMessageContaining("host:port");
    assertThatThrownBy(() -> RedisOptions.seeds("[fd00::7")).hasMessageContaining("host:port");
    assertThatThrownBy(() -> RedisOptions.seeds("redis://one/3")).hasMessageContaining("host:port");
    assertThatThrownBy(() -> RedisOptions.seeds("one:0")).hasMessageContaining("no server address");
    assertThatThrownBy(() -> RedisOptions.seeds("")).hasMessageContaining("no server address");
  }

  @Test
  void a_user_without_a_password_is_refused() {
    RedisOptions options = RedisOptions.seeds("one").user("checks");

    assertThatThrownBy(() -> RedisChecks.cluster(options)).hasMessageContaining("no password");
    assertThat(options.password(Secret.of("redis", String.class)).settings().user())
        .contains("checks");
  }

  @Test
  void deadlines_must_be_positive() {
    assertThatThrownBy(
            () -> RedisOptions.seeds("one").deadlines(Duration.ZERO, Duration.ofSeconds(1)))
        .hasMessageContaining("deadline to connect must be positive");
  }

  @Test
  void options_say_no_secret() {
    assertThat(RedisOptions.seeds("one").password(Secret.of("redis", String.class)))
        .hasToString("redis [one:6379]");
  }

  @Test
  void checks_refuse_what_would_judge_nothing() {
    try (RedisChecks redis = RedisChecks.cluster("one")) {
      assertThatThrownBy(() -> redis.clusterConfigAgreement().expecting(0))
          .hasMessageContaining("at least one node");
      assertThatThrownBy(() -> redis.replicationLink().replicasPerPrimary(0))
          .hasMessageContaining("nothing to check");
      assertThatThrownBy(() -> redis.cacheHitRatio().atLeastLookups(0))
          .hasMessageContaining("No ratio");
      assertThatThrownBy(() -> redis.cacheHitRatio().over(Duration.ZERO))
          .hasMessageContaining("window must be positive");
      assertThatThrownBy(
              () -> redis.cacheHitRatio().confidence(dev.sallyport.check.Percent.of(100)))
          .hasMessageContaining("less than 100 %");
      assertThatThrownBy(() -> redis.persistenceAof().delayedFsyncsAtMost(-1))
          .hasMessageContaining("delayed fsyncs");
    }
  }
}
