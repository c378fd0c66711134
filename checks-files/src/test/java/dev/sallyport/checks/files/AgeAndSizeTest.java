package dev.sallyport.checks.files;

import static dev.sallyport.checks.files.Ask.passes;
import static dev.sallyport.checks.files.Ask.read;
import static dev.sallyport.checks.files.Ask.says;
import static dev.sallyport.checks.files.Ask.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Reading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How old and how large files are. */
class AgeAndSizeTest {
  @TempDir Path folder;
  private FileChecks files;

  @BeforeEach
  void write() throws Exception {
    files = FileChecks.in(folder);
    Files.writeString(folder.resolve("old.csv"), "12345");
    age("old.csv", Duration.ofHours(3));
    Files.writeString(folder.resolve("new.csv"), "12");
  }

  private void age(String name, Duration age) throws Exception {
    Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.now().minus(age)));
  }

  @Test
  void of_a_glob_the_newest_counts_unless_the_oldest_is_asked_for() throws Exception {
    passes(files.age("*.csv").below(Duration.ofMinutes(1)));
    says("pending", "threshold-breached", files.age("old.csv").below(Duration.ofHours(2)));
    says("fail", "old.csv", files.age("*.csv").ofTheOldest().staysBelow(Duration.ofHours(2)));
    assertThat(value(files.size("*.csv"))).isEqualTo(DataSize.bytes(2));
    assertThat(value(files.size("*.csv").ofAll())).isEqualTo(DataSize.bytes(7));
  }

  @Test
  void an_empty_file_is_fresh_only_where_it_may_be_empty() throws Exception {
    Files.writeString(folder.resolve("beat"), "");
    assertThat(read(files.age("beat"))).isInstanceOf(Reading.NoData.class);
    passes(files.age("beat").evenIfEmpty().below(Duration.ofMinutes(1)));
  }

  @Test
  void a_file_of_the_future_is_not_fresh() throws Exception {
    age("new.csv", Duration.ofHours(-2));
    assertThat(read(files.age("new.csv"))).isInstanceOf(Reading.Failed.class);
  }

  @Test
  void a_file_that_is_not_there_has_no_age_and_no_size() throws Exception {
    assertThat(read(files.age("none"))).isInstanceOf(Reading.NoData.class);
    assertThat(read(files.size("none*"))).isInstanceOf(Reading.NoData.class);
  }
}
