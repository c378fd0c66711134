package dev.sallyport.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the fields of one record; what is absent or empty is left out. Not thread-safe. */
final class LineWriter {
  private final JsonGenerator json;

  LineWriter(JsonGenerator json) {
    this.json = json;
  }

  LineWriter open() throws IOException {
    json.writeStartObject();
    return this;
  }

  LineWriter open(String name) throws IOException {
    json.writeObjectFieldStart(name);
    return this;
  }

  LineWriter close() throws IOException {
    json.writeEndObject();
    return this;
  }

  LineWriter openList(String name) throws IOException {
    json.writeArrayFieldStart(name);
    return this;
  }

  LineWriter closeList() throws IOException {
    json.writeEndArray();
    return this;
  }

  LineWriter number(String name, long value) throws IOException {
    json.writeNumberField(name, value);
    return this;
  }

  LineWriter flag(String name, boolean value) throws IOException {
    json.writeBooleanField(name, value);
    return this;
  }

  LineWriter text(String name, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeFieldName(name);
      value(value);
    }
    return this;
  }

  LineWriter texts(String name, List<String> values) throws IOException {
    if (!values.isEmpty()) {
      openList(name);
      for (String value : values) {
        value(value);
      }
      closeList();
    }
    return this;
  }

  LineWriter word(String name, Enum<?> value) throws IOException {
    json.writeStringField(name, Json.word(value));
    return this;
  }

  LineWriter words(String name, List<? extends Enum<?>> values) throws IOException {
    openList(name);
    for (Enum<?> value : values) {
      json.writeString(Json.word(value));
    }
    return closeList();
  }

  LineWriter instant(String name, Instant value) throws IOException {
    json.writeStringField(name, value.toString());
    return this;
  }

  LineWriter duration(String name, @Nullable Duration value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value.toString());
    }
    return this;
  }

  /** Writes JSON as it is. */
  LineWriter raw(String name, String value) throws IOException {
    name(name);
    json.writeRawValue(Json.checked(value));
    return this;
  }

  LineWriter raws(String name, Map<String, String> values) throws IOException {
    open(name);
    for (Map.Entry<String, String> entry : values.entrySet()) {
      raw(entry.getKey(), entry.getValue());
    }
    return close();
  }

  private void name(String name) throws IOException {
    if (Surrogates.hasLone(name)) {
      throw new IllegalArgumentException("the name of an input is not valid Unicode");
    }
    json.writeFieldName(name);
  }

  private void value(String value) throws IOException {
    if (Surrogates.hasLone(value)) {
      String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(value));
      json.writeRawValue('"' + Surrogates.escapeLone(quoted) + '"');
    } else {
      json.writeString(value);
    }
  }
}
