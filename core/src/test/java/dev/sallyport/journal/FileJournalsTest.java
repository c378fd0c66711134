package dev.sallyport.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FileJournalsTest extends JournalContract {
  @TempDir private Path temp;

  @Override
  Journals journals() {
    return Journals.inFolder(folder());
  }

  private Path folder() {
    return temp.resolve("deep/runs");
  }

  private Path file() {
    return folder().resolve("run-1.journal");
  }

  private void makeRun(Event... events) throws IOException {
    try (Journal journal = journals().create("run-1")) {
      for (Event event : events) {
        journal.append(event);
      }
      journal.force();
    }
  }

  @Test
  void what_it_makes_is_for_its_owner_only() throws IOException {
    try (Journal journal = journals().create("run-1")) {
      assertPermissions(temp.resolve("deep"), "rwx------");
      assertPermissions(folder(), "rwx------");
      assertPermissions(file(), "rw-------");
      assertPermissions(folder().resolve("run-1.lock"), "rw-------");
      assertThat(journal.recorded()).isEmpty();
    }
  }

  @Test
  void a_folder_that_was_there_is_left_as_it_is() throws IOException {
    Files.createDirectories(folder());
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-x---"));
    makeRun(Events.started());
    assertPermissions(folder(), "rwxr-x---");
    assertPermissions(file(), "rw-------");
  }

  private static void assertPermissions(Path path, String permissions) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .as(path.toString())
        .isEqualTo(permissions);
  }

  @Test
  void the_file_is_plain_text_a_line_a_record() throws IOException {
    makeRun(Events.started(), Events.attempt(1), new Event.Warned(Events.T0, "a", "\0\u0001\n\t"));
    byte[] bytes = Files.readAllBytes(file());
    for (byte b : bytes) {
      assertThat(b == '\n' || b < 0 || b >= ' ').isTrue();
    }
    assertThat(Files.readAllLines(file()))
        .hasSize(3)
        .allMatch(line -> line.startsWith("{\"n\":") && line.endsWith("\"}"));
  }

  @Test
  void a_torn_end_is_cut_off_and_said() throws IOException {
    makeRun(Events.started(), Events.attempt(1));
    long whole = Files.size(file());
    Files.writeString(file(), "{\"n\":3,\"at\":\"20", StandardOpenOption.APPEND);
    assertThat(journals().read("run-1")).hasSize(2);
    assertThat(Files.size(file())).isEqualTo(whole + 15);
    try (Journal journal = journals().open("run-1")) {
      assertThat(journal.cutOff()).isEqualTo(15);
      assertThat(journal.recorded()).containsExactly(Events.started(), Events.attempt(1));
      assertThat(Files.size(file())).isEqualTo(whole);
      journal.append(Events.attempt(2));
      journal.force();
    }
    assertThat(journals().read("run-1")).hasSize(3);
  }

  @Test
  void a_damaged_journal_is_left_as_it_is_and_can_be_opened_once_it_is_well() throws IOException {
    makeRun(Events.started(), Events.attempt(1));
    byte[] well = Files.readAllBytes(file());
    byte[] damaged = well.clone();
    damaged[20] ^= 1;
    Files.write(file(), damaged);
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> journals().open("run-1"))
        .withMessageStartingWith("The journal " + file() + " is damaged at record 1 (line 1, ");
    assertThatExceptionOfType(JournalException.class).isThrownBy(() -> journals().read("run-1"));
    assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
    Files.write(file(), well);
    journals().open("run-1").close();
  }

  @Test
  void a_torn_first_record_is_a_run_that_never_began() throws IOException {
    makeRun(Events.started());
    Files.writeString(file(), Files.readString(file()).substring(0, 40));
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> journals().open("run-1"))
        .withMessage(
            "The run 'run-1' never began: its journal %s holds no whole record. Nothing was done."
                + " Start it again under another id, or delete that file first.",
            file());
    assertThat(Files.size(file())).isEqualTo(40);
    Files.delete(file());
    makeRun(Events.started());
  }

  @Test
  void a_folder_that_is_a_file_is_said() throws IOException {
    Path notes = Files.createFile(temp.resolve("notes"));
    assertThatExceptionOfType(JournalException.class)
        .isThrownBy(() -> Journals.inFolder(notes).create("run-1"))
        .withMessage(notes + " is a file. Keep the journals in a folder.");
  }

  @Test
  void other_files_are_no_runs() throws IOException {
    makeRun(Events.started());
    Files.writeString(folder().resolve("notes.txt"), "");
    Files.writeString(folder().resolve(".hidden.journal"), "");
    Files.writeString(folder().resolve("run-1.journal.bak"), "");
    Files.writeString(folder().resolve("a copy.journal"), "");
    Files.createDirectory(folder().resolve("folder.journal"));
    assertThat(journals().runs()).containsExactly("run-1");
  }

  @Test
  void a_run_that_never_began_is_as_old_as_its_file() throws IOException {
    makeRun(Events.started());
    Path empty = Files.createFile(folder().resolve("empty.journal"));
    assertThat(journals().runs()).contains("empty", "run-1");
    Files.setLastModifiedTime(empty, FileTime.from(Events.T0.minusSeconds(1)));
    assertThat(journals().runs()).containsExactly("empty", "run-1");
    Files.setLastModifiedTime(empty, FileTime.from(Events.T0.plusSeconds(1)));
    assertThat(journals().runs()).containsExactly("run-1", "empty");
  }

  @Test
  void an_interrupt_does_not_harm_a_journal() throws IOException {
    try (Journal journal = journals().create("run-1")) {
      Thread.currentThread().interrupt();
      journal.append(Events.started());
      journal.force();
      journal.append(Events.attempt(1));
      journal.flush();
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(journals().read("run-1")).hasSize(2);
  }

  @Test
  @Timeout(60)
  void it_is_read_while_its_owner_writes() throws Exception {
    int records = 2_000;
    Journals journals = journals();
    try (Journal journal = journals.create("run-1")) {
      journal.append(Events.started());
      journal.force();
      CompletableFuture<Void> writer =
          CompletableFuture.runAsync(
              () -> {
                try {
                  for (int i = 1; i < records; i++) {
                    journal.append(Events.attempt(i));
                    journal.flush();
                  }
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      List<Integer> sizes = new ArrayList<>();
      while (!writer.isDone()) {
        sizes.add(journals.read("run-1").size());
      }
      writer.get(1, TimeUnit.SECONDS);
      assertThat(sizes).isSorted();
      assertThat(journals.read("run-1")).hasSize(records);
    }
  }

  @Test
  void a_long_journal_goes_on_where_it_ended() throws IOException {
    int records = 20_000;
    try (Journal journal = journals().create("run-1")) {
      journal.append(Events.started());
      for (int i = 1; i < records; i++) {
        journal.append(Events.attempt(i));
      }
      journal.force();
    }
    try (Journal journal = journals().open("run-1")) {
      assertThat(journal.recorded()).hasSize(records).endsWith(Events.attempt(records - 1));
      journal.append(Events.attempt(records));
    }
    assertThat(Files.readString(file())).contains("\n{\"n\":20001,");
  }
}
