package dev.sallyport.channels;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.channels.Setback.Kind;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Redactor;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.OutcomeUnknownException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * A channel or chat of Microsoft Teams, by the webhook of a workflow (the template "Send webhook
 * alerts to a channel"). Immutable and thread-safe; each method returns a changed copy, and the
 * copies share a pace of four messages a second.
 *
 * <p>That a workflow has taken a message does not say that it has posted it: see its run history,
 * by the id that {@link #send} returns. A message that may have been taken is not sent again.
 */
public final class TeamsWorkflow implements Channel {
  private final HttpSide side;
  private final Secret<String> address;

  private TeamsWorkflow(HttpSide side, Secret<String> address) {
    this.side = side;
    this.address = address;
  }

  static TeamsWorkflow of(Secret<String> address) {
    return new TeamsWorkflow(HttpSide.of("teams", Duration.ofMillis(250)), address);
  }

  /**
   * Returns this channel under another name than {@code teams}.
   *
   * @throws IllegalArgumentException if the name is blank or has several lines
   */
  public TeamsWorkflow named(String name) {
    return new TeamsWorkflow(side.named(name), address);
  }

  /** Returns this channel with other options. */
  public TeamsWorkflow with(ChannelOptions options) {
    return new TeamsWorkflow(side.with(options), address);
  }

  @Override
  public String name() {
    return side.name();
  }

  /**
   * {@inheritDoc}
   *
   * @return the id of the workflow's run
   * @throws NotSentException if the workflow has not taken it
   * @throws OutcomeUnknownException if it may have
   */
  @Override
  public String send(Message message, CheckContext context)
      throws NotSentException, OutcomeUnknownException, InterruptedException {
    String body = TeamsCard.of(message);
    return side.delivery()
        .deliver(
            message,
            Address.where(address, context),
            false,
            context,
            limit -> attempt(body, limit, context));
  }

  private String attempt(String body, Duration limit, CheckContext context)
      throws Setback, InterruptedException {
    URI uri = Address.secret(address, context);
    refuseConnector(uri);
    Redactor redactor = Address.redactor(uri);
    Wire.Request request = new Wire.Request("POST", uri, Map.of(), body);
    Answer answer = side.wire().send(request, limit, context.clock().instant());
    if (!answer.taken()) {
      JsonNode code = answer.json().path("error").path("code");
      throw Statuses.setback(
          answer,
          redactor,
          TeamsErrors.reason(code.asText(""), answer.status()),
          context.clock().instant());
    }
    if (answer.isPage()) {
      throw Setback.of(
          Kind.UNKNOWN,
          Statuses.seen(answer, redactor),
          new Reason("somebody else answers: a proxy, or a login page of the network", ""));
    }
    return answer
        .headers()
        .firstValue("x-ms-workflow-run-id")
        .map(id -> "run " + redactor.line(id, 100))
        .orElse("HTTP " + answer.status());
  }

  private void refuseConnector(URI uri) throws Setback {
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (host.endsWith(".webhook.office.com") || host.equals("outlook.office.com")) {
      throw Setback.of(
          Kind.REFUSED,
          "the address in the secret '" + address.name() + "' is a connector's of Office 365",
          new Reason(
              "Microsoft has retired those connectors",
              "Make a workflow from the template 'Send webhook alerts to a channel' and bind its"
                  + " address"));
    }
  }
}
