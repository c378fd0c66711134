package dev.sallyport.checks.http;

import static dev.sallyport.checks.http.Asked.ask;
import static dev.sallyport.checks.http.Asked.code;
import static dev.sallyport.checks.http.Asked.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Verdict;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpHealthTroubleTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private final HttpChecks http =
      HttpChecks.create(
          HttpOptions.defaults().requestTimeout(Duration.ofMillis(400)).maxBody(1000));

  @AfterEach
  void close() {
    http.close();
  }

  private HttpHealth up(URI uri) {
    return http.health(uri).expectBody("UP").consecutive(1);
  }

  @Test
  void a_refused_connection_is_pending_and_strictly_a_fail() throws Exception {
    URI nobody = RawServer.nobody();

    Verdict verdict = ask(up(nobody));

    assertThat(code(verdict)).isEqualTo("pending connection-refused");
    assertThat(verdict.reason())
        .startsWith("0 of 1 targets well. instance " + nobody + ": connection-refused (")
        .endsWith(
            "Likely cause: nothing listens there: the service is not up, or the port is wrong.");
    assertThat(code(ask(up(nobody).strict()))).isEqualTo("fail connection-refused");
  }

  @Test
  void an_unknown_host_was_not_measured_even_strictly() throws Exception {
    URI unknown = URI.create("http://no-such-host.invalid/");

    assertThat(code(ask(up(unknown)))).isEqualTo("inconclusive ERROR");
    assertThat(code(ask(up(unknown).strict()))).isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_service_that_hangs_after_accepting_is_pending_within_its_time() throws Exception {
    try (RawServer hanging = RawServer.hanging()) {
      long begun = MonotonicTime.now();
      Verdict verdict = ask(up(hanging.uri("/")).consecutive(5));

      assertThat(code(verdict)).isEqualTo("pending no-answer-in-time");
      // One limit, not five: after a silence the next would tell nothing new.
      assertThat(Duration.ofNanos(MonotonicTime.now() - begun)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  void a_body_that_drips_does_not_outlast_the_limit() throws Exception {
    try (RawServer dripping =
        RawServer.talking(
            (socket, number) -> {
              RawServer.readHead(socket);
              socket
                  .getOutputStream()
                  .write((OK + "Content-Length: 500\r\n\r\n").getBytes("UTF-8"));
              for (int i = 0; i < 500; i++) {
                socket.getOutputStream().write('U');
                Thread.sleep(50);
              }
            })) {
      assertThat(code(ask(up(dripping.uri("/"))))).isEqualTo("pending no-answer-in-time");
    }
  }

  @Test
  void a_sample_too_short_to_tell_is_inconclusive() throws Exception {
    try (RawServer hanging = RawServer.hanging()) {
      Verdict verdict = up(hanging.uri("/")).judge(Asked.within(Duration.ofMillis(200)));

      assertThat(code(verdict)).isEqualTo("inconclusive ERROR");
      assertThat(verdict.reason()).contains("out-of-time").contains("time limit is too short");
    }
  }

  @Test
  void a_sample_that_ends_between_answers_does_not_pass() throws Exception {
    try (TestServer slow =
        TestServer.answering(
            x -> {
              pause(150);
              TestServer.answer(x, 200, "UP");
            })) {
      Verdict verdict =
          up(slow.uri("/")).consecutive(50).judge(Asked.within(Duration.ofMillis(700)));

      assertThat(code(verdict)).isEqualTo("inconclusive ERROR");
      assertThat(seen(verdict).get("well")).endsWith(" of 50");
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void garbage_a_hang_up_and_a_body_cut_short_do_not_pass() throws Exception {
    try (RawServer garbage = RawServer.saying("SSH-2.0-OpenSSH_9.2 UP\r\n\r\n");
        RawServer noColon = RawServer.saying(OK + "nonsense\r\n\r\nUP");
        RawServer badLength = RawServer.saying(OK + "Content-Length: many\r\n\r\nUP");
        RawServer hangUp = RawServer.saying("");
        RawServer cutShort = RawServer.saying(OK + "Content-Length: 9\r\n\r\nUP")) {
      assertThat(code(ask(up(garbage.uri("/"))))).isEqualTo("pending not-http");
      assertThat(code(ask(up(noColon.uri("/"))))).isEqualTo("pending not-http");
      assertThat(code(ask(up(badLength.uri("/"))))).isEqualTo("pending not-http");
      assertThat(code(ask(up(hangUp.uri("/"))))).isEqualTo("pending connection-closed");
      assertThat(code(ask(up(cutShort.uri("/"))))).isEqualTo("pending connection-closed");
      // The JDK's client would have asked a second time without a word.
      assertThat(hangUp.accepted()).isEqualTo(1);
    }
  }

  @Test
  void every_way_to_end_a_body_is_understood() throws Exception {
    String chunked = "Transfer-Encoding: chunked\r\n\r\n1\r\nU\r\n1;x=y\r\nP\r\n0\r\n\r\n";
    try (RawServer chunks = RawServer.saying(OK + chunked);
        RawServer untilClosed = RawServer.saying("HTTP/1.0 200 OK\r\n\r\nall is UP");
        RawServer early = RawServer.saying("HTTP/1.1 103 Early\r\n\r\n" + OK + "\r\nUP");
        RawServer latin =
            RawServer.saying(OK + "Content-Type: a/b; charset=ISO-8859-1\r\n\r\nUP\u00e9")) {
      assertThat(code(ask(up(chunks.uri("/"))))).isEqualTo("pass");
      assertThat(code(ask(up(untilClosed.uri("/"))))).isEqualTo("pass");
      assertThat(code(ask(up(early.uri("/"))))).isEqualTo("pass");
      assertThat(code(ask(up(latin.uri("/")).expectBody("\u00e9")))).isEqualTo("pass");
    }
  }

  @Test
  void an_endless_body_is_read_as_far_as_its_bound() throws Exception {
    try (RawServer endless =
        RawServer.talking(
            (socket, number) -> {
              RawServer.readHead(socket);
              socket.getOutputStream().write((OK + "\r\n").getBytes("US-ASCII"));
              while (true) {
                socket.getOutputStream().write("DOWN ".repeat(100).getBytes("US-ASCII"));
              }
            })) {
      Verdict verdict = ask(up(endless.uri("/")));

      assertThat(code(verdict)).isEqualTo("pending body-mismatch");
      assertThat(verdict.reason()).contains("its body begins without 'UP'");
      assertThat(seen(verdict).get("body")).hasSizeLessThan(250);
    }
  }

  @Test
  void an_interrupt_ends_it_at_once_and_closes_its_connections() throws Exception {
    HttpChecks patient =
        HttpChecks.create(HttpOptions.defaults().requestTimeout(Duration.ofSeconds(20)));
    try (patient;
        RawServer hanging = RawServer.hanging()) {
      HttpHealth check = patient.health(hanging.uri("/")).expectBody("UP");
      Callable<Verdict> asking = () -> ask(check);
      FutureTask<Verdict> task = new FutureTask<>(asking);
      Thread thread = new Thread(task);
      thread.start();
      while (hanging.accepted() == 0) {
        pause(5);
      }
      thread.interrupt();

      assertThatThrownBy(task::get).hasCauseInstanceOf(InterruptedException.class);
    }
  }
}
