package dev.sallyport.checks.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import java.io.IOException;
import java.net.ConnectException;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {

  private static Silence silence(Throwable root) {
    return Problems.silence(
        new CompletionException(new RedisConnectionException("Unable to connect", root)),
        Optional.of("hunter2"));
  }

  @ParameterizedTest
  @CsvSource({
    "WRONGPASS invalid username-password pair, DENIED",
    "NOAUTH Authentication required., DENIED",
    "NOPERM this user has no permissions, DENIED",
    "ERR unknown command 'CLUSTER', DENIED",
    "LOADING Redis is loading the dataset in memory, LOADING",
    "ERR This instance has cluster support disabled, NOT_CLUSTERED",
  })
  void what_a_server_says(String message, Silence.Kind kind) {
    assertThat(silence(new RedisCommandExecutionException(message)))
        .isEqualTo(new Silence(kind, message));
  }

  @Test
  void what_the_network_says() {
    assertThat(silence(new ConnectException("Connection refused")).kind())
        .isEqualTo(Silence.Kind.UNREACHABLE);
    assertThat(silence(new ConnectException("connection timed out")).kind())
        .isEqualTo(Silence.Kind.NO_ANSWER);
    assertThat(silence(new IOException("Connection reset by peer")).kind())
        .isEqualTo(Silence.Kind.UNREACHABLE);
    assertThat(silence(new SSLHandshakeException("no")).kind()).isEqualTo(Silence.Kind.TLS);
    assertThat(silence(new TimeoutException()))
        .isEqualTo(new Silence(Silence.Kind.NO_ANSWER, "no answer within the deadline"));
    assertThat(silence(new IllegalArgumentException("no line")).kind())
        .isEqualTo(Silence.Kind.GARBAGE);
  }

  @Test
  void a_password_that_comes_back_is_blotted_out_and_long_words_are_cut() {
    assertThat(silence(new RedisCommandExecutionException("ERR odd hunter2 here")).detail())
        .isEqualTo("ERR odd *** here");
    assertThat(silence(new IOException("x".repeat(500))).detail()).hasSize(163);
  }
}
