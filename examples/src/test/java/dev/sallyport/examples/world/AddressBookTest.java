package dev.sallyport.examples.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressBookTest {
  @TempDir Path folder;

  private final AddressBook book =
      AddressBook.draft(Fault.SLOW, "run-1").with("blue", new ServerProcess(17, 4711));

  @Test
  void readsWhatItWrote() throws Exception {
    book.isReady().save(folder);

    assertThat(AddressBook.load(folder)).hasValue(book.isReady());
  }

  @Test
  void isForItsOwnerOnly() throws Exception {
    book.save(folder);
    book.save(folder);

    assertThat(folder.toFile().list()).containsExactly(AddressBook.FILE);
    assertThat(Files.getPosixFilePermissions(folder.resolve(AddressBook.FILE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void isAbsentWhereNothingWasWritten() throws Exception {
    assertThat(AddressBook.load(folder)).isEmpty();
  }

  @Test
  void hasAPortForEveryone() {
    assertThat(new HashSet<>(book.ports().values())).hasSize(10);
    assertThat(book.redis()).hasSize(6);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> book.port("red"))
        .withMessage("The address book has no 'red'.");
  }

  @Test
  void doesNotShowItsToken() {
    assertThat(book.token()).hasSize(32);
    assertThat(book.toString()).doesNotContain(book.token());
  }
}
