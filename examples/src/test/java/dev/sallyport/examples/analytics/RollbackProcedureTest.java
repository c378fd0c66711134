package dev.sallyport.examples.analytics;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.soak;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Phase;
import dev.sallyport.testkit.checks.Ask;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The triggers of the rollback where the platform says that it is well, and is of no use. */
class RollbackProcedureTest {
  private static final Ask ASK =
      Ask.checks().within(Duration.ofSeconds(10)).knowing(Secrets.API, "a-key");

  @TempDir Path folder;
  private HttpServer platform;
  private AnalyticsSystems systems;

  @BeforeEach
  void start() throws IOException {
    platform = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    platform.createContext("/health", RollbackProcedureTest::health);
    platform.createContext("/", RollbackProcedureTest::refused);
    platform.start();
    AnalyticsSettings none = Nowhere.settings(Pace.rehearsal());
    URI at = URI.create("http://127.0.0.1:" + platform.getAddress().getPort() + "/");
    systems =
        AnalyticsSystems.of(
            InfraItems.settings(
                folder,
                none.data(),
                new AnalyticsSettings.Places(at, at, at, at, none.at().front(), Optional.empty()),
                none.programs()));
  }

  @AfterEach
  void stop() {
    systems.close();
    platform.stop(0);
  }

  private static void health(HttpExchange exchange) throws IOException {
    String version = Nowhere.settings(Pace.rehearsal()).release().tag();
    exchange.getResponseHeaders().set("X-Version", version);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] body = "{\"status\":\"up\"}".getBytes(UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void refused(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(403, -1);
    exchange.close();
  }

  private Check trigger(String name) {
    Phase any = phase("Any").soak(soak("any", Duration.ofSeconds(1)));
    return new RollbackProcedure(systems)
        .watches(any, any).stream()
            .filter(watch -> watch.name().equals(name))
            .findFirst()
            .orElseThrow()
            .gate()
            .check();
  }

  @Test
  void whatNobodyCanUseIsBroken() throws Exception {
    Verdict verdict = ASK.now(trigger("critical-functionality"));

    assertThat(Ask.word(verdict)).isEqualTo("fail unusable");
    assertThat(verdict.reason()).contains("answered 403");
  }

  /** What cannot be written is not corrupt: of data nothing can be said. */
  @Test
  void dataThatCannotBeAskedForAreNotCorrupt() throws Exception {
    assertThat(Ask.word(ASK.now(trigger("data-corruption")))).isEqualTo("inconclusive ERROR");
  }
}
