package dev.sallyport.checks.http;

import static dev.sallyport.checks.http.Asked.code;
import static dev.sallyport.checks.http.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Services that keep what they should not, or are restarted meanwhile. */
class MemoryGrowthTest {
  private final HttpChecks http = HttpChecks.create();

  @AfterEach
  void close() {
    http.close();
  }

  /** Keeps so many KiB of each request for ever, and says what it holds. */
  private static final class Holder {
    private final List<byte[]> held = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final int kept;
    private final int restartAt;

    Holder(int kept, int restartAt) {
      this.kept = kept;
      this.restartAt = restartAt;
    }

    void answer(HttpExchange x) throws IOException {
      int turn = asked.incrementAndGet();
      held.add(new byte[kept * 1024]);
      long sum = 50_000_000 + held.stream().mapToLong(part -> part.length).sum();
      // a collection now and then, of what was garbage all along
      sum += turn % 4 * 400_000;
      String page =
          "process_resident_memory_bytes "
              + sum
              + "\nprocess_start_time_seconds "
              + (turn >= restartAt ? 1.8e9 : 1.7e9)
              + "\n";
      TestServer.answer(x, 200, page);
    }
  }

  private Verdict judged(Holder holder) throws Exception {
    try (TestServer server = TestServer.answering(holder::answer)) {
      return Asked.ask(
          http.memoryGrowth(server.uri("/metrics"))
              .warmUp(Duration.ofMillis(50))
              .over(Duration.ofMillis(900))
              .staysBelow(DataSize.mebibytes(2)));
    }
  }

  @Test
  void a_service_that_keeps_what_it_should_not_fails() throws Exception {
    Verdict leak = judged(new Holder(256, Integer.MAX_VALUE));
    assertThat(code(leak)).as(leak.toString()).isEqualTo("fail threshold-breached");
    assertThat(seen(leak)).containsKeys("memory", "growth in the window");
    assertThat(leak.evidence().samples()).isGreaterThan(MemoryRules.FEWEST);
  }

  @Test
  void one_that_only_collects_now_and_then_passes() throws Exception {
    Verdict steady = judged(new Holder(0, Integer.MAX_VALUE));
    assertThat(code(steady)).as(steady.toString()).isEqualTo("pass");
  }

  @Test
  void one_that_was_restarted_meanwhile_is_not_judged() throws Exception {
    Verdict restarted = judged(new Holder(0, 8));
    assertThat(code(restarted)).isEqualTo("inconclusive NO_DATA");
    assertThat(restarted.reason()).contains("restarted within the window");
  }

  private String reasonOf(String body, int status) throws Exception {
    try (TestServer server = TestServer.answering(x -> TestServer.answer(x, status, body))) {
      Verdict verdict =
          Asked.ask(
              http.memoryGrowth(server.uri("/metrics"))
                  .over(Duration.ofMillis(100))
                  .below(DataSize.gibibytes(1000)));
      assertThat(code(verdict)).startsWith("inconclusive");
      return verdict.reason();
    }
  }

  @Test
  void pages_without_what_is_needed_never_pass() throws Exception {
    assertThat(reasonOf("<html>log in</html>", 200))
        .contains("has no process_resident_memory_bytes");
    assertThat(reasonOf("process_resident_memory_bytes 5\n", 200))
        .contains("has no process_start_time_seconds", "a restart would go unseen");
    assertThat(reasonOf("no", 503)).contains("answered 503, not 200");
    assertThat(reasonOf("process_resident_memory_bytes NaN\n", 200)).contains("no number for it");
  }

  @Test
  void a_sample_shorter_than_the_window_is_told() throws Exception {
    Verdict verdict =
        http.memoryGrowth(RawServer.nobody())
            .below(DataSize.mebibytes(1))
            .judge(Asked.within(Duration.ofSeconds(5)));
    assertThat(verdict.reason()).contains("needs 1 min", "Give the sample more time.");
  }

  @Test
  void a_body_without_an_end_is_cut_at_its_bound() throws Exception {
    try (RawServer endless =
        RawServer.talking(
            (socket, number) -> {
              RawServer.readHead(socket);
              socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes("US-ASCII"));
              while (true) {
                socket.getOutputStream().write("x 1\n".repeat(5000).getBytes("US-ASCII"));
              }
            })) {
      Verdict verdict =
          Asked.ask(
              http.memoryGrowth(endless.uri("/"))
                  .over(Duration.ofMillis(100))
                  .below(DataSize.gibibytes(1)));
      assertThat(verdict.reason()).contains("in its first 4194304 characters");
    }
  }
}
