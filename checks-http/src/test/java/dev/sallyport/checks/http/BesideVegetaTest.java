package dev.sallyport.checks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.check.Metric;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The load probe beside vegeta, an open-loop load tool, at the same time against the same service,
 * which stalls for 200 ms in every second.
 */
@Tag("once")
class BesideVegetaTest {
  private static final long SECOND = 1_000_000_000;
  private static final long STALL = 200_000_000;
  private static final int PER_SECOND = 200;
  private static final Duration LENGTH = Duration.ofSeconds(5);
  private static final Pattern P99 = Pattern.compile("\"99th\":(\\d+)");

  @TempDir private Path folder;

  private static String vegeta() {
    String cache =
        System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
    String program =
        System.getenv()
            .getOrDefault("SALLYPORT_VEGETA", cache + "/sallyport/vegeta-12.13.0/vegeta");
    assumeTrue(
        Files.isExecutable(Path.of(program)),
        "THERE IS NO " + program + ": run .ci/servers/vegeta.");
    return program;
  }

  private static void waitOutStall(long begun) throws IOException {
    long phase = (MonotonicTime.now() - begun) % SECOND;
    if (phase < STALL) {
      try {
        Thread.sleep((STALL - phase) / 1_000_000 + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }

  private Duration theirs(TestServer server) throws Exception {
    String results = folder.resolve("results").toString();
    List<String> attack =
        List.of(
            vegeta(),
            "attack",
            "-rate=" + PER_SECOND + "/s",
            "-duration=" + LENGTH.toSeconds() + "s",
            "-output=" + results);
    Command.run("GET " + server.uri("/") + "\n", attack).orThrow();
    Command report = Command.run(vegeta(), "report", "-type=json", results).orThrow();
    Matcher found = P99.matcher(report.said());
    assertThat(found.find()).as(report.said()).isTrue();
    assertThat(report.said()).contains("\"success\":1,");
    return Duration.ofNanos(Long.parseLong(found.group(1)));
  }

  private static Duration ours(HttpChecks http, TestServer server) throws Exception {
    Metric<Duration> p99 =
        http.load(server.uri("/"))
            .rate(Rate.perSecond(PER_SECOND))
            .lasting(LENGTH)
            .warmUp(Duration.ZERO)
            .timeout(Duration.ofSeconds(10))
            .p99();
    return ((Reading.Value<Duration>) p99.read(Asked.context())).value();
  }

  @Test
  void both_see_the_same_p99_of_a_service_that_stalls() throws Exception {
    vegeta();
    long begun = MonotonicTime.now();
    ExecutorService side = Executors.newSingleThreadExecutor();
    try (TestServer server =
            TestServer.answering(
                x -> {
                  waitOutStall(begun);
                  TestServer.answer(x, 200, "");
                });
        HttpChecks http = HttpChecks.create()) {
      ours(http, server); // the first go compiles both the server and the probe
      double off = 1;
      // A machine busy with other things delays the one or the other; so it may be shown in any of
      // three goes.
      for (int go = 0; go < 3 && off > 0.1; go++) {
        Future<Duration> beside = side.submit(() -> theirs(server));
        Duration ours = ours(http, server);
        Duration theirs = beside.get();
        off = Math.abs((double) ours.toNanos() / theirs.toNanos() - 1);
        System.out.printf("p99: probe %s, vegeta %s%n", ours, theirs);
        assertThat(ours).isGreaterThan(Duration.ofMillis(150));
        assertThat(theirs).isGreaterThan(Duration.ofMillis(150));
      }
      assertThat(off).as("how far the p99 are apart").isLessThanOrEqualTo(0.1);
    } finally {
      side.shutdownNow();
    }
  }
}
