package dev.sallyport.examples.checklist;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/**
 * Reads where a plan's systems are from a file of JSON, whose names are those of the settings'
 * record. It holds no secret.
 */
final class SettingsFile {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private SettingsFile() {}

  /**
   * Returns the settings of a file.
   *
   * @throws IOException if it cannot be read
   * @throws IllegalArgumentException if something is missing in it, wrong or unknown
   */
  static <T> T read(Path file, Class<T> type) throws IOException {
    String text = Files.readString(file);
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The settings in %s cannot be read: %s (%s). Their names are those of %s; mend the file."
              .formatted(file, e.getOriginalMessage(), place(e), type.getSimpleName()),
          e);
    }
  }

  private static String place(JsonProcessingException e) {
    String line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr();
    String name =
        e instanceof JsonMappingException it
            ? it.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .collect(Collectors.joining("."))
            : "";
    return name.isEmpty() ? line : "at '" + name + "', " + line;
  }
}
