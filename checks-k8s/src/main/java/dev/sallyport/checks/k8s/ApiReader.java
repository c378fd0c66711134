package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Redactor;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a real API server. The client is made when it is first needed, and ends with {@link #close}.
 * Thread-safe.
 */
final class ApiReader implements Api {
  private static final int LONGEST = 300;
  private static final Duration RESERVE = Duration.ofMillis(50);

  private final KubernetesOptions options;
  private @Nullable KubernetesClient client;
  private boolean closed;

  ApiReader(KubernetesOptions options) {
    this.options = options;
  }

  private synchronized KubernetesClient client() throws ApiException {
    if (closed) {
      throw new IllegalStateException("These KubernetesChecks are closed. Keep them for the run.");
    }
    if (client == null) {
      try {
        client = new KubernetesClientBuilder().withConfig(options.config()).build();
      } catch (KubernetesClientException e) {
        throw new ApiException(
            "No client for "
                + server()
                + " can be made, as a certificate or key cannot be read: "
                + Redactor.of(List.of()).words(e, LONGEST)
                + " (RSA keys can; elliptic ones need Bouncy Castle's bcpkix on the class path)",
            e);
      }
    }
    return client;
  }

  @Override
  public String server() {
    URI master = URI.create(options.config().getMasterUrl());
    return master.getScheme() + "://" + master.getAuthority();
  }

  @Override
  public Optional<JsonNode> get(String path, Call call) throws Exception {
    Answer answer = ask("GET", path, "application/json", null, call);
    if (answer.status() == 404) {
      return Optional.empty();
    }
    return Optional.of(json(answer, "GET", path));
  }

  @Override
  public List<JsonNode> list(String path, Call call) throws Exception {
    JsonNode list = json(ask("GET", path, "application/json", null, call), "GET", path);
    if (!list.path("items").isArray()) {
      throw new ApiException(0, server() + " answered GET " + path + " with what is no list");
    }
    List<JsonNode> items = new ArrayList<>();
    list.path("items").forEach(items::add);
    return items;
  }

  @Override
  public String text(String path, Call call) throws Exception {
    Answer answer = ask("GET", path, "application/json", null, call);
    if (answer.status() >= 300) {
      throw refused(answer, "GET", path);
    }
    return answer.body();
  }

  @Override
  public JsonNode send(String method, String path, String contentType, String body, Call call)
      throws Exception {
    return json(ask(method, path, contentType, body, call), method, path);
  }

  private JsonNode json(Answer answer, String method, String path) throws ApiException {
    if (answer.status() < 200 || answer.status() >= 300) {
      throw refused(answer, method, path);
    }
    try {
      JsonNode node = Trees.MAPPER.readTree(answer.body());
      if (node == null || !node.isObject()) {
        throw new ApiException(
            0, server() + " answered " + method + " " + path + " with what is no JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new ApiException(
          server() + " answered " + method + " " + path + " with what is no JSON", e);
    }
  }

  private ApiException refused(Answer answer, String method, String path) {
    String said = answer.body();
    try {
      said = Trees.MAPPER.readTree(answer.body()).path("message").asText(said);
    } catch (JsonProcessingException notJson) {
      // what it said is shown as it is
      said = answer.body();
    }
    return new ApiException(
        answer.status(),
        server()
            + " answered "
            + method
            + " "
            + path
            + " with "
            + answer.status()
            + ": "
            + answer.redactor().line(said, LONGEST));
  }

  private Answer ask(
      String method, String path, String contentType, @Nullable String body, Call call)
      throws Exception {
    Duration limit = call.atMost(options.request()).minus(RESERVE);
    Optional<String> token = options.token().map(call.secrets());
    Redactor redactor = Redactor.of(token.map(List::of).orElse(List.of()));
    var http = client().getHttpClient();
    HttpRequest.Builder request =
        http.newHttpRequestBuilder().uri(server() + path).method(method, contentType, body);
    token.ifPresent(word -> request.header("Authorization", "Bearer " + word));
    CompletableFuture<HttpResponse<String>> asked = http.sendAsync(request.build(), String.class);
    try {
      HttpResponse<String> got = asked.get(Math.max(1, limit.toMillis()), TimeUnit.MILLISECONDS);
      return new Answer(got.code(), got.body() == null ? "" : got.body(), redactor);
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new ApiException(
          server()
              + " gave no answer to "
              + method
              + " "
              + path
              + " within "
              + Quantities.show(limit),
          e);
    } catch (ExecutionException e) {
      throw new ApiException(server() + " could not be asked: " + redactor.words(e, LONGEST), e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.close();
      client = null;
    }
  }

  private record Answer(int status, String body, Redactor redactor) {}
}
