package dev.sallyport.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.channels.Setback.Kind;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Redactor;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.OutcomeUnknownException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A channel of Slack, by {@code chat.postMessage} and the token of an app. Immutable and
 * thread-safe; each method returns a changed copy, and the copies share the pace of one message a
 * second that Slack allows for a channel.
 *
 * <p>A message that Slack may have taken is not sent again. See
 * https://docs.slack.dev/reference/methods/chat.postMessage.
 */
public final class SlackBot implements Channel {
  private final HttpSide side;
  private final URI api;
  private final Secret<String> token;
  private final String channel;
  private final List<SlackMention> mentions;

  private SlackBot(
      HttpSide side, URI api, Secret<String> token, String channel, List<SlackMention> mentions) {
    this.side = side;
    this.api = api;
    this.token = token;
    this.channel = channel;
    this.mentions = mentions;
  }

  static SlackBot of(Secret<String> token, String channel) {
    if (channel.isBlank()) {
      throw new IllegalArgumentException("Name the channel, best by its id: C012AB3CD.");
    }
    HttpSide side = HttpSide.of("slack", Duration.ofSeconds(1));
    return new SlackBot(side, URI.create("https://slack.com/api/"), token, channel, List.of());
  }

  /**
   * Returns this channel under another name than {@code slack}.
   *
   * @throws IllegalArgumentException if the name is blank or has several lines
   */
  public SlackBot named(String name) {
    return new SlackBot(side.named(name), api, token, channel, mentions);
  }

  /** Returns this channel with other options. */
  public SlackBot with(ChannelOptions options) {
    return new SlackBot(side.with(options), api, token, channel, mentions);
  }

  /** Returns this channel, whose messages also mention somebody; by default they mention nobody. */
  public SlackBot mentioning(SlackMention mention) {
    List<SlackMention> more = new ArrayList<>(mentions);
    more.add(mention);
    return new SlackBot(side, api, token, channel, List.copyOf(more));
  }

  /**
   * Returns this channel with another address of the API than {@code https://slack.com/api/}, for
   * government clouds and tests.
   *
   * @throws IllegalArgumentException if it is neither https nor on the loopback interface
   */
  public SlackBot at(URI base) {
    return new SlackBot(side, Bearer.checkBase(base), token, channel, mentions);
  }

  @Override
  public String name() {
    return side.name();
  }

  /**
   * {@inheritDoc}
   *
   * @return the channel's id and the message's time stamp, which is its name on Slack
   * @throws NotSentException if Slack has not taken it
   * @throws OutcomeUnknownException if it may have
   */
  @Override
  public String send(Message message, CheckContext context)
      throws NotSentException, OutcomeUnknownException, InterruptedException {
    ObjectNode body = SlackBody.of(message, mentions);
    body.put("channel", channel).put("link_names", false).put("parse", "none");
    return side.delivery()
        .deliver(
            message,
            "channel " + Texts.oneLine(channel) + " at " + Address.where(api),
            false,
            context,
            limit -> attempt(body.toString(), limit, context));
  }

  private String attempt(String body, Duration limit, CheckContext context)
      throws Setback, InterruptedException {
    String bearer = Bearer.of(token, context);
    Redactor redactor = Redactor.of(List.of(bearer));
    Wire.Request request =
        new Wire.Request(
            "POST",
            api.resolve("chat.postMessage"),
            Map.of("Authorization", "Bearer " + bearer),
            body);
    Answer answer = side.wire().send(request, limit, context.clock().instant());
    JsonNode json = answer.json();
    if (answer.taken() && json.path("ok").asBoolean(false)) {
      return redactor.line(json.path("channel").asText("") + " " + json.path("ts").asText(""), 100);
    }
    throw refusal(answer, json.path("error").asText(""), redactor, context);
  }

  private static Setback refusal(
      Answer answer, String code, Redactor redactor, CheckContext context) {
    Reason reason = SlackErrors.reason(code, answer.status());
    if (!answer.taken()) {
      return Statuses.setback(answer, redactor, reason, context.clock().instant());
    }
    String seen = Statuses.seen(answer, redactor);
    if (code.isEmpty()) {
      return Setback.of(
          Kind.UNKNOWN, seen, new Reason("somebody else answers: a proxy, or a login page", ""));
    }
    if (SlackErrors.mayHaveWorked(code)) {
      return Setback.of(Kind.UNKNOWN, seen, reason);
    }
    Kind kind = SlackErrors.tooFast(code) ? Kind.NOT_TAKEN : Kind.REFUSED;
    return Setback.of(kind, seen, reason)
        .retryAfter(RetryAfter.of(answer, context.clock().instant()));
  }
}
