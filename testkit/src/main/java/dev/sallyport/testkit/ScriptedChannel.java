package dev.sallyport.testkit;

import dev.sallyport.check.CheckContext;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.OutcomeUnknownException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A channel that follows a script instead of reaching anybody, and remembers what it took.
 *
 * <p>Each line of the script is for one message; after its last line every message is taken.
 * Thread-safe.
 */
public final class ScriptedChannel implements Channel {
  private final String name;
  private final Deque<Line> script = new ArrayDeque<>();
  private final List<Message> asked = new ArrayList<>();
  private final List<Message> taken = new ArrayList<>();

  private ScriptedChannel(String name) {
    this.name = name;
  }

  /** Returns a channel that takes every message until its script says otherwise. */
  public static ScriptedChannel named(String name) {
    if (name.isBlank()) {
      throw new IllegalArgumentException("The name is blank. Give it some words.");
    }
    return new ScriptedChannel(name);
  }

  /** Takes the next message. */
  public ScriptedChannel takes() {
    return then((message, context) -> Optional.empty());
  }

  /** Refuses the next message: it is known not to have been sent. */
  public ScriptedChannel refuses(String reason) {
    return then(
        (message, context) -> Optional.of(new IOException(told(message, "was not sent", reason))));
  }

  /** Loses the answer to the next message, which nobody sees: whether it was sent is unknown. */
  public ScriptedChannel losesTheAnswer(String reason) {
    return then(
        (message, context) ->
            Optional.of(new OutcomeUnknownException(told(message, "was perhaps sent", reason))));
  }

  /** Takes all the time that there is for the next message, and then gives up. */
  public ScriptedChannel isSilent() {
    return then(
        (message, context) -> {
          Duration left = context.remaining();
          context.pause(left);
          return Optional.of(
              new OutcomeUnknownException(
                  told(message, "was perhaps sent", "no answer within " + left)));
        });
  }

  /** Takes the next message after some time. */
  public ScriptedChannel takesAfter(Duration delay) {
    return then(
        (message, context) -> {
          Duration left = context.remaining();
          if (delay.compareTo(left) < 0) {
            context.pause(delay);
            return Optional.empty();
          }
          context.pause(left);
          return Optional.of(
              new OutcomeUnknownException(
                  told(message, "was perhaps sent", "no answer within " + left)));
        });
  }

  private synchronized ScriptedChannel then(Line line) {
    script.add(line);
    return this;
  }

  private String told(Message message, String what, String reason) {
    return "The message '"
        + message.moment()
        + "' "
        + what
        + " to '"
        + name
        + "'. Last seen: "
        + reason
        + ". Likely cause: the script of the test says so.";
  }

  @Override
  public String name() {
    return name;
  }

  /**
   * {@inheritDoc}
   *
   * @return {@code message 1}, {@code message 2} and so on, by the order in which they were taken
   */
  @Override
  public String send(Message message, CheckContext context) throws Exception {
    Line line = next(message);
    if (context.remaining().isZero()) {
      throw new IOException(told(message, "was not sent", "no time was left"));
    }
    Optional<Exception> end = line.play(message, context);
    if (end.isPresent()) {
      throw end.get();
    }
    return take(message);
  }

  private synchronized Line next(Message message) {
    asked.add(message);
    Line line = script.poll();
    return line == null ? (m, c) -> Optional.empty() : line;
  }

  private synchronized String take(Message message) {
    taken.add(message);
    return "message " + taken.size();
  }

  /** Returns every message that was to be sent, also those that were not taken, in their order. */
  public synchronized List<Message> asked() {
    return List.copyOf(asked);
  }

  /** Returns the messages that were taken, in their order. */
  public synchronized List<Message> taken() {
    return List.copyOf(taken);
  }

  @Override
  public synchronized String toString() {
    return "channel '" + name + "', " + taken.size() + " of " + asked.size() + " messages taken";
  }

  private interface Line {
    Optional<Exception> play(Message message, CheckContext context) throws InterruptedException;
  }
}
