package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.UnansweredException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * The mailbox that reports are sent to, read by the HTTP API of Mailpit, a receiver of mail for
 * tests. Thread-safe.
 *
 * @param at where it answers
 */
record Inbox(URI at) {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(java.time.Duration.ofSeconds(2))
          .build();

  /**
   * A mail.
   *
   * @param to its first receiver
   * @param sent when it was sent, as it says itself
   * @param received when the mailbox took it
   * @param pdf the attached report, once it is opened
   */
  record Mail(
      String id, String to, String subject, Instant sent, Instant received, Optional<byte[]> pdf) {}

  /** Returns the newest mail; not opened. */
  Optional<Mail> newest(CheckContext context) throws UnansweredException, InterruptedException {
    JsonNode first = json("/api/v1/messages?limit=1", context).at("/messages/0");
    if (first.isMissingNode()) {
      return Optional.empty();
    }
    Instant received = time(first.path("Created"));
    return Optional.of(
        new Mail(
            first.path("ID").asText(),
            first.at("/To/0/Address").asText(),
            first.path("Subject").asText(),
            received,
            received,
            Optional.empty()));
  }

  /** Returns a mail with what is attached to it. */
  Mail opened(Mail mail, CheckContext context) throws UnansweredException, InterruptedException {
    String path = "/api/v1/message/" + mail.id();
    JsonNode whole = json(path, context);
    Optional<byte[]> pdf = Optional.empty();
    for (JsonNode attachment : whole.path("Attachments")) {
      if (attachment.path("ContentType").asText().equals("application/pdf")) {
        pdf = Optional.of(get(path + "/part/" + attachment.path("PartID").asText(), context));
      }
    }
    return new Mail(
        mail.id(), mail.to(), mail.subject(), time(whole.path("Date")), mail.received(), pdf);
  }

  private Instant time(JsonNode text) throws UnansweredException {
    try {
      return OffsetDateTime.parse(text.asText()).toInstant();
    } catch (DateTimeException e) {
      throw new UnansweredException(
          at + " gave no time of a mail, but " + text, "Look whether it is a Mailpit.", e);
    }
  }

  private JsonNode json(String path, CheckContext context)
      throws UnansweredException, InterruptedException {
    byte[] body = get(path, context);
    try {
      return JsonApi.JSON.readTree(body);
    } catch (IOException e) {
      throw new UnansweredException(
          at.resolve(path) + " answered no JSON", "Look whether it is a Mailpit.", e);
    }
  }

  private byte[] get(String path, CheckContext context)
      throws UnansweredException, InterruptedException {
    URI uri = at.resolve(path);
    try {
      HttpResponse<byte[]> answer =
          CLIENT.send(
              HttpRequest.newBuilder(uri)
                  .timeout(context.remaining(java.time.Duration.ofSeconds(10)))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() == 200) {
        return answer.body();
      }
      throw new UnansweredException(
          uri + " answered " + answer.statusCode(), "Look at the mailbox.", null);
    } catch (IOException e) {
      throw new UnansweredException(
          uri + " was not answered: " + e.getClass().getSimpleName(),
          "Look whether the mailbox is up.",
          e);
    }
  }
}
