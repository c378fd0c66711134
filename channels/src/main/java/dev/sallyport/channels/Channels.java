package dev.sallyport.channels;

import dev.sallyport.check.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where announcements can go.
 *
 * <pre>{@code
 * Secret<String> url = Secret.of("slack-webhook", String.class);
 * Channel team = Channels.slack(url).mentioning(SlackMention.here());
 * Channel customers = Channels.statuspageMaintenance("kctbh9vrtdwd", key, ofHours(2));
 * }</pre>
 *
 * <p>A channel that is made is to be kept: it holds the pace of its receiver, and a few
 * connections.
 */
public final class Channels {
  private Channels() {}

  /**
   * Returns a channel of Slack, by an incoming webhook.
   *
   * @param address the webhook's whole address, which is a credential
   */
  public static SlackWebhook slack(Secret<String> address) {
    return SlackWebhook.of(address);
  }

  /**
   * Returns a channel of Slack, by an app's token with the scope {@code chat:write}.
   *
   * @param token the token, {@code xoxb-...}
   * @param channel the channel's id, such as {@code C012AB3CD}
   * @throws IllegalArgumentException if the channel is blank
   */
  public static SlackBot slack(Secret<String> token, String channel) {
    return SlackBot.of(token, channel);
  }

  /**
   * Returns a channel or chat of Microsoft Teams, by the webhook of a workflow.
   *
   * @param address the webhook's whole address, which is a credential
   */
  public static TeamsWorkflow teams(Secret<String> address) {
    return TeamsWorkflow.of(address);
  }

  /**
   * Returns a page of Statuspage, on which each run is an incident.
   *
   * @param page the page's id
   * @param key the API key
   * @throws IllegalArgumentException if the page is no id
   */
  public static Statuspage statuspageIncident(String page, Secret<String> key) {
    return Statuspage.of(page, key, Optional.empty());
  }

  /**
   * Returns a page of Statuspage, on which each run is a maintenance, from its first message on.
   *
   * @param page the page's id
   * @param key the API key
   * @param length how long it will take, as people are told
   * @throws IllegalArgumentException if the page is no id, or the length not positive
   */
  public static Statuspage statuspageMaintenance(String page, Secret<String> key, Duration length) {
    return Statuspage.of(page, key, Optional.of(length));
  }

  /**
   * Returns a mailbox, or several, by a server of SMTP: port 587 with STARTTLS, unless said
   * otherwise.
   *
   * @param server the name of the server
   * @param from the sender's address
   * @param to the addresses of the receivers
   * @throws IllegalArgumentException if an address is none, or there is no receiver
   */
  public static Mail mail(String server, String from, String... to) {
    return Mail.of(server, from, to);
  }

  /**
   * Returns any receiver of JSON by POST.
   *
   * @throws IllegalArgumentException if the address is not absolute HTTP, or holds credentials
   */
  public static Webhook webhook(URI address) {
    return Webhook.of(Optional.of(address), Optional.empty());
  }

  /** Returns any receiver of JSON by POST, whose address is a credential. */
  public static Webhook webhook(Secret<String> address) {
    return Webhook.of(Optional.empty(), Optional.of(address));
  }

  /** Returns the log, by SLF4J. */
  public static Log log() {
    return Log.create();
  }
}
