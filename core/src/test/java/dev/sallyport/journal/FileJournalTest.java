package dev.sallyport.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When the disk fails. */
class FileJournalTest {
  private final FailingFile file = new FailingFile();
  private final FileJournal journal =
      new FileJournal(Path.of("run-1.journal"), file, file.lock(), new Contents(List.of(), 0, 0));

  @Test
  void one_force_serves_all_that_waits() throws IOException {
    journal.append(Events.started());
    journal.append(Events.attempt(1));
    journal.force();
    assertThat(file.calls).containsExactly("write", "force");
    journal.append(Events.attempt(2));
    journal.flush();
    journal.flush();
    journal.append(Events.attempt(3));
    journal.force();
    journal.force();
    assertThat(file.calls).containsExactly("write", "force", "write", "write", "force");
    assertThat(file.written())
        .isEqualTo(
            Lines.lines(
                List.of(
                    Events.started(), Events.attempt(1), Events.attempt(2), Events.attempt(3))));
  }

  @Test
  void what_an_earlier_owner_left_is_forced_too() throws IOException {
    journal.force();
    assertThat(file.calls).containsExactly("force");
  }

  @Test
  void an_event_that_cannot_be_written_leaves_no_gap() throws IOException {
    journal.append(Events.started());
    Event bad = new Event.AttemptSucceeded(Events.T0, "a", Work.RUN, 1, Output.recorded("no json"));
    assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(() -> journal.append(bad));
    journal.append(Events.attempt(1));
    journal.force();
    assertThat(file.written()).isEqualTo(Lines.lines(List.of(Events.started(), Events.attempt(1))));
  }

  @Test
  void after_a_failed_force_nothing_more_is_taken() {
    journal.append(Events.started());
    file.failure = new IOException("Input/output error");
    file.failing = "force";
    String message =
        "The journal run-1.journal could not be forced to the disk: Input/output error. What the"
            + " disk holds of it is unknown from here on, so the run stops and nothing more is"
            + " recorded. See to the disk, its space and the system's log; then resume the run.";
    assertPoisoned(message);
  }

  @Test
  void after_a_failed_write_nothing_more_is_taken() {
    journal.append(Events.started());
    file.failure = new IOException("No space left on device");
    file.failing = "write";
    assertPoisoned(
        "The journal run-1.journal could not be written: No space left on device. What the"
            + " disk holds of it is unknown from here on, so the run stops and nothing more is"
            + " recorded. See to the disk, its space and the system's log; then resume the run.");
  }

  private void assertPoisoned(String message) {
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(journal::force)
        .withMessage(message)
        .withCause(file.failure);
    // The disk is well again, and the journal still is not.
    file.failing = "";
    int calls = file.calls.size();
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(journal::force)
        .withMessage(message);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(journal::flush)
        .withMessage(message);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> journal.append(Events.attempt(1)))
        .havingCause()
        .isInstanceOf(JournalException.class)
        .withMessage(message);
    assertThat(file.calls).hasSize(calls);
  }

  @Test
  void closing_after_a_failure_writes_nothing_and_gives_the_ownership_up() throws IOException {
    journal.append(Events.started());
    file.failure = new IOException("Input/output error");
    file.failing = "force";
    assertThatExceptionOfType(JournalException.class).isThrownBy(journal::force);
    journal.close();
    assertThat(file.calls).containsExactly("write", "force", "close", "unlock");
  }

  @Test
  void a_failed_last_write_is_said_and_the_ownership_given_up() {
    journal.append(Events.started());
    file.failure = new IOException("No space left on device");
    file.failing = "write";
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(journal::close)
        .withMessageContaining("could not be written");
    assertThat(file.calls).containsExactly("write", "close", "unlock");
  }
}
