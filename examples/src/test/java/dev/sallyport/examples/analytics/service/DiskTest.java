package dev.sallyport.examples.analytics.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {
  @TempDir Path folder;

  private Disk disk(Map<String, String> env) throws IOException {
    Path log = Files.write(folder.resolve("a.log"), new byte[9000]);
    return new Disk(Config.of("v1", "secret", "key").withLog(log).withEnv(env));
  }

  @Test
  void aDiskIsAsFullAsTheSystemSays() throws IOException {
    double full = 1 - (double) folder.toFile().getUsableSpace() / folder.toFile().getTotalSpace();

    assertThat(disk(Map.of()).used()).isCloseTo(full, within(0.05)).isLessThanOrEqualTo(1);
  }

  /** Small enough for any disk to be emptier. */
  @Test
  void aPodMayHaveWrittenAllThatItMay() throws IOException {
    assertThat(disk(Map.of("EPHEMERAL_STORAGE_LIMIT", "4500")).used()).isEqualTo(2);
  }

  @Test
  void aLargeLimitDoesNotHideAFullDisk() throws IOException {
    assertThat(disk(Map.of("EPHEMERAL_STORAGE_LIMIT", "9000000000000")).used())
        .isEqualTo(disk(Map.of()).used(), within(0.05));
  }
}
