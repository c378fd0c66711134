package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.UnansweredException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * The platform as those see it who have the key of its API. Thread-safe.
 *
 * @param at where it answers
 */
record Platform(URI at) {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /**
   * What it answered.
   *
   * @param level which level of the cache answered, as {@code X-Cache} has it; or nothing
   * @param type the content's type
   */
  @SuppressWarnings("ArrayRecordComponent") // a page or a PDF, which nobody changes or compares
  record Answer(URI uri, int status, String level, String type, byte[] body) {
    JsonNode json() throws UnansweredException {
      try {
        return JsonApi.JSON.readTree(body);
      } catch (JsonProcessingException e) {
        throw unanswered("what is no JSON", e);
      } catch (IOException e) {
        throw unanswered("what cannot be read", e);
      }
    }

    private UnansweredException unanswered(String what, Exception e) {
      return new UnansweredException(
          uri + " answered " + status + " with " + what, "Look at what stands before it.", e);
    }

    /** Returns this answer, if the status is one of those asked for. */
    Answer wanted(int... statuses) throws UnansweredException {
      for (int each : statuses) {
        if (each == status) {
          return this;
        }
      }
      throw new UnansweredException(
          uri + " answered " + status + ", not " + statuses[0],
          "Look at the platform's log, and at the key of its API.",
          null);
    }
  }

  Answer get(String path, CheckContext context) throws UnansweredException, InterruptedException {
    return send("GET", path, "", context);
  }

  Answer post(String path, String json, CheckContext context)
      throws UnansweredException, InterruptedException {
    return send("POST", path, json, context);
  }

  /**
   * Sends a request with the key.
   *
   * @throws UnansweredException if no answer came
   */
  Answer send(String method, String path, String body, CheckContext context)
      throws UnansweredException, InterruptedException {
    URI uri = at.resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + context.secret(Secrets.API))
            .timeout(LIMIT)
            .build();
    try {
      HttpResponse<byte[]> answer =
          JsonApi.CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(
          uri,
          answer.statusCode(),
          answer.headers().firstValue("X-Cache").orElse(""),
          answer.headers().firstValue("Content-Type").orElse(""),
          answer.body());
    } catch (IOException e) {
      throw new UnansweredException(
          method + " " + uri + " was not answered: " + e.getClass().getSimpleName(),
          "Look whether the platform is up, and what stands before it.",
          e);
    }
  }
}
