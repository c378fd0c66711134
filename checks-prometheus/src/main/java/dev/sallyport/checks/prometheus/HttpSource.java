package dev.sallyport.checks.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Redactor;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks a real Prometheus over its HTTP API. After five failures in a row it is left alone for ten
 * seconds. Thread-safe.
 */
final class HttpSource implements Source {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int LONGEST = 300;
  private static final Duration RESERVE = Duration.ofMillis(50);

  private final PrometheusOptions options;
  private final HttpClient client;
  private final CircuitBreaker breaker;
  private volatile boolean closed;

  HttpSource(PrometheusOptions options) {
    this.options = options;
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(options.limit())
            .version(HttpClient.Version.HTTP_1_1);
    options.tls().ifPresent(builder::sslContext);
    this.client = builder.build();
    this.breaker =
        CircuitBreaker.of(
            "prometheus",
            CircuitBreakerConfig.custom()
                .slidingWindow(5, 5, CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(100)
                .waitDurationInOpenState(Duration.ofSeconds(10))
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
  }

  @Override
  public String asked() {
    return options.address().toString();
  }

  @Override
  public List<Series> query(String query, CheckContext context) throws Exception {
    return Series.read(
        data(
            "/api/v1/query?query=" + encode(query) + "&time=" + seconds(context.clock().instant()),
            context));
  }

  @Override
  public List<Series> range(
      String query, Instant from, Instant to, Duration step, CheckContext context)
      throws Exception {
    return Series.read(
        data(
            "/api/v1/query_range?query="
                + encode(query)
                + "&start="
                + seconds(from)
                + "&end="
                + seconds(to)
                + "&step="
                + step.toMillis() / 1e3,
            context));
  }

  @Override
  public List<JsonNode> alertingRules(CheckContext context) throws Exception {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : data("/api/v1/rules?type=alert", context).path("groups")) {
      group.path("rules").forEach(rules::add);
    }
    return rules;
  }

  private static String encode(String query) {
    return URLEncoder.encode(query, UTF_8);
  }

  private static String seconds(Instant instant) {
    return String.valueOf(instant.toEpochMilli() / 1e3);
  }

  private JsonNode data(String path, CheckContext context) throws Exception {
    if (closed) {
      throw new IllegalStateException("These PrometheusChecks are closed. Keep them for the run.");
    }
    if (!breaker.tryAcquirePermission()) {
      throw new PrometheusException(
          "Prometheus at "
              + asked()
              + " failed five times in a row and is left alone for ten seconds");
    }
    long begun = System.nanoTime();
    try {
      JsonNode data = ask(path, context);
      breaker.onSuccess(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
      return data;
    } catch (Unanswered e) {
      breaker.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, e);
      throw new PrometheusException(String.valueOf(e.getMessage()), e);
    } catch (PrometheusException | RuntimeException | InterruptedException e) {
      breaker.releasePermission();
      throw e;
    }
  }

  private JsonNode ask(String path, CheckContext context)
      throws Unanswered, PrometheusException, InterruptedException {
    Optional<String> word = options.secret().map(context::secret);
    Redactor redactor = Redactor.of(word.map(List::of).orElse(List.of()));
    Duration limit = context.remaining(options.limit()).minus(RESERVE);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base() + path)).header("Accept", "application/json");
    word.ifPresent(secret -> request.header("Authorization", authorization(secret)));
    CompletableFuture<HttpResponse<String>> asked =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    try {
      HttpResponse<String> got = asked.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
      return read(got.statusCode(), got.body(), redactor);
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new Unanswered(
          "Prometheus at " + asked() + " gave no answer within " + Quantities.show(limit), e);
    } catch (ExecutionException e) {
      throw new Unanswered(
          "Prometheus at " + asked() + " could not be asked: " + redactor.words(e, LONGEST), e);
    }
  }

  private String base() {
    String address = options.address().toString();
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private String authorization(String secret) {
    return options
        .user()
        .map(
            user ->
                "Basic "
                    + Base64.getEncoder().encodeToString((user + ":" + secret).getBytes(UTF_8)))
        .orElse("Bearer " + secret);
  }

  private JsonNode read(int status, String body, Redactor redactor)
      throws Unanswered, PrometheusException {
    JsonNode answer;
    try {
      answer = MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      answer = MAPPER.missingNode();
    }
    if (status == 200 && answer.path("status").asText().equals("success")) {
      return answer.path("data");
    }
    String said = redactor.line(answer.path("error").asText(body), LONGEST);
    String text = "Prometheus at " + asked() + " answered with " + status + ": " + said;
    if (status >= 500 || answer.isMissingNode() && status == 200) {
      throw new Unanswered(text, new IOException(text));
    }
    throw new PrometheusException(text);
  }

  @Override
  public void close() {
    closed = true;
  }

  /** It did not answer, or not as a Prometheus that is well does. */
  private static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    Unanswered(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
