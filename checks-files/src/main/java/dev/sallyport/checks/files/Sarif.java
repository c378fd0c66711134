package dev.sallyport.checks.files;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Reads a SARIF 2.1.0 report as a stream: one result at a time is held as a tree. */
final class Sarif {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Sarif() {}

  static List<SarifRun> read(InputStream in) throws IOException {
    try (JsonParser json = MAPPER.createParser(in)) {
      List<SarifRun> runs = log(json);
      if (json.nextToken() != null) {
        throw new MalformedException("something follows its end");
      }
      return runs;
    } catch (JsonProcessingException e) {
      throw new MalformedException(JUnitXml.line(String.valueOf(e.getOriginalMessage())));
    }
  }

  private static List<SarifRun> log(JsonParser json) throws IOException {
    expect(json.nextToken(), JsonToken.START_OBJECT, "an object");
    List<SarifRun> runs = new ArrayList<>();
    String version = "";
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken begin = json.nextToken();
      if (name.equals("version")) {
        version = json.getText();
      } else if (name.equals("runs")) {
        expect(begin, JsonToken.START_ARRAY, "an array of runs");
        while (json.nextToken() != JsonToken.END_ARRAY) {
          runs.add(run(json));
        }
      } else {
        json.skipChildren();
      }
    }
    if (!version.equals("2.1.0")) {
      throw new MalformedException("its version is '" + version + "', not 2.1.0");
    }
    return runs;
  }

  /** Reads a run; its results may stand before the rules they refer to. */
  private static SarifRun run(JsonParser json) throws IOException {
    expect(json.currentToken(), JsonToken.START_OBJECT, "a run");
    SarifRunReader run = new SarifRunReader();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      JsonToken begin = json.nextToken();
      switch (name) {
        case "tool" -> run.tool(tree(json));
        case "invocations" -> run.invocations(tree(json));
        case "externalPropertyFileReferences" -> run.elsewhere(tree(json));
        case "results" -> {
          if (begin == JsonToken.START_ARRAY) { // null means that it did not look
            run.looked();
            while (json.nextToken() != JsonToken.END_ARRAY) {
              run.result(tree(json));
            }
          }
        }
        default -> json.skipChildren();
      }
    }
    return run.end();
  }

  private static JsonNode tree(JsonParser json) throws IOException {
    return MAPPER.readTree(json);
  }

  private static void expect(JsonToken seen, JsonToken wanted, String what)
      throws MalformedException {
    if (seen != wanted) {
      throw new MalformedException("it holds no " + what + " where one belongs");
    }
  }
}
