package dev.sallyport.examples.bluegreen;

import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.UndoPolicy.undo;

import dev.sallyport.check.Secret;
import dev.sallyport.examples.servers.Register;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Probed;
import dev.sallyport.plan.Retry;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.StepContext;
import dev.sallyport.plan.UndoPolicy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A setting of a running server, which a step changes from a value it knows to another one.
 *
 * <p>The server keeps the step's idempotency key with the value. So the step may be repeated, its
 * probe finds out whether it took effect, and its undo puts back what it replaced.
 */
final class Setting {
  private static final Duration LIMIT = Duration.ofSeconds(5);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final String name;
  private final URI address;
  private final Secret<String> token;
  private final boolean endsWithServer;

  private Setting(String name, URI address, Secret<String> token, boolean endsWithServer) {
    this.name = name;
    this.address = address;
    this.token = token;
    this.endsWithServer = endsWithServer;
  }

  Setting(String name, URI address, Secret<String> token) {
    this(name, address, token, false);
  }

  /** Returns this setting, which has nothing to be put back once its server is gone. */
  Setting endingWithServer() {
    return new Setting(name, address, token, true);
  }

  /** Returns the step that changes it; its output is the value before. */
  Step<String> change(String stepName, String from, String to) {
    return change(stepName, from, to, undo());
  }

  /** Returns the step that changes it, with more to be said of its undo, such as a verification. */
  Step<String> change(String stepName, String from, String to, UndoPolicy policy) {
    Retry retry =
        Retry.backoff(Duration.ofMillis(200), 2).attempts(4).unless(IllegalStateException.class);
    return step(stepName, String.class)
        .run(context -> replace(from, to, context.idempotencyKey(), context))
        .probe(context -> found(context))
        .onRollback(
            (context, before) -> putBack(to, before, context),
            policy.timeout(LIMIT.multipliedBy(2)).retry(retry).repeatable())
        .timeout(LIMIT.multipliedBy(2))
        .retry(retry);
  }

  private Probed<String> found(StepContext context) throws IOException, InterruptedException {
    Register.State state = read();
    return state.key().equals(context.idempotencyKey())
        ? Probed.done(state.previous())
        : Probed.notDone();
  }

  private void putBack(String made, String before, StepContext context)
      throws IOException, InterruptedException, OutcomeUnknownException {
    try {
      if (!read().value().equals(before)) {
        replace(made, before, context.idempotencyKey() + "-undo", context);
      }
    } catch (ConnectException e) {
      if (!endsWithServer) {
        throw e;
      }
    }
  }

  Register.State read() throws IOException, InterruptedException {
    HttpResponse<String> answer = send(HttpRequest.newBuilder(address).timeout(LIMIT).build());
    if (answer.statusCode() != 200) {
      throw new IOException(address + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return Register.State.parse(answer.body());
  }

  private String replace(String from, String to, String key, StepContext context)
      throws IOException, InterruptedException, OutcomeUnknownException {
    URI change =
        URI.create(
            address + "?expected=" + encode(from) + "&value=" + encode(to) + "&key=" + encode(key));
    HttpRequest request =
        HttpRequest.newBuilder(change)
            .POST(HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Bearer " + context.secret(token))
            .timeout(LIMIT)
            .build();
    HttpResponse<String> answer;
    try {
      answer = send(request);
    } catch (ConnectException e) {
      throw e; // nobody was there to take it
    } catch (IOException e) {
      throw new OutcomeUnknownException(
          "The " + name + " was to become " + to + ", and no answer came from " + address, e);
    }
    return judged(answer, from, to);
  }

  private String judged(HttpResponse<String> answer, String from, String to) throws IOException {
    if (answer.statusCode() == 409) {
      throw new IllegalStateException(
          "The "
              + name
              + " was to become "
              + to
              + " where it is "
              + from
              + ", but it is "
              + Register.State.parse(answer.body()).value()
              + ". Somebody else has changed it; find out who, then start a new run.");
    }
    if (answer.statusCode() != 200) {
      throw new IOException(address + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return Register.State.parse(answer.body()).previous();
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    return CLIENT.send(request, BodyHandlers.ofString());
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
