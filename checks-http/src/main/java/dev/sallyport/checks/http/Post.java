package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends single requests, each within its deadline. Thread-safe. */
final class Post implements Poster {
  private static final Duration RESERVE = Duration.ofMillis(50);

  private final HttpClient client;
  private final Duration limit;
  private final int maxBody;

  Post(HttpOptions options) {
    this(
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(options.connectTimeout())
            .sslContext(options.tls())
            .build(),
        options.requestTimeout(),
        options.maxBody());
  }

  private Post(HttpClient client, Duration limit, int maxBody) {
    this.client = client;
    this.limit = limit;
    this.maxBody = maxBody;
  }

  /** Returns the same with another bound on what is read of a body, in bytes. */
  Post maxBody(int bytes) {
    return new Post(client, limit, bytes);
  }

  @Override
  public Reply send(URI uri, byte[] body, Map<String, String> headers, CheckContext context)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return answer(request.build(), context);
  }

  @Override
  public Reply get(URI uri, CheckContext context) throws Exception {
    return answer(
        HttpRequest.newBuilder(uri).header("Cache-Control", "no-cache").GET().build(), context);
  }

  private Reply answer(HttpRequest request, CheckContext context) throws Exception {
    Duration patience = context.remaining(limit).minus(RESERVE);
    CompletableFuture<HttpResponse<String>> asked =
        client.sendAsync(request, info -> new BoundedBody(maxBody));
    try {
      HttpResponse<String> answer =
          asked.get(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
      return new Reply(
          answer.statusCode(),
          answer.headers().firstValue("Retry-After").orElse(""),
          answer.headers().firstValueAsLong("Age").orElse(0),
          answer.body());
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new java.net.http.HttpTimeoutException("no answer within the time for it");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
