package dev.sallyport.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object, found by name: those asked for are read, others are passed over.
 *
 * <p>Text that is absent is empty; anything else that is absent is refused, unless it may be null.
 * Holds slices of the journal's bytes, so that raw JSON comes back as it was written.
 */
final class LineReader {
  private final byte[] bytes;
  private final Map<String, Slice> fields;

  /** Where a value stands: {@code text} is set if it is a string. */
  private record Slice(int from, int to, @Nullable String text) {}

  private LineReader(byte[] bytes, Map<String, Slice> fields) {
    this.bytes = bytes;
    this.fields = fields;
  }

  /** Returns the fields of the object that stands from {@code from} to before {@code to}. */
  static LineReader of(byte[] bytes, int from, int to) throws JournalException {
    Map<String, Slice> fields = new LinkedHashMap<>();
    try (JsonParser parser = Json.parser(bytes, from, to)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new JournalException("it is not a JSON object");
      }
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        fields.put(name, slice(parser, from));
      }
    } catch (JournalException e) {
      throw e;
    } catch (IOException e) {
      throw new JournalException("it is not JSON", e);
    }
    return new LineReader(bytes, fields);
  }

  private static Slice slice(JsonParser parser, int base) throws IOException {
    int from = base + (int) parser.currentTokenLocation().getByteOffset();
    @Nullable String text =
        parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
    parser.skipChildren();
    return new Slice(from, base + (int) parser.currentLocation().getByteOffset(), text);
  }

  private static List<Slice> items(byte[] bytes, Slice list) throws JournalException {
    List<Slice> items = new ArrayList<>();
    try (JsonParser parser = Json.parser(bytes, list.from, list.to)) {
      if (parser.nextToken() == JsonToken.START_ARRAY) {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(slice(parser, list.from));
        }
      }
    } catch (IOException e) {
      throw new JournalException("it is not JSON", e);
    }
    return items;
  }

  Instant at() throws JournalException {
    return instant("at");
  }

  String path() {
    return text("path");
  }

  Work work() throws JournalException {
    return word("work", Work.class);
  }

  int attempt() throws JournalException {
    return integer("attempt");
  }

  Trigger trigger() throws JournalException {
    return word("trigger", Trigger.class);
  }

  /** Returns a text; empty if there is none. */
  String text(String name) {
    Slice slice = fields.get(name);
    return slice == null || slice.text == null ? "" : slice.text;
  }

  /** Returns texts; none if there are none. */
  List<String> texts(String name) throws JournalException {
    List<String> texts = new ArrayList<>();
    for (Slice item : list(name)) {
      texts.add(item.text == null ? "" : item.text);
    }
    return texts;
  }

  /** Returns one of our constants. */
  <E extends Enum<E>> E word(String name, Class<E> type) throws JournalException {
    return Json.constant(type, text(name));
  }

  /** Returns some of our constants. */
  <E extends Enum<E>> List<E> words(String name, Class<E> type) throws JournalException {
    List<E> words = new ArrayList<>();
    for (String word : texts(name)) {
      words.add(Json.constant(type, word));
    }
    return words;
  }

  /** Returns a whole number; 0 if there is none. */
  long number(String name) throws JournalException {
    Slice slice = fields.get(name);
    try {
      return slice == null ? 0 : Long.parseLong(json(slice));
    } catch (NumberFormatException e) {
      throw new JournalException("its '" + name + "' is no whole number", e);
    }
  }

  int integer(String name) throws JournalException {
    long number = number(name);
    if (number != (int) number) {
      throw new JournalException("its '" + name + "' is too large");
    }
    return (int) number;
  }

  /** Returns a flag; false if there is none. */
  boolean flag(String name) {
    Slice slice = fields.get(name);
    return slice != null && json(slice).equals("true");
  }

  Instant instant(String name) throws JournalException {
    try {
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw new JournalException("its '" + name + "' is no instant", e);
    }
  }

  @Nullable Duration duration(String name) throws JournalException {
    String text = text(name);
    try {
      return text.isEmpty() ? null : Duration.parse(text);
    } catch (DateTimeException e) {
      throw new JournalException("its '" + name + "' is no duration", e);
    }
  }

  /** Returns the JSON of a value as it was written; {@code null} in JSON if there is none. */
  String raw(String name) {
    Slice slice = fields.get(name);
    return slice == null ? "null" : json(slice);
  }

  /** Returns the JSON of every field, in order. */
  Map<String, String> raws() {
    Map<String, String> raws = new LinkedHashMap<>();
    fields.forEach((name, slice) -> raws.put(name, json(slice)));
    return raws;
  }

  /** Returns an object, or null if there is none. */
  @Nullable LineReader find(String name) throws JournalException {
    Slice slice = fields.get(name);
    return slice == null || bytes[slice.from] != '{' ? null : of(bytes, slice.from, slice.to);
  }

  LineReader object(String name) throws JournalException {
    LineReader found = find(name);
    if (found == null) {
      throw new JournalException("its '" + name + "' is missing");
    }
    return found;
  }

  /** Returns objects; none if there are none. */
  List<LineReader> objects(String name) throws JournalException {
    List<LineReader> objects = new ArrayList<>();
    for (Slice item : list(name)) {
      objects.add(of(bytes, item.from, item.to));
    }
    return objects;
  }

  private List<Slice> list(String name) throws JournalException {
    Slice slice = fields.get(name);
    return slice == null ? List.of() : items(bytes, slice);
  }

  private String json(Slice slice) {
    return new String(bytes, slice.from, slice.to - slice.from, StandardCharsets.UTF_8);
  }
}
