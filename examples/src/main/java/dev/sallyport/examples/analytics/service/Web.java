package dev.sallyport.examples.analytics.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** How the backend reads requests and answers them. */
final class Web {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final int LARGEST = 1024 * 1024;

  private Web() {}

  /** Says that a request was not one that can be answered. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    final int status;

    Refused(int status, String why) {
      super(why);
      this.status = status;
    }
  }

  static void reply(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean none = status == 204 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, none ? -1 : body.length);
    if (!none) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  static void text(HttpExchange exchange, int status, String text) throws IOException {
    reply(exchange, status, "text/plain; version=0.0.4", text.getBytes(StandardCharsets.UTF_8));
  }

  static void json(HttpExchange exchange, int status, Object value) throws IOException {
    reply(exchange, status, "application/json", JSON.writeValueAsBytes(value));
  }

  /** Returns the body as it came: it may be signed byte by byte. */
  static byte[] body(HttpExchange exchange) throws IOException, Refused {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new Refused(413, "a body of more than 1 MiB");
    }
    return body;
  }

  static JsonNode object(byte[] body) throws IOException, Refused {
    try {
      JsonNode node = JSON.readTree(body);
      if (node != null && node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException e) {
      throw new Refused(400, "no JSON: " + e.getOriginalMessage());
    }
    throw new Refused(400, "a JSON object is wanted");
  }

  static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  /** Returns whether the request brings the key; takes as long for a wrong one. */
  static boolean has(HttpExchange exchange, String key) {
    byte[] wanted = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
    byte[] given = header(exchange, "Authorization").getBytes(StandardCharsets.UTF_8);
    return !key.isBlank() && MessageDigest.isEqual(wanted, given);
  }
}
