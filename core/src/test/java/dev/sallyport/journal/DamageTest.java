package dev.sallyport.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What cut-off ends and changed bytes do to a journal. */
class DamageTest {
  private static final Path FILE = Path.of("run-1.journal");
  private static final List<Event> EVENTS =
      List.of(
          Events.started(),
          Events.attempt(1),
          new Event.AttemptSucceeded(
              Events.T0, "a", Work.RUN, 1, Output.recorded("{\"n\":3,\"crc\":\"\"}")),
          new Event.Warned(Events.T0, "Data/migrate", "zweite\n\u00e4\ud83d\ude80"));
  private static final byte[] WHOLE = Lines.lines(EVENTS).getBytes(UTF_8);
  private static final int LAST = startOfLast(WHOLE);

  @Test
  void cut_anywhere_it_holds_exactly_the_whole_records() throws IOException {
    for (int length = 0; length <= WHOLE.length; length++) {
      assertHoldsWholeRecords(Arrays.copyOf(WHOLE, length), EVENTS);
    }
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void so_does_any_journal(@ForAll("journals") List<Event> events) throws IOException {
    byte[] whole = Lines.lines(events).getBytes(UTF_8);
    int step = 1 + whole.length / 100;
    for (int length = 0; length <= whole.length; length += step) {
      assertHoldsWholeRecords(Arrays.copyOf(whole, length), events);
    }
  }

  @Provide
  Arbitrary<List<Event>> journals() {
    return AnyEvent.events().list().ofMaxSize(5);
  }

  @Test
  void a_byte_changed_before_the_last_record_refuses() {
    for (int at = 0; at < LAST; at++) {
      for (byte[] damaged : changed(at)) {
        assertThatExceptionOfType(JournalException.class)
            .as("byte %d made %d", at, damaged[at])
            .isThrownBy(() -> Contents.of(FILE, damaged))
            .withMessageStartingWith("The journal run-1.journal is damaged at record ");
      }
    }
  }

  @Test
  void a_byte_changed_in_the_last_record_cuts_it() throws IOException {
    for (int at = LAST; at < WHOLE.length; at++) {
      for (byte[] damaged : changed(at)) {
        Contents contents = Contents.of(FILE, damaged);
        assertThat(contents.events()).as("byte %d", at).isEqualTo(EVENTS.subList(0, 3));
        assertThat(contents.length()).isEqualTo(LAST);
        assertThat(contents.torn()).isEqualTo(WHOLE.length - LAST);
      }
    }
  }

  @Test
  void zeros_at_the_end_are_cut() throws IOException {
    byte[] zeros = Arrays.copyOf(WHOLE, WHOLE.length + 4096);
    assertThat(Contents.of(FILE, zeros).events()).isEqualTo(EVENTS);
    assertThat(Contents.of(FILE, zeros).torn()).isEqualTo(4096);
  }

  @Test
  void the_refusal_says_where_and_what_to_do() {
    byte[] damaged = WHOLE.clone();
    int second = Lines.line(1, EVENTS.get(0)).getBytes(UTF_8).length;
    damaged[second + 30] ^= 1;
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Contents.of(FILE, damaged))
        .withMessage(
            "The journal run-1.journal is damaged at record 2 (line 2, byte %d of %d): the"
                + " checksum does not match, and more records follow, so this is no write that was"
                + " cut short. Nothing was changed. Restore the file from a copy; the guide to the"
                + " journal says how to go on without one.",
            second, WHOLE.length);
  }

  @Test
  void a_record_that_is_gone_is_missed() {
    String text = Lines.line(1, EVENTS.get(0)) + Lines.line(3, EVENTS.get(2));
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Contents.of(FILE, text.getBytes(UTF_8)))
        .withMessage(
            "Record 2 of run-1.journal (line 2, byte %d) cannot be read: it has the number 3, so"
                + " records are missing or were added. Nothing was changed.",
            Lines.line(1, EVENTS.get(0)).length());
  }

  @Test
  void the_last_record_of_a_later_version_is_not_cut() {
    String later =
        Lines.sealed("{\"n\":2,\"at\":\"2026-11-22T22:15:31Z\",\"event\":\"teleported\"");
    byte[] bytes = (Lines.line(1, EVENTS.get(0)) + later).getBytes(UTF_8);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Contents.of(FILE, bytes))
        .withMessageStartingWith("Record 2 of run-1.journal (line 2, byte ")
        .withMessageContaining("'teleported', which this version of Sallyport does not know");
  }

  @Test
  void a_later_format_is_refused() {
    String later = Lines.sealed("{\"n\":1,\"at\":\"2026-11-22T22:15:31Z\",\"format\":2,\"x\":\"\"");
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Contents.of(FILE, later.getBytes(UTF_8)))
        .withMessage(
            "Record 1 of run-1.journal (line 1, byte 0) cannot be read: its format is '2', which"
                + " this version of Sallyport does not know: a newer one wrote it. Use the version"
                + " that wrote it, or a later one. Nothing was changed.");
  }

  @Test
  void a_refusal_does_not_show_what_the_journal_holds() {
    String odd = Lines.sealed("{\"n\":2,\"planted-s3cret");
    byte[] bytes = (Lines.line(1, EVENTS.get(0)) + odd).getBytes(UTF_8);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Contents.of(FILE, bytes))
        .satisfies(e -> assertThat(Lines.stackTrace(e)).doesNotContain("planted"));
  }

  private static void assertHoldsWholeRecords(byte[] bytes, List<Event> events) throws IOException {
    int whole = 0;
    int end = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        whole++;
        end = i + 1;
      }
    }
    Contents contents = Contents.of(FILE, bytes);
    assertThat(contents.events()).isEqualTo(events.subList(0, whole));
    assertThat(contents.length()).isEqualTo(end);
    assertThat(contents.torn()).isEqualTo(bytes.length - end);
  }

  /** The journal with each bit of a byte turned over, and with a line break or nothing there. */
  private static List<byte[]> changed(int at) {
    return IntStream.of(1, 2, 4, 8, 16, 32, 64, 128, WHOLE[at] ^ '\n', WHOLE[at])
        .filter(mask -> mask != 0)
        .mapToObj(
            mask -> {
              byte[] bytes = WHOLE.clone();
              bytes[at] ^= (byte) mask;
              return bytes;
            })
        .toList();
  }

  private static int startOfLast(byte[] bytes) {
    int at = bytes.length - 1;
    while (bytes[at - 1] != '\n') {
      at--;
    }
    return at;
  }
}
