package dev.sallyport.channels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.channels.Setback.Kind;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Redactor;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.OutcomeUnknownException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Any receiver of JSON by POST. Immutable and thread-safe; each method returns a changed copy, and
 * the copies share a pace of ten messages a second.
 *
 * <p>The body is an object of {@code key}, {@code moment}, {@code subject}, {@code text} and {@code
 * facts}; the header {@code Idempotency-Key} is the same whenever a message is sent. Whatever
 * status from 200 to 299 comes is "taken".
 */
public final class Webhook implements Channel {
  private static final int MOST_TEXT = 100_000;

  private final HttpSide side;
  private final Optional<URI> open;
  private final Optional<Secret<String>> address;
  private final Optional<Secret<String>> signing;
  private final Optional<Secret<String>> bearer;
  private final boolean onceOnly;

  private Webhook(
      HttpSide side,
      Optional<URI> open,
      Optional<Secret<String>> address,
      Optional<Secret<String>> signing,
      Optional<Secret<String>> bearer,
      boolean onceOnly) {
    this.side = side;
    this.open = open;
    this.address = address;
    this.signing = signing;
    this.bearer = bearer;
    this.onceOnly = onceOnly;
  }

  static Webhook of(Optional<URI> open, Optional<Secret<String>> address) {
    return new Webhook(
        HttpSide.of("webhook", Duration.ofMillis(100)),
        open.map(Address::open),
        address,
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /**
   * Returns this channel under another name than {@code webhook}.
   *
   * @throws IllegalArgumentException if the name is blank or has several lines
   */
  public Webhook named(String name) {
    return new Webhook(side.named(name), open, address, signing, bearer, onceOnly);
  }

  /** Returns this channel with other options. */
  public Webhook with(ChannelOptions options) {
    return new Webhook(side.with(options), open, address, signing, bearer, onceOnly);
  }

  /**
   * Returns this channel, which signs what it sends: headers {@code webhook-id}, {@code
   * webhook-timestamp} and {@code webhook-signature} of Standard Webhooks 1.0, HMAC-SHA256.
   */
  public Webhook signed(Secret<String> key) {
    return new Webhook(side, open, address, Optional.of(key), bearer, onceOnly);
  }

  /**
   * Returns this channel, which sends {@code Authorization: Bearer} and the token.
   *
   * @throws IllegalArgumentException if the address is neither https nor on the loopback interface
   */
  public Webhook bearer(Secret<String> token) {
    open.ifPresent(Bearer::checkBase);
    return new Webhook(side, open, address, signing, Optional.of(token), onceOnly);
  }

  /**
   * Returns this channel for a receiver that takes a message with the same {@code Idempotency-Key}
   * only once; so one that may have been taken is sent again.
   */
  public Webhook takesEachKeyOnce() {
    return new Webhook(side, open, address, signing, bearer, true);
  }

  @Override
  public String name() {
    return side.name();
  }

  /**
   * {@inheritDoc}
   *
   * @return the status that the receiver answered
   * @throws NotSentException if the receiver has not taken it
   * @throws OutcomeUnknownException if it may have
   */
  @Override
  public String send(Message message, CheckContext context)
      throws NotSentException, OutcomeUnknownException, InterruptedException {
    String where =
        open.map(Address::where).orElseGet(() -> Address.where(address.orElseThrow(), context));
    return side.delivery()
        .deliver(message, where, onceOnly, context, limit -> attempt(message, limit, context));
  }

  private String attempt(Message message, Duration limit, CheckContext context)
      throws Setback, InterruptedException {
    URI uri = open.isPresent() ? open.get() : Address.secret(address.orElseThrow(), context);
    String id = Keys.forHeader(message.key());
    String body = body(message);
    Map<String, String> headers = new HashMap<>(WebhookSigning.headers(id, body, signing, context));
    String token = bearer.isPresent() ? Bearer.of(bearer.get(), context) : "";
    if (!token.isEmpty()) {
      headers.put("Authorization", "Bearer " + token);
    }
    Redactor redactor = Address.redactor(uri, token);
    Answer answer =
        side.wire()
            .send(new Wire.Request("POST", uri, headers, body), limit, context.clock().instant());
    if (!answer.taken()) {
      throw Statuses.setback(
          answer, redactor, Statuses.reason(answer.status()), context.clock().instant());
    }
    if (answer.isPage()) {
      throw Setback.of(
          Kind.UNKNOWN,
          Statuses.seen(answer, redactor),
          new Reason("somebody else answers: a proxy, or a login page of the network", ""));
    }
    return "HTTP " + answer.status();
  }

  private static String body(Message message) {
    ObjectNode body = HttpSide.object();
    body.put("key", message.key()).put("moment", message.moment());
    body.put("subject", message.subject()).put("text", Texts.cut(message.text(), MOST_TEXT));
    ObjectNode facts = body.putObject("facts");
    message.facts().forEach(facts::put);
    return body.toString();
  }
}
