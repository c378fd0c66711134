package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static dev.sallyport.checks.redis.RedisCluster.ASK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Verdict;
import dev.sallyport.testkit.checks.Certificate;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server that speaks TLS alone and wants to see a client certificate. */
class TlsTest {
  @TempDir private static Path folder;
  private static Certificate ours;
  private static Certificate other;
  private static RedisCluster server;

  @BeforeAll
  static void start() throws Exception {
    ours = Certificate.of("ours", "ip:127.0.0.1", folder);
    other = Certificate.of("other", "dns:elsewhere.example", folder);
    server = server(ours);
  }

  private static RedisCluster server(Certificate certificate) throws Exception {
    return RedisCluster.servers(
        1,
        "port 0",
        "tls-port %PORT%",
        "tls-cluster yes",
        "tls-cert-file " + certificate.chain(),
        "tls-key-file " + certificate.key(),
        "tls-ca-cert-file " + ours.chain());
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  private static RedisOptions options(RedisCluster cluster) {
    return RedisOptions.seeds("rediss://" + cluster.nodes.get(0).address());
  }

  private static Verdict ask(RedisOptions options) throws Exception {
    try (RedisChecks redis = RedisChecks.cluster(RedisCluster.patiently(options))) {
      return ASK.now(redis.slotCoverage());
    }
  }

  @Test
  void both_sides_trust_each_other() throws Exception {
    Verdict verdict =
        ask(options(server).trusting(ours.chain()).clientCertificate(ours.chain(), ours.key()));

    assertThat(word(verdict)).as(verdict.reason()).isEqualTo("pending no-slots-assigned");
  }

  @Test
  void a_server_that_we_do_not_trust_is_inconclusive() throws Exception {
    Verdict verdict =
        ask(options(server).trusting(other.chain()).clientCertificate(ours.chain(), ours.key()));

    assertThat(word(verdict)).isEqualTo("inconclusive ERROR");
    assertThat(verdict.evidence().observed().toString()).contains("TLS");
  }

  @Test
  void a_server_that_wants_a_certificate_of_ours_is_inconclusive_without_one() throws Exception {
    assertThat(word(ask(options(server).trusting(ours.chain())))).isEqualTo("inconclusive ERROR");
  }

  @Test
  void plain_words_to_a_tls_port_are_inconclusive() throws Exception {
    assertThat(word(ask(RedisOptions.seeds(server.nodes.get(0).address()))))
        .isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_certificate_for_another_name_is_taken_only_if_names_do_not_matter() throws Exception {
    try (RedisCluster elsewhere = server(other)) {
      RedisOptions options =
          options(elsewhere).trusting(other.chain()).clientCertificate(ours.chain(), ours.key());

      assertThat(word(ask(options))).isEqualTo("inconclusive ERROR");
      assertThat(word(ask(options.anyHostName()))).isEqualTo("pending no-slots-assigned");
    }
  }
}
