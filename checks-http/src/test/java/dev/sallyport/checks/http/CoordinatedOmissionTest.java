package dev.sallyport.checks.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Metric;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Reading;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/**
 * A service that stalls for 200 ms in every second: an open loop sees it, a closed one does not.
 */
class CoordinatedOmissionTest {
  private static final long SECOND = 1_000_000_000;
  private static final long STALL = 200_000_000;

  @Test
  void a_stall_is_seen_by_all_who_would_have_met_it() throws Exception {
    long begun = MonotonicTime.now();
    try (TestServer server =
            TestServer.answering(
                x -> {
                  waitOutStall(begun);
                  TestServer.answer(x, 200, "");
                });
        HttpChecks http = HttpChecks.create()) {
      Metric<Duration> p95 =
          http.load(server.uri("/"))
              .rate(Rate.perSecond(100))
              .lasting(Duration.ofSeconds(3))
              .warmUp(Duration.ofSeconds(2))
              .timeout(Duration.ofSeconds(10))
              .p95();
      Duration open = Duration.ZERO;
      Duration closed = Duration.ZERO;
      // A machine busy with other things blurs the difference; so it may be shown in any of a few
      // goes.
      for (int go = 0; go < 3 && open.compareTo(closed.multipliedBy(2)) <= 0; go++) {
        open = ((Reading.Value<Duration>) p95.read(Asked.context())).value();
        Histogram loop = closedLoop(server);
        assertThat(loop.getMaxValue()).as("the closed loop met a stall").isGreaterThan(90_000);
        closed = Duration.ofNanos(1000 * loop.getValueAtPercentile(95));
      }

      // A fifth of the time stalled, evenly: 5 % of all who come wait for 150 ms or more. The
      // closed
      // loop met each stall once, with one request of some thousand: its p95 knows nothing of it.
      assertThat(open).isGreaterThan(Duration.ofMillis(90));
      assertThat(open).isGreaterThan(closed.multipliedBy(2));
    }
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

  /** Asks one after another for three seconds, as load scripts do. */
  private static Histogram closedLoop(TestServer server) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(server.uri("/")).build();
    Histogram histogram = new Histogram(3);
    long end = MonotonicTime.now() + 3 * SECOND;
    while (MonotonicTime.now() < end) {
      long start = MonotonicTime.now();
      client.send(request, BodyHandlers.discarding());
      histogram.recordValue((MonotonicTime.now() - start) / 1000);
    }
    return histogram;
  }
}
