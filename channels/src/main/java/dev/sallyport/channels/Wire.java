package dev.sallyport.channels;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends one request by HTTP/1.1, once, within a time limit for all of it.
 *
 * <p>Redirects are not followed: what is sent belongs to one receiver. Connections are not used
 * again after some idle seconds, since one that a firewall has forgotten swallows a message and
 * leaves it unknown. Thread-safe.
 */
final class Wire {
  private static final Duration IDLE = Duration.ofSeconds(4);
  private static final int LONGEST_ANSWER = 8 * 1024 * 1024;

  private final ChannelOptions options;
  private HttpClient client;
  private Instant used = Instant.MIN;

  Wire(ChannelOptions options) {
    this.options = options;
    this.client = connect();
  }

  /** A request; its {@code toString} shows nothing, as the address may be a secret. */
  record Request(String method, URI uri, Map<String, String> headers, String body) {
    @Override
    public String toString() {
      return method;
    }
  }

  /**
   * Sends the request and reads the whole answer.
   *
   * @throws Setback if there is no whole answer
   */
  Answer send(Request request, Duration limit, Instant now) throws Setback, InterruptedException {
    CompletableFuture<HttpResponse<String>> asked =
        client(now).sendAsync(built(request), info -> new BoundedBody(LONGEST_ANSWER));
    try {
      HttpResponse<String> answer = asked.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      return new Answer(answer.statusCode(), answer.headers(), answer.body());
    } catch (ExecutionException e) {
      throw Troubles.of(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw Troubles.noAnswer(limit);
    } finally {
      asked.cancel(true); // closes the connection of one that is not done
    }
  }

  private static HttpRequest built(Request request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .method(
                request.method(),
                request.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(request.body()))
            .setHeader("User-Agent", "sallyport-channels")
            .setHeader("Accept", "application/json, */*;q=0.1");
    if (!request.body().isEmpty()) {
      builder.setHeader("Content-Type", "application/json; charset=utf-8");
    }
    request.headers().forEach(builder::setHeader);
    return builder.build();
  }

  private synchronized HttpClient client(Instant now) {
    if (now.isBefore(used) || now.isAfter(used.plus(IDLE))) {
      client = connect();
    }
    used = now;
    return client;
  }

  private HttpClient connect() {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(options.connectTimeout())
            .sslContext(options.tls());
    options.proxy().ifPresent(builder::proxy);
    return builder.build();
  }
}
