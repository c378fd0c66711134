package dev.sallyport.checks.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MongoOptionsTest {

  @Test
  void members_and_the_default_deadline() {
    MongoOptions options = MongoOptions.members("m1:27017", "[::1]:27018");
    assertThat(options.members()).containsExactly("m1:27017", "[::1]:27018");
    assertThat(options.limit()).isEqualTo(Duration.ofSeconds(3));
    assertThat(options.user()).isEmpty();
    assertThat(options.tls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"m1", "mongodb://m1:27017", "ops:s3same@m1:27017", "m1:27017/admin", "m1:x", ""})
  void what_is_no_member_is_refused_and_not_repeated(String member) {
    assertThatThrownBy(() -> MongoOptions.members("m1:27017", member))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A member is host:port, without a scheme, path or credentials.");
  }

  @Test
  void a_deadline_is_positive() {
    MongoOptions options = MongoOptions.members("m1:27017");
    assertThatThrownBy(() -> options.deadline(Duration.ZERO))
        .hasMessage("The deadline must be positive, but is PT0S");
  }
}
