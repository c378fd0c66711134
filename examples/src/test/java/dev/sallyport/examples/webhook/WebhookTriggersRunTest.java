package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.examples.checklist.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The checklist's automatic triggers, each made to come true for real in the first hours of a
 * deployment: the run turns by the one that is meant, and ends with the former release serving, no
 * event lost, and the report of the incident written.
 *
 * <p>Much of it is seen by several watches. Errors in the log ask a person first, within a sample;
 * the triggers of the rollback do not wait for the answer, which here nobody gives. Of the other
 * watches that roll back by themselves each is slower than the one that is meant, by what its test
 * says.
 */
@Tag("rehearsal")
@Timeout(300)
class WebhookTriggersRunTest {
  @TempDir Path folder;

  /**
   * PR-067. The service may no longer write into its table; of a database that takes nothing at all
   * PR-070 would be the first to know. More customers than before are refused at once, so that the
   * share falls within a sample or two. PR-042 needs to have looked twice.
   */
  @Test
  void theTableTakesNothing() throws Exception {
    try (FirstHours hours = FirstHours.reachedBy("success", folder)) {
      hours.awaitALookAtSignatures();
      hours.world.database.sql("webhook", "revoke insert on webhook_event from webhook");
      hours.world.customers.manyPosts(100, WebhookWorld.SECRET);
      hours.turnsBy("success-below-90", "not >= 90");
      hours.world.database.sql("webhook", "grant insert on webhook_event to webhook");
      hours.endsAsItWas("success-below-90", "Webhook success rate drops below 90% (PR-067)");
    }
  }

  /** PR-068. So many as its alert counts in a while, but fewer a second than that of PR-043. */
  @Test
  void webhooksAreForged() throws Exception {
    try (FirstHours hours = FirstHours.reachedBy("security", folder)) {
      hours.world.customers.manyPosts(150, "a-secret-of-somebody-else");
      hours.turnsBy("critical-security-alert", "WebhooksForged fires");
      hours.endsAsItWas("critical-security-alert", "Critical security alerts (PR-068)");
    }
  }

  /**
   * PR-069. It is killed, and what starts it again does so in vain: of its library a byte is left.
   * So a process is there most of the time, and never a service. PR-042 needs to have looked twice.
   */
  @Test
  void theServiceCannotStartAgain() throws Exception {
    try (FirstHours hours = FirstHours.reachedBy("start", folder)) {
      ServiceControl service = hours.world.systems.service;
      hours.awaitALookAtSignatures();
      Path library = hours.world.home.lib().toRealPath().resolve("webhook-service-2.0.0.jar");
      Path cut = Files.write(library.resolveSibling("cut"), new byte[] {'P'});
      Files.move(cut, library, StandardCopyOption.REPLACE_EXISTING);
      service.running().orElseThrow().destroyForcibly();
      List<String> failed = new CopyOnWriteArrayList<>();
      Thread supervisor = new Thread(() -> startAgain(service, failed), "supervisor");
      supervisor.start();
      try {
        hours.turnsBy("service-does-not-start", "in a row");
      } finally {
        supervisor.interrupt(); // the run stops the service, and so people stop what starts it
        supervisor.join();
      }
      assertThat(failed).hasSizeGreaterThan(1);
      hours.endsAsItWas("service-does-not-start", "Service unable to start (PR-069)");
    }
  }

  private static void startAgain(ServiceControl service, List<String> failed) {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          service.start(WebhookWorld.BY_HAND);
        } catch (IOException e) {
          failed.add(e.getMessage());
        }
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * PR-070. What cannot be undone without a database is asked about; with the database there again
   * people have it tried anew. The share of PR-067 takes longer to fall, and of signatures nothing
   * is known without a database.
   */
  @Test
  void theDatabaseIsGone() throws Exception {
    try (FirstHours hours = FirstHours.reachedBy("database", folder)) {
      hours.world.database.stop();
      hours.turnsBy("database-unreachable", "Connection refused");
      Programs.await(
          "a question about what could not be undone",
          () ->
              hours
                  .questions()
                  .getOrDefault("Functional Testing/send-test-webhook", "")
                  .contains("RETRY runs the undo again"));
      hours.world.database.start();
      hours.endsAsItWas("database-unreachable", "Database connectivity issues (PR-070)");
    }
  }
}
