package dev.sallyport.plan;

import dev.sallyport.check.CheckContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Where announcements go: a chat, a status page, a mailbox, a log.
 *
 * <p>Retrying and holding to the other side's rate is the channel's own business, within the time
 * that it is given. Whatever it throws is recorded and reported, and never changes the outcome of
 * the run. Must be safe for use by several threads.
 */
public interface Channel {

  /** Returns the name by which the report calls it; holds no secret. */
  String name();

  /**
   * Sends a message, within {@link CheckContext#remaining}.
   *
   * @param context the clock to read, the time that is left and the secrets of the run, as a check
   *     is given them
   * @return what the other side calls the message (an id, an address), or what it answered; goes
   *     into the record, so it holds no secret
   * @throws OutcomeUnknownException if it may have arrived
   * @throws Exception if it was not sent; the message says why, with the likely cause and the way
   *     out
   */
  String send(Message message, CheckContext context) throws Exception;

  /**
   * What is announced.
   *
   * @param moment what it is about, for example {@code run started} or {@code rollback started}
   * @param subject one line
   * @param text the text, of one line or several
   * @param facts the facts of the run, by name, for channels that show fields or need a state:
   *     {@code plan}, {@code version}, {@code run}, {@code by}, {@code phase}, {@code outcome} ...
   * @param key the same whenever this message is sent; another for every other message of any run
   */
  record Message(
      String moment, String subject, String text, Map<String, String> facts, String key) {
    /** Copies the map, keeping its order. */
    public Message {
      Objects.requireNonNull(moment, "moment");
      Objects.requireNonNull(subject, "subject");
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(key, "key");
      facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
  }
}
