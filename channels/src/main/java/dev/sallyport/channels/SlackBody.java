package dev.sallyport.channels;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.plan.Channel.Message;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A message as Slack's blocks, within their limits: 3000 characters for a section's text, 10 fields
 * a section with 2000 characters each.
 *
 * <p>{@code &}, {@code <} and {@code >} are escaped, so that nothing in a text mentions anybody or
 * hides an address; {@code verbatim} keeps Slack from making links of names. See
 * https://docs.slack.dev/reference/block-kit/blocks/section-block and
 * https://docs.slack.dev/messaging/formatting-message-text.
 */
final class SlackBody {
  private static final int MOST_SUBJECT = 250;
  private static final int MOST_TEXT = 3000;
  private static final int MOST_FIELDS = 10;
  private static final int MOST_FACTS = 40;
  private static final int MOST_FACT_NAME = 100;
  private static final int MOST_FACT = 1800;

  private SlackBody() {}

  static ObjectNode of(Message message, List<SlackMention> mentions) {
    String subject = escaped(Texts.oneLine(message.subject()), MOST_SUBJECT);
    String called = mentions.stream().map(m -> m.markup() + " ").collect(Collectors.joining());
    ObjectNode body = HttpSide.object();
    body.put("text", called + subject); // what notifications show
    body.put("unfurl_links", false).put("unfurl_media", false);
    ArrayNode blocks = body.putArray("blocks");
    section(blocks).set("text", mrkdwn(called + "*" + subject + "*"));
    if (!message.text().isBlank()) {
      String text = Texts.printable(message.text()).strip();
      section(blocks).set("text", mrkdwn(escaped(text, MOST_TEXT)));
    }
    facts(blocks, message.facts());
    return body;
  }

  private static void facts(ArrayNode blocks, Map<String, String> facts) {
    ArrayNode fields = null;
    int shown = 0;
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      if (shown == MOST_FACTS) {
        section(blocks).set("text", mrkdwn("... and " + (facts.size() - shown) + " more facts"));
        return;
      }
      if (fields == null || fields.size() == MOST_FIELDS) {
        fields = section(blocks).putArray("fields");
      }
      fields.add(
          mrkdwn(
              "*"
                  + escaped(Texts.oneLine(fact.getKey()), MOST_FACT_NAME)
                  + "*\n"
                  + escaped(Texts.printable(fact.getValue()), MOST_FACT)));
      shown++;
    }
  }

  private static ObjectNode section(ArrayNode blocks) {
    return blocks.addObject().put("type", "section");
  }

  private static ObjectNode mrkdwn(String text) {
    return HttpSide.object().put("type", "mrkdwn").put("text", text).put("verbatim", true);
  }

  private static String escaped(String text, int limit) {
    return Texts.cut(
        text,
        limit,
        c ->
            switch (c) {
              case '&' -> "&amp;";
              case '<' -> "&lt;";
              case '>' -> "&gt;";
              default -> Character.toString(c);
            });
  }
}
