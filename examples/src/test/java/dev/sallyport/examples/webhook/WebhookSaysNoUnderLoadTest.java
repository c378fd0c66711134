package dev.sallyport.examples.webhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found out by a load, or by what it leaves in memory: each says no, and why. */
@Tag("rehearsal")
@Timeout(120)
class WebhookSaysNoUnderLoadTest {
  @TempDir static Path folder;
  private static WebhookWorld world;
  private static Verdicts verdicts;

  @BeforeAll
  static void start() throws Exception {
    world = new WebhookWorld(folder);
    verdicts = Verdicts.of(world.systems);
  }

  @AfterAll
  static void stop() throws IOException {
    if (world != null) {
      world.close();
    }
  }

  @ParameterizedTest(name = "{0}, each takes {1} s")
  @CsvSource({
    "PR-038, 0.2, fail threshold-breached, < 50 ms",
    "PR-059, 0.2, fail threshold-breached, < 50 ms",
    "PR-060, 0.4, fail threshold-breached, >= 100",
  })
  void theDatabaseIsSlow(String id, double seconds, String word, String reason) throws Exception {
    world.database.slow(seconds);
    try {
      verdicts.say(id, word, reason);
    } finally {
      world.database.swift();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-039, fail threshold-breached, < 2",
  })
  void theDatabaseTakesNothing(String id, String word, String reason) throws Exception {
    world.database.readOnly();
    try {
      verdicts.say(id, word, reason);
    } finally {
      world.database.writable();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "PR-040, fail threshold-breached, < 200",
    "PR-048, fail threshold-breached, < 200",
    "PR-061, fail threshold-breached, < 200",
  })
  @SuppressWarnings("try") // it fills until it is closed
  void theServiceKeepsWhatItCannotPassOn(String id, String word, String reason) throws Exception {
    String config = Files.readString(world.home.config());
    restarted(config.replace("attempts=3", "attempts=1")); // it gives up, and keeps, at once
    try (WebhookSystems patient = world.at(watchingMemoryForLong());
        MemoryFiller unused = new MemoryFiller(world)) {
      Verdicts.of(patient).comeToSay(id, word, reason);
    } finally {
      restarted(config);
    }
  }

  private static void restarted(String config) throws Exception {
    world.systems.service.stop();
    Files.writeString(world.home.config(), config);
    world.systems.service.start(WebhookWorld.BY_HAND);
  }

  private static Pace watchingMemoryForLong() {
    Pace pace = Pace.rehearsal();
    return new Pace(
        pace.within(),
        pace.every(),
        pace.votes(),
        pace.notice(),
        pace.status(),
        pace.load(),
        pace.limits(),
        MemoryFiller.LASTS,
        pace.firstHours(),
        pace.firstDay(),
        pace.firstWeek(),
        pace.sparse(),
        pace.blind(),
        pace.window(),
        pace.maintenance());
  }
}
