package dev.sallyport.checks.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Observation;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * That the probe itself is not the bottleneck; the bound is loose, for slow and busy machines. For
 * a real figure run it with {@code -Dsallyport.http.rate=5000} and read its output.
 */
class ThroughputTest {
  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

  @Test
  void hundreds_of_requests_a_second_are_begun_whatever_else_the_machine_does() throws Exception {
    int perSecond = Integer.getInteger("sallyport.http.rate", 500);
    try (RawServer server =
            RawServer.talking(
                (socket, number) -> {
                  socket.setTcpNoDelay(true);
                  byte[] buffer = new byte[4096];
                  while (socket.getInputStream().read(buffer) > 0) {
                    socket.getOutputStream().write(OK);
                  }
                });
        HttpChecks http = HttpChecks.create()) {
      Reading<Rate> reading =
          http.load(server.uri("/"))
              .rate(Rate.perSecond(perSecond))
              .lasting(Duration.ofSeconds(3))
              .warmUp(Duration.ofSeconds(3))
              .timeout(Duration.ofSeconds(10))
              .achievedRate()
              .read(Asked.context());

      System.out.println(
          reading.evidence().observed().stream()
              .map(Observation::toString)
              .collect(Collectors.joining("\n")));
      assertThat(((Reading.Value<Rate>) reading).value().perSecond()).isGreaterThan(100);
    }
  }
}
