package dev.sallyport.checks.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.CheckContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A file system that hangs: no interrupt ends the call. */
class DiskTest {
  private static final int HANGING = 8;

  private final Disk disk = new Disk(Path.of("/srv/shop"), 1);
  private final CountDownLatch back = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(HANGING);

  private static CheckContext sample(int millis) {
    return CheckContext.of(Clock.systemUTC(), Duration.ofMillis(millis));
  }

  private Object hang(Look look) {
    boolean waiting = true;
    while (waiting) {
      try {
        back.await();
        waiting = false;
      } catch (InterruptedException e) {
        // as a call into the system does
      }
    }
    ended.countDown();
    return look;
  }

  @Test
  void looks_that_hang_cost_their_samples_and_are_bounded() throws Exception {
    try {
      for (int i = 0; i < HANGING; i++) {
        assertThatThrownBy(() -> disk.look(sample(30), this::hang))
            .hasMessage("/srv/shop was not read within the sample");
      }
      assertThatThrownBy(() -> disk.look(sample(30), look -> "fine"))
          .hasMessage("/srv/shop is not looked at, as 8 earlier looks still hang");
    } finally {
      back.countDown();
    }
    ended.await();
    String found = disk.look(sample(5000), look -> "fine");
    assertThat(found).isEqualTo("fine");
  }
}
