package dev.sallyport.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Journals as released versions wrote them are read for ever, and mean what they meant. The files
 * are never changed: when the form changes, a folder for the new version is added.
 */
class OldJournalsTest {
  private static final String FIRST = "0.1/rolled-back.journal";
  private static final String PEOPLE = "0.1/people.journal";

  @Test
  void the_first_version_is_read() throws IOException {
    assertThat(Contents.of(Path.of(FIRST), bytes(FIRST)))
        .isEqualTo(new Contents(RecordedRun.events(), bytes(FIRST).length, 0));
  }

  @Test
  void people_watches_and_announcements_are_read() throws IOException {
    assertThat(Contents.of(Path.of(PEOPLE), bytes(PEOPLE)))
        .isEqualTo(new Contents(RecordedPeople.events(), bytes(PEOPLE).length, 0));
    assertThat(Lines.lines(RecordedPeople.events()))
        .isEqualTo(new String(bytes(PEOPLE), StandardCharsets.UTF_8));
  }

  @Test
  void this_version_writes_the_same() throws IOException {
    assertThat(Lines.lines(RecordedRun.events()))
        .isEqualTo(new String(bytes(FIRST), StandardCharsets.UTF_8));
  }

  @Test
  void every_kind_of_event_is_among_them() {
    assertThat(
            Stream.concat(RecordedRun.events().stream(), RecordedPeople.events().stream())
                .<Class<?>>map(Event::getClass)
                .distinct()
                .toList())
        .containsExactlyInAnyOrderElementsOf(AnyEvent.kinds());
  }

  @Test
  void every_line_is_json_for_others() throws IOException {
    String text = new String(bytes(FIRST), StandardCharsets.UTF_8);
    for (String line : text.split("\n")) {
      assertThat(new ObjectMapper().readTree(line).get("crc").asText()).hasSize(8);
    }
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(OldJournalsTest.class.getResourceAsStream("/journals/" + name))) {
      return in.readAllBytes();
    }
  }
}
