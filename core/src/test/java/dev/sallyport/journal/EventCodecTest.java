package dev.sallyport.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.plan.Codec;
import java.io.IOException;
import java.util.List;
import java.util.zip.CRC32C;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EventCodecTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void every_event_comes_back_as_it_was(@ForAll("events") Event event) throws IOException {
    String line = Lines.line(7, event);
    assertThat(line).endsWith("\"}\n");
    assertThat(line.substring(0, line.length() - 1).chars()).allMatch(c -> c >= ' ' || c == '\t');
    assertThat(Lines.event(7, line)).isEqualTo(event);
  }

  @Provide
  Arbitrary<Event> events() {
    return AnyEvent.events();
  }

  @Example
  void every_kind_of_event_comes_back_as_it_was() throws IOException {
    for (Class<?> kind : AnyEvent.kinds()) {
      for (Event event : AnyEvent.of(kind).list().ofSize(20).sample()) {
        assertThat(Lines.event(1, Lines.line(1, event))).isEqualTo(event);
      }
    }
  }

  @Example
  void every_line_is_json_for_others_too() throws IOException {
    for (Event event : AnyEvent.events().list().ofSize(200).sample()) {
      JsonNode line = MAPPER.readTree(Lines.line(3, event));
      assertThat(line.get("n").asLong()).isEqualTo(3);
      assertThat(line.get("at").asText()).isEqualTo(event.at().toString());
    }
  }

  @Example
  void the_checksum_is_crc32c_of_what_stands_before_it() {
    String line = Lines.line(2, Events.attempt(1));
    assertThat(line)
        .startsWith(
            "{\"n\":2,\"at\":\"2026-11-22T22:15:31.123456Z\",\"event\":\"attempt-started\","
                + "\"path\":\"Data/migrate\",\"work\":\"run\",\"attempt\":1,\"crc\":\"");
    CRC32C crc = new CRC32C();
    crc.update(line.substring(0, line.indexOf(",\"crc\"")).getBytes(UTF_8));
    assertThat(line).endsWith(String.format(",\"crc\":\"%08x\"}\n", crc.getValue()));
  }

  @Example
  void only_the_first_record_carries_the_format() {
    assertThat(Lines.line(1, Events.started())).contains(",\"format\":1,\"event\":\"run-started\"");
    assertThat(Lines.line(2, Events.started())).doesNotContain("format");
  }

  @Example
  void an_output_stands_in_the_line_as_the_codec_wrote_it() {
    assertThat(Lines.line(2, succeeded(Output.recorded("{\"rows\": [1, 2]}"))))
        .contains(",\"output\":{\"rows\": [1, 2]},");
    assertThat(Lines.line(2, succeeded(Output.of("a\nb", Codec.json(String.class)))))
        .contains(",\"output\":\"a\\nb\",");
  }

  @Example
  void half_a_character_in_an_output_is_escaped() throws IOException {
    Event event = succeeded(Output.of("cut \ud83d", Codec.json(String.class)));
    String line = Lines.line(2, event);
    assertThat(line).contains(",\"output\":\"cut \\ud83d\",");
    Event.AttemptSucceeded read = (Event.AttemptSucceeded) Lines.event(2, line);
    assertThat(read.output().value(Codec.json(String.class))).isEqualTo("cut \ud83d");
  }

  @Example
  void what_is_not_one_json_value_is_refused_and_nothing_is_added() {
    for (String json : List.of("", " ", "{", "1 2", "{}}", "nul", "[1,\n2]", "'a'", "NaN")) {
      LineBuffer buffer = new LineBuffer();
      EventCodec.write(1, Events.started(), buffer);
      int before = buffer.size();
      assertThatExceptionOfType(IllegalArgumentException.class)
          .as(json)
          .isThrownBy(() -> EventCodec.write(2, succeeded(Output.recorded(json)), buffer))
          .withMessageStartingWith("The event AttemptSucceeded cannot be recorded: ");
      assertThat(buffer.size()).isEqualTo(before);
    }
  }

  @Example
  void a_message_about_a_value_does_not_show_it() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Lines.line(2, succeeded(Output.recorded("planted-s3cret"))))
        .satisfies(e -> assertThat(Lines.stackTrace(e)).doesNotContain("planted").contains("JSON"));
  }

  @Example
  void what_a_codec_throws_is_passed_on() {
    Output output = Output.of(new Object(), Codec.json(Object.class));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Lines.line(2, succeeded(output)))
        .withMessageContaining("could not be written as JSON");
  }

  @Example
  void fields_of_a_later_version_are_passed_over() throws IOException {
    String line =
        Lines.sealed(
            "{\"n\":2,\"at\":\"2026-11-22T22:15:31.123456Z\",\"new\":{\"a\":[{}]},\"later\":[1,[2]],"
                + "\"event\":\"attempt-started\",\"path\":\"Data/migrate\",\"more\":\"x\","
                + "\"work\":\"run\",\"attempt\":1,\"none\":null");
    assertThat(Lines.event(2, line)).isEqualTo(Events.attempt(1));
  }

  @Example
  void an_event_of_a_later_version_is_refused() {
    assertUnreadable(
        "{\"n\":2,\"at\":\"2026-11-22T22:15:31Z\",\"event\":\"teleported\"",
        "its event is 'teleported', which this version of Sallyport does not know: a newer one"
            + " wrote it. Use the version that wrote it, or a later one");
  }

  @Example
  void a_constant_of_a_later_version_is_refused() {
    assertUnreadable(
        "{\"n\":2,\"at\":\"2026-11-22T22:15:31Z\",\"event\":\"attempt-started\",\"path\":\"a\","
            + "\"work\":\"dream\",\"attempt\":1",
        "its work is 'dream', which this version of Sallyport does not know: a newer one"
            + " wrote it. Use the version that wrote it, or a later one");
  }

  @Example
  void what_is_missing_or_odd_is_refused() {
    String head = "{\"n\":2,\"at\":\"2026-11-22T22:15:31Z\",";
    assertUnreadable(head + "\"event\":\"asked\"", "its 'question' is missing");
    assertUnreadable("{\"n\":2,\"event\":\"unpaused\"", "its 'at' is no instant");
    assertUnreadable(
        head + "\"event\":\"found-not-done\",\"attempt\":1.5", "its 'attempt' is no whole number");
    assertUnreadable(
        head + "\"event\":\"found-not-done\",\"attempt\":3000000000", "its 'attempt' is too large");
    assertUnreadable(
        head + "\"event\":\"attempt-unknown\",\"work\":\"run\",\"retryAfter\":\"soon\"",
        "its 'retryAfter' is no duration");
    assertUnreadable(head + "event", "it is not JSON");
    assertUnreadable("[2", "it is not a JSON object");
    assertUnreadable("{\"n\":3", "it has the number 3, so records are missing or were added");
  }

  private static void assertUnreadable(String line, String message) {
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Lines.event(2, Lines.sealed(line)))
        .withMessage(message);
  }

  private static Event succeeded(Output output) {
    return new Event.AttemptSucceeded(Events.T0, "Data/migrate", Work.RUN, 1, output);
  }
}
