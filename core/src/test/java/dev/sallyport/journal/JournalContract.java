package dev.sallyport.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every kind of {@link Journals} keeps to. */
abstract class JournalContract {
  private Journals journals;

  abstract Journals journals() throws IOException;

  @BeforeEach
  void make() throws IOException {
    journals = journals();
  }

  @Test
  void a_new_journal_is_empty() throws IOException {
    try (Journal journal = journals.create("run-1")) {
      assertThat(journal.recorded()).isEmpty();
      assertThat(journal.cutOff()).isZero();
    }
  }

  @Test
  void what_was_forced_is_read_while_the_journal_is_owned() throws IOException {
    try (Journal journal = journals.create("run-1")) {
      journal.append(Events.started());
      journal.append(Events.attempt(1));
      journal.force();
      assertThat(journals.read("run-1")).containsExactly(Events.started(), Events.attempt(1));
      journal.append(Events.attempt(2));
      journal.flush();
      assertThat(journals.read("run-1")).hasSize(3);
    }
  }

  @Test
  void opening_gives_what_was_recorded_and_goes_on_after_it() throws IOException {
    try (Journal journal = journals.create("run-1")) {
      journal.append(Events.started());
      journal.force();
    }
    try (Journal journal = journals.open("run-1")) {
      assertThat(journal.recorded()).containsExactly(Events.started());
      assertThat(journal.cutOff()).isZero();
      journal.append(Events.attempt(1));
      journal.force();
      assertThat(journal.recorded()).hasSize(1);
    }
    assertThat(journals.read("run-1")).containsExactly(Events.started(), Events.attempt(1));
  }

  @Test
  void closing_hands_over_what_waits() throws IOException {
    try (Journal journal = journals.create("run-1")) {
      journal.append(Events.started());
    }
    assertThat(journals.read("run-1")).containsExactly(Events.started());
  }

  @Test
  void what_was_read_does_not_change() throws IOException {
    try (Journal journal = journals.create("run-1")) {
      journal.append(Events.started());
      journal.flush();
      List<Event> read = journals.read("run-1");
      journal.append(Events.attempt(1));
      journal.flush();
      assertThat(read).hasSize(1).isUnmodifiable();
      assertThat(journal.recorded()).isEmpty();
      assertThat(journal.recorded()).isUnmodifiable();
    }
  }

  @Test
  void forcing_nothing_is_fine() throws IOException {
    try (Journal journal = journals.create("run-1")) {
      journal.force();
      journal.flush();
      journal.append(Events.started());
      journal.force();
      journal.force();
    }
    assertThat(journals.read("run-1")).hasSize(1);
  }

  @Test
  void there_is_one_journal_an_id() throws IOException {
    journals.create("run-1").close();
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> journals.create("run-1"))
        .withMessage(
            "There is a run 'run-1' already. Give the new run another id, or resume that one.");
  }

  @Test
  void there_is_one_owner_a_journal() throws IOException {
    try (Journal journal = journals.create("run-1")) {
      journal.append(Events.started());
      journal.force();
      for (int i = 0; i < 2; i++) {
        assertThatExceptionOfType(JournalException.class)
            .isThrownBy(() -> journals.open("run-1"))
            .withMessage(
                "The run 'run-1' is owned by an engine of this process. Close that engine first.");
      }
      journal.append(Events.attempt(1));
      journal.force();
    }
    journals.open("run-1").close();
    journals.open("run-1").close();
  }

  @Test
  void a_closed_journal_takes_nothing_more() throws IOException {
    Journal journal = journals.create("run-1");
    journal.append(Events.started());
    journal.close();
    journal.close();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> journal.append(Events.attempt(1)))
        .withMessage("The journal is closed.");
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(journal::flush);
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(journal::force);
    assertThat(journals.read("run-1")).hasSize(1);
  }

  @Test
  void closing_again_does_not_take_a_run_from_its_next_owner() throws IOException {
    Journal first = journals.create("run-1");
    first.append(Events.started());
    first.close();
    try (Journal second = journals.open("run-1")) {
      first.close();
      assertThatExceptionOfType(JournalException.class).isThrownBy(() -> journals.open("run-1"));
      second.append(Events.attempt(1));
    }
  }

  @Test
  void a_missing_run_is_said_with_those_there_are() throws IOException {
    try (Journal journal = journals.create("run-1")) {
      journal.append(Events.started());
    }
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> journals.open("run-2"))
        .withMessageStartingWith("There is no run 'run-2' in ")
        .withMessageContaining("[run-1]");
    assertThatExceptionOfType(JournalException.class).isThrownBy(() -> journals.read("run-2"));
  }

  @Test
  void a_run_without_a_record_never_began() throws IOException {
    journals.create("run-1").close();
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> journals.open("run-1"))
        .withMessageStartingWith("The run 'run-1' never began: ");
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> journals.read("run-1"))
        .withMessageStartingWith("The run 'run-1' never began: ");
  }

  @Test
  void runs_come_oldest_first() throws IOException {
    assertThat(journals.runs()).isEmpty();
    String[] ids = {"zebra", "20261122-221530-9f3a6c", "ant.v1_2"};
    for (int i = 0; i < ids.length; i++) {
      try (Journal journal = journals.create(ids[i])) {
        journal.append(Events.started(ids[i], i));
      }
    }
    assertThat(journals.runs()).containsExactly(ids);
    journals.open("zebra").close();
    assertThat(journals.runs()).containsExactly(ids);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "a\\b",
        "/etc/passwd",
        ".hidden",
        "-rf",
        "a..b",
        "a b",
        "a\nb",
        "a\0b",
        "größe",
        "a:b"
      })
  void an_id_that_cannot_name_a_file_is_refused(String id) {
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> journals.create(id))
        .withMessageEndingWith(
            "cannot be the id of a run. An id has 1 to 100 of the characters A-Z, a-z, 0-9, '.',"
                + " '_' and '-', begins with a letter or a digit, and has no two dots in a row.");
    assertThatExceptionOfType(JournalException.class).isThrownBy(() -> journals.open(id));
    assertThatExceptionOfType(JournalException.class).isThrownBy(() -> journals.read(id));
  }

  @Test
  void an_id_may_be_a_hundred_characters_long() throws IOException {
    journals.create("x".repeat(100)).close();
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> journals.create("x".repeat(101)));
  }
}
