package dev.sallyport.channels;

import dev.sallyport.plan.Channel.Message;
import java.util.Map;

/** A message as the text of an e-mail, plain and as simple HTML. */
final class MailText {
  private static final int MOST_SUBJECT = 200;
  private static final int MOST_TEXT = 100_000;
  private static final int MOST_FACT = 2_000;
  private static final int WIDEST = 30;

  private MailText() {}

  /** Returns the subject in one line, so that nothing in it becomes another header. */
  static String subject(Message message) {
    return Texts.cut(Texts.oneLine(message.subject()), MOST_SUBJECT);
  }

  /** Returns the text, and below it the facts as a table. */
  static String plain(Message message) {
    StringBuilder plain = new StringBuilder(text(message)).append('\n');
    int width =
        message.facts().keySet().stream()
            .mapToInt(String::length)
            .filter(l -> l <= WIDEST)
            .max()
            .orElse(0);
    if (!message.facts().isEmpty()) {
      plain.append('\n');
    }
    for (Map.Entry<String, String> fact : message.facts().entrySet()) {
      String name = Texts.oneLine(fact.getKey());
      plain.append(name).append(" ".repeat(Math.max(0, width - name.length())));
      plain.append("  ").append(value(fact)).append('\n');
    }
    return plain.toString();
  }

  static String html(Message message) {
    StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html><body>\n");
    html.append("<p style=\"white-space: pre-wrap\">").append(escaped(text(message)));
    html.append("</p>\n");
    if (!message.facts().isEmpty()) {
      html.append("<table>\n");
      for (Map.Entry<String, String> fact : message.facts().entrySet()) {
        html.append("<tr><th align=\"left\">").append(escaped(Texts.oneLine(fact.getKey())));
        html.append("</th><td>").append(escaped(value(fact))).append("</td></tr>\n");
      }
      html.append("</table>\n");
    }
    return html.append("</body></html>\n").toString();
  }

  private static String text(Message message) {
    return Texts.cut(Texts.printable(message.text()).stripTrailing(), MOST_TEXT);
  }

  private static String value(Map.Entry<String, String> fact) {
    return Texts.cut(Texts.oneLine(fact.getValue()), MOST_FACT);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
