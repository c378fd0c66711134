package dev.sallyport.channels;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.plan.Channel.Message;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A message as an Adaptive Card in the envelope that workflows of Teams take, within the 28 KB that
 * a post may have.
 *
 * <p>Subject and text are runs of rich text, which Teams shows as they are; facts are Markdown to
 * Teams, so what would make links or emphasis is escaped. See
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 * and .../task-modules-and-cards/cards/cards-format.
 */
final class TeamsCard {
  /** 28 KB is "about" the limit, so a little less. */
  static final int MOST_BYTES = 27_000;

  private static final int MOST_SUBJECT = 250;
  private static final int MOST_TEXT = 12_000;
  private static final int MOST_FACTS = 30;
  private static final int MOST_FACT = 600;
  private static final int LEAST = 50;

  private TeamsCard() {}

  static String of(Message message) {
    int text = MOST_TEXT;
    int fact = MOST_FACT;
    String card = envelope(message, text, fact);
    while (bytes(card) > MOST_BYTES) {
      text = Math.max(LEAST, text / 2);
      fact = Math.max(LEAST, fact / 2);
      card = envelope(message, text, fact);
    }
    return card;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String envelope(Message message, int mostText, int mostFact) {
    ObjectNode envelope = HttpSide.object().put("type", "message");
    ObjectNode attachment = envelope.putArray("attachments").addObject();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.putNull("contentUrl");
    ObjectNode card = attachment.putObject("content");
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard").put("version", "1.4");
    card.put("fallbackText", Texts.cut(Texts.oneLine(message.subject()), MOST_SUBJECT));
    card.putObject("msteams").put("width", "Full");
    ArrayNode body = card.putArray("body");
    run(body, Texts.cut(Texts.oneLine(message.subject()), MOST_SUBJECT))
        .put("size", "Large")
        .put("weight", "Bolder");
    for (String line :
        Texts.cut(Texts.printable(message.text()).strip(), mostText).split("\n", -1)) {
      if (!line.isBlank()) {
        run(body, line);
      }
    }
    facts(body, message.facts(), mostFact);
    return envelope.toString();
  }

  private static ObjectNode run(ArrayNode body, String text) {
    ObjectNode block = body.addObject().put("type", "RichTextBlock");
    return block.putArray("inlines").addObject().put("type", "TextRun").put("text", text);
  }

  private static void facts(ArrayNode body, Map<String, String> facts, int most) {
    if (facts.isEmpty()) {
      return;
    }
    ArrayNode rows = body.addObject().put("type", "FactSet").putArray("facts");
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      if (rows.size() == MOST_FACTS) {
        fact(rows, "...", "and " + (facts.size() - MOST_FACTS) + " more facts");
        return;
      }
      fact(
          rows,
          escaped(Texts.oneLine(fact.getKey()), LEAST),
          escaped(Texts.oneLine(fact.getValue()), most));
    }
  }

  private static void fact(ArrayNode rows, String name, String value) {
    rows.addObject().put("title", name).put("value", value);
  }

  private static String escaped(String text, int limit) {
    return Texts.cut(
        text, limit, c -> ("\\`*_[]".indexOf(c) >= 0 ? "\\" : "") + Character.toString(c));
  }
}
