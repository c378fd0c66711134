package dev.sallyport.channels;

import dev.sallyport.check.CheckContext;
import dev.sallyport.plan.Channel;
import java.time.Duration;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The log, by SLF4J. Immutable and thread-safe; each method returns a changed copy.
 *
 * <p>One event a message: the subject, then the facts in one line, then the text, indented, so that
 * none of its lines passes for an event of its own.
 */
public final class Log implements Channel {
  private final Delivery delivery;
  private final String logger;
  private final Level level;

  private Log(Delivery delivery, String logger, Level level) {
    this.delivery = delivery;
    this.logger = logger;
    this.level = level;
  }

  static Log create() {
    Delivery delivery = new Delivery("log", ChannelOptions.defaults(), Pace.every(Duration.ZERO));
    return new Log(delivery, "dev.sallyport.announcements", Level.INFO);
  }

  /**
   * Returns this channel under another name than {@code log}.
   *
   * @throws IllegalArgumentException if the name is blank or has several lines
   */
  public Log named(String name) {
    return new Log(delivery.named(name), logger, level);
  }

  /** Returns this channel with another logger than {@code dev.sallyport.announcements}. */
  public Log logger(String name) {
    return new Log(delivery, name, level);
  }

  /** Returns this channel with another level than {@code INFO}. */
  public Log level(Level other) {
    return new Log(delivery, logger, other);
  }

  @Override
  public String name() {
    return delivery.name();
  }

  /**
   * {@inheritDoc}
   *
   * @return the logger and the level
   * @throws NotSentException if the level is off, or no time is left
   */
  @Override
  public String send(Message message, CheckContext context) throws Exception {
    return delivery.deliver(message, "logger " + logger, false, context, limit -> log(message));
  }

  private String log(Message message) throws Setback {
    Logger to = LoggerFactory.getLogger(logger);
    if (!to.isEnabledForLevel(level)) {
      throw Setback.of(
          Setback.Kind.REFUSED,
          "the logger drops " + level,
          new Reason(
              "its level is set higher, or SLF4J has no provider",
              "Set the level of "
                  + logger
                  + " to "
                  + level
                  + ", or add a provider such as Logback"));
    }
    to.atLevel(level).log("{}", text(message));
    return logger + " " + level;
  }

  private static String text(Message message) {
    String facts =
        message.facts().entrySet().stream()
            .map(fact -> Texts.oneLine(fact.getKey()) + "=" + Texts.oneLine(fact.getValue()))
            .collect(Collectors.joining(", "));
    String text = Texts.printable(message.text()).strip();
    return Texts.oneLine(message.subject())
        + (facts.isEmpty() ? "" : " [" + facts + "]")
        + (text.isEmpty() ? "" : "\n    " + text.replace("\n", "\n    "));
  }
}
