package dev.sallyport.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonCodecTest {
  enum Colour {
    BLUE,
    GREEN
  }

  record Node(String host, int slots) {}

  record Cluster(String name, List<Node> nodes, Map<String, Duration> lags, Colour colour) {
    /** Looks like a property; is none. */
    public boolean isLarge() {
      return nodes.size() > 6;
    }
  }

  record Holding(String name, Secret<String> secret) {}

  static Stream<Arguments> values() {
    return Stream.of(
        value(
            String.class, "caf\u00e9 \"quoted\"\n\tnext", "\"caf\u00e9 \\\"quoted\\\"\\n\\tnext\""),
        value(String.class, "", "\"\""),
        value(String.class, "null", "\"null\""),
        value(Integer.class, -7, "-7"),
        value(Long.class, Long.MAX_VALUE, "9223372036854775807"),
        value(Double.class, 0.1, "0.1"),
        value(Double.class, Double.MIN_VALUE, "4.9E-324"),
        value(Boolean.class, true, "true"),
        value(Colour.class, Colour.GREEN, "\"GREEN\""),
        value(Duration.class, Duration.ofMillis(90_500), "\"PT1M30.5S\""),
        value(
            Instant.class,
            Instant.parse("2026-03-01T12:00:00.123456789Z"),
            "\"2026-03-01T12:00:00.123456789Z\""),
        value(Percent.class, Percent.of(0.1), "{\"value\":0.1}"),
        value(DataSize.class, DataSize.bytes(5), "{\"bytes\":5}"),
        value(Node.class, new Node("a", 1), "{\"host\":\"a\",\"slots\":1}"));
  }

  private static <T> Arguments value(Class<T> type, T value, String json) {
    return Arguments.of(type, value, json);
  }

  @ParameterizedTest
  @MethodSource("values")
  <T> void a_value_is_written_and_read_back(Class<T> type, T value, String json) {
    Codec<T> codec = Codec.json(type);
    assertThat(codec.encode(value)).isEqualTo(json);
    assertThat(codec.decode(json)).isEqualTo(value);
  }

  @Test
  void nothing_is_null() {
    assertThat(Codec.json(Void.class).encode(null)).isEqualTo("null");
    assertThat(Codec.json(Void.class).decode("null")).isNull();
    assertThat(Codec.json(String.class).decode("null")).isNull();
  }

  @Test
  void a_record_that_holds_lists_and_maps_is_read_back_with_their_types() {
    Cluster cluster =
        new Cluster(
            "shop",
            List.of(new Node("a", 8192), new Node("b", 8192)),
            Map.of("a", Duration.ofMillis(3)),
            Colour.BLUE);
    Codec<Cluster> codec = Codec.json(Cluster.class);
    assertThat(codec.encode(cluster)).doesNotContain("\n");
    assertThat(codec.decode(codec.encode(cluster))).isEqualTo(cluster);
  }

  @Test
  void a_property_the_type_no_longer_has_is_ignored() {
    assertThat(Codec.json(Node.class).decode("{\"host\":\"a\",\"slots\":1,\"port\":6379}"))
        .isEqualTo(new Node("a", 1));
  }

  @Test
  void what_cannot_be_read_says_the_way_out() {
    assertThatThrownBy(() -> Codec.json(Integer.class).decode("\"seven\""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "The recorded value could not be read as a java.lang.Integer: Cannot deserialize value")
        .hasMessageEndingWith(
            ". Resume with the version of the plan that wrote it, or give the type a codec that"
                + " reads the old form.");
  }

  static Stream<Arguments> guesses() {
    return Stream.of(
        Arguments.of("a fraction cut", Integer.class, "1.5"),
        Arguments.of("a number that is missing", Node.class, "{\"host\":\"a\"}"),
        Arguments.of("a number that is null", Node.class, "{\"host\":\"a\",\"slots\":null}"),
        Arguments.of("something behind the value", Integer.class, "12 34"),
        Arguments.of("the place of an enum's constant", Colour.class, "0"),
        Arguments.of("a constant that is gone", Colour.class, "\"RED\""),
        Arguments.of("a number too large", Integer.class, "9223372036854775807"),
        Arguments.of("half a value", Node.class, "{\"host\":"),
        Arguments.of("nothing", String.class, ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("guesses")
  void a_value_that_would_be_guessed_is_refused(String what, Class<?> type, String json) {
    assertThatThrownBy(() -> Codec.json(type).decode(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The recorded value could not be read as a " + type.getName());
  }

  @Test
  void what_cannot_be_written_says_the_way_out() {
    assertThatThrownBy(() -> Codec.json(Object.class).encode(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("A java.lang.Object could not be written as JSON: No serializer")
        .hasMessageEndingWith(". Make it a record of plain values, or give it a codec.");
  }

  @Test
  void a_secret_is_not_written() {
    Secret<String> secret = Secret.of("token", String.class);
    assertThatThrownBy(() -> Codec.json(Holding.class).encode(new Holding("a", secret)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
