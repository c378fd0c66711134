package dev.sallyport.examples.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The two days after the deployment: a person is asked and lets it go on, and hours later somebody
 * breaks in, which asks nobody.
 */
@Tag("rehearsal")
@Timeout(330)
class AnalyticsSecondDayRunTest {
  private static final String ERROR = "ERROR the mail of one customer is no address\n";

  @TempDir static Path folder;
  private static Nights nights;

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    nights = new Nights(folder);
  }

  @AfterAll
  static void stop() throws Exception {
    if (nights != null) {
      nights.close();
    }
  }

  private static boolean asked(Nights.Night night) {
    return night.people.asked.toString().contains("@watch/error-log");
  }

  /** Whoever writes into a pod's log as the platform does, until a person is asked about it. */
  private static boolean askedAboutAnError(Nights.Night night) throws IOException {
    if (!asked(night)) {
      String pod = nights.world.nodes.running(AnalyticsWorld.TAG).get(0);
      Files.writeString(nights.world.nodes.log(pod), ERROR, StandardOpenOption.APPEND);
    }
    return asked(night);
  }

  /** Keys are tried, some at each look. */
  private void guess() throws Exception {
    URI letters = nights.world.production.address().resolve("/api/v2/webhooks/dead-letters");
    for (int i = 0; i < 40; i++) {
      HttpRequest request =
          HttpRequest.newBuilder(letters).header("Authorization", "Bearer guess-" + i).build();
      assertThat(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void aPersonLetsItGoOnAndHoursLaterKeysAreGuessed() throws Exception {
    Nights.Night night = nights.begin("security", "@watch/error-log");
    night.untilGreenServes();
    night.people.untilDone("Hour 1/hour-1");

    night.people.until(() -> askedAboutAnError(night), Nights.PATIENCE);
    night.people.untilDone("Hours 6-24/hours-6-24");
    assertThat(nights.world.version()).isEqualTo(AnalyticsWorld.TAG);

    Thread attacker = new Thread(this::guessOn, "attacker");
    night.turnsBy(
        () -> {
          attacker.start();
          return () -> {
            attacker.interrupt();
            attacker.join();
          };
        },
        "The alert KeysAreGuessed fires");
    assertThat(night.people.asked.toString())
        .contains("@watch/error-log")
        .doesNotContain("@watch/security");
  }

  private void guessOn() {
    try {
      for (int i = 0; i < 20 && !Thread.currentThread().isInterrupted(); i++) {
        guess();
        Thread.sleep(200);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
