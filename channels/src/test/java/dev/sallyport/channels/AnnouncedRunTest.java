package dev.sallyport.channels;

import static dev.sallyport.plan.Dsl.announcement;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.engine.Engine;
import dev.sallyport.engine.Run;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import dev.sallyport.report.Report;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run by the engine, announced over real HTTP and to a real mail server. */
@Timeout(120)
class AnnouncedRunTest {
  private final GreenMail mail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final List<String> posted = new CopyOnWriteArrayList<>();
  private HttpServer web;

  @BeforeEach
  void start() throws IOException {
    mail.start();
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/hook",
        exchange -> {
          posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    web.start();
  }

  @AfterEach
  void stop() {
    mail.stop();
    web.stop(0);
  }

  private Plan shop() {
    Webhook hook =
        Channels.webhook(URI.create("http://127.0.0.1:" + web.getAddress().getPort() + "/hook"));
    Mail letter =
        Channels.mail("127.0.0.1", "deploy@example.com", "ops@example.com")
            .unencrypted(mail.getSmtp().getPort());
    return plan("shop", 7)
        .phases(
            phase("Live")
                .step(step("switch").run(c -> {}).onRollback((c, made) -> {}))
                .step(
                    step("smoke")
                        .run(
                            c -> {
                              throw new IllegalStateException("HTTP 500");
                            })
                        .readOnly()))
        .announcements(
            announcement("hook", hook).atStart().atRollback().atEnd(),
            announcement("mail", letter)
                .atEnd()
                .subject("{plan} {version}: {outcome}")
                .within(Duration.ofSeconds(20)))
        .build();
  }

  @Test
  void each_message_arrives_once_before_the_run_has_ended() throws Exception {
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(shop(), "r1", "ann");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(run.events().stream().filter(Event.AnnouncementSent.class::isInstance)).hasSize(4);
    }
    assertThat(posted).hasSize(3);
    assertThat(posted.get(0)).contains("shop 7: started");
    assertThat(posted.get(1)).contains("rollback started", "HTTP 500");
    assertThat(posted.get(2)).contains("ROLLED_BACK");
    MimeMessage[] letters = mail.getReceivedMessages();
    assertThat(letters).hasSize(1);
    assertThat(letters[0].getSubject()).isEqualTo("shop 7: ROLLED_BACK");
  }

  @Test
  void servers_that_are_down_for_the_whole_run_change_nothing_and_are_named() throws Exception {
    Plan plan = shop();
    stop();
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(plan, "r1", "ann");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(run.events().stream().filter(Event.AnnouncementFailed.class::isInstance))
          .hasSize(4)
          .extracting(Report::line)
          .allMatch(line -> line.contains(": not announced: "));
    }
  }
}
