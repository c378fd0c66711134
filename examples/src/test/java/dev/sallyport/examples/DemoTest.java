package dev.sallyport.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.examples.world.World;
import dev.sallyport.journal.Event;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo, as people start it. */
@Tag("once")
class DemoTest {
  /** How often each demo is killed: {@code -Ddemo.kills=40} for a longer look. */
  private static final int KILLS = Integer.getInteger("demo.kills", 3);

  @TempDir Path folder;
  private Path runs;

  @AfterEach
  void noServerIsLeft() throws Exception {
    assertThat(World.of(runs).down()).isZero();
  }

  @Test
  void succeedsHoweverOftenItIsKilled() throws Exception {
    runs = folder.resolve("killed runs");
    Random random = new Random();
    DemoProcess demo = DemoProcess.start(runs);
    for (int kill = 0; kill < KILLS; kill++) {
      if (!demo.killAfter(1_000 + random.nextInt(14_000))) {
        break;
      }
      demo = DemoProcess.start(runs, "resume");
    }

    assertThat(demo.await()).as("of %s", demo.output()).isZero();
    assertThat(demo.output()).contains("succeeded after");
  }

  @Test
  void walksBackWhenAPrimaryIsKilled() throws Exception {
    runs = folder.resolve("runs");
    DemoProcess demo = DemoProcess.start(runs, "--fault", "redis-node");

    assertThat(demo.await()).as("of %s", demo.output()).isEqualTo(10);

    assertThat(demo.output()).contains("rolled back after");
    Event.RollbackStarted cause = event(Event.RollbackStarted.class);
    assertThat(cause.path()).startsWith("Feature to 50 percent/");
    assertThat(event(Event.RunEnded.class).leftovers()).isEmpty();
  }

  private <E extends Event> E event(Class<E> type) throws Exception {
    return new History(runs)
        .newest().orElseThrow().events().stream()
            .filter(type::isInstance)
            .map(type::cast)
            .findFirst()
            .orElseThrow();
  }
}
