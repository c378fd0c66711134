package dev.sallyport.checks.http;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Sends the requests of a load by the JDK's client: over TLS, up to some hundreds a second. */
final class JdkLoadClient implements LoadClient {
  private final HttpClient client;
  private final LoadRequests requests;

  JdkLoadClient(HttpClient client, LoadRequests requests) {
    this.client = client;
    this.requests = requests;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the end is told by the callback
  public void fire(Shot shot, Ended ended) {
    SendCount sends;
    HttpRequest one;
    try {
      LoadRequest next = requests.next();
      sends = SendCount.of(next.body());
      HttpRequest.Builder request = HttpRequest.newBuilder(requests.uri());
      next.headers().forEach(request::setHeader);
      one = request.method(next.body().isPresent() ? "POST" : "GET", sends).build();
    } catch (IllegalStateException e) {
      shot.end(0, e);
      ended.ended(shot);
      return;
    }
    CompletableFuture<HttpResponse<Void>> reply = client.sendAsync(one, BodyHandlers.discarding());
    // The client's own future: cancelling a stage that depends on it would not end the request.
    shot.cancel = () -> reply.cancel(true);
    reply.whenComplete((response, error) -> end(shot, sends, response, error, ended));
  }

  private static void end(
      Shot shot,
      SendCount sends,
      @Nullable HttpResponse<Void> response,
      @Nullable Throwable error,
      Ended ended) {
    shot.resent = sends.resent();
    shot.end(response == null ? 0 : response.statusCode(), error);
    ended.ended(shot);
  }

  @Override
  public void close() {
    // the client is shared by all loads, and closed with them
  }
}
