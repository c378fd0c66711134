package dev.sallyport.channels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;

/** What a receiver answered. */
record Answer(int status, HttpHeaders headers, String body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  boolean taken() {
    return status >= 200 && status < 300;
  }

  /** Returns the body as JSON, or a missing node if it is none. */
  JsonNode json() {
    try {
      JsonNode node = JSON.readTree(body);
      return node == null ? MissingNode.getInstance() : node;
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance(); // whoever asks says what it makes of that
    }
  }

  /** Returns whether it is a page for people, as a proxy or a login puts in the way. */
  boolean isPage() {
    return headers.firstValue("Content-Type").orElse("").startsWith("text/html");
  }
}
