package dev.sallyport.channels;

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
 * A channel of Slack, by an incoming webhook. Immutable and thread-safe; each method returns a
 * changed copy, and the copies share the pace of one message a second that Slack allows.
 *
 * <p>A message that Slack may have taken is not sent again: a webhook cannot be asked. See
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks.
 */
public final class SlackWebhook implements Channel {
  private static final Reason NOT_SLACK =
      new Reason("somebody else answers: a proxy, or a login page of the network", "");

  private final HttpSide side;
  private final Secret<String> address;
  private final List<SlackMention> mentions;

  private SlackWebhook(HttpSide side, Secret<String> address, List<SlackMention> mentions) {
    this.side = side;
    this.address = address;
    this.mentions = mentions;
  }

  static SlackWebhook of(Secret<String> address) {
    return new SlackWebhook(HttpSide.of("slack", Duration.ofSeconds(1)), address, List.of());
  }

  /**
   * Returns this channel under another name than {@code slack}.
   *
   * @throws IllegalArgumentException if the name is blank or has several lines
   */
  public SlackWebhook named(String name) {
    return new SlackWebhook(side.named(name), address, mentions);
  }

  /** Returns this channel with other options. */
  public SlackWebhook with(ChannelOptions options) {
    return new SlackWebhook(side.with(options), address, mentions);
  }

  /** Returns this channel, whose messages also mention somebody; by default they mention nobody. */
  public SlackWebhook mentioning(SlackMention mention) {
    List<SlackMention> more = new ArrayList<>(mentions);
    more.add(mention);
    return new SlackWebhook(side, address, List.copyOf(more));
  }

  @Override
  public String name() {
    return side.name();
  }

  /**
   * {@inheritDoc}
   *
   * @throws NotSentException if Slack has not taken it
   * @throws OutcomeUnknownException if it may have
   */
  @Override
  public String send(Message message, CheckContext context)
      throws NotSentException, OutcomeUnknownException, InterruptedException {
    String body = SlackBody.of(message, mentions).toString();
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
    Redactor redactor = Address.redactor(uri);
    Answer answer =
        side.wire()
            .send(new Wire.Request("POST", uri, Map.of(), body), limit, context.clock().instant());
    String said = answer.body().strip();
    if (answer.taken()) {
      if (said.equals("ok")) {
        return "ok";
      }
      throw Setback.of(Kind.UNKNOWN, Statuses.seen(answer, redactor), NOT_SLACK);
    }
    throw Statuses.setback(
        answer, redactor, SlackErrors.reason(said, answer.status()), context.clock().instant());
  }
}
