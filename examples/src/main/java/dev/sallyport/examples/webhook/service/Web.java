package dev.sallyport.examples.webhook.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** How the service reads requests and answers them. */
final class Web {
  private static final int LARGEST = 1024 * 1024;

  private Web() {}

  static void reply(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean none = status == 204 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, none ? -1 : body.length);
    if (!none) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  static void json(HttpExchange exchange, int status, String text) throws IOException {
    reply(exchange, status, "application/json", text);
  }

  /** Returns the body as it came: it is signed byte by byte. */
  static byte[] body(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      throw new IOException("a body of more than 1 MiB");
    }
    return body;
  }

  static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  /** Returns a handler for those who have the token. */
  static HttpHandler admin(String token, HttpHandler handler) {
    return exchange -> {
      byte[] wanted = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
      byte[] given = header(exchange, "Authorization").getBytes(StandardCharsets.UTF_8);
      if (token.isBlank() || !MessageDigest.isEqual(wanted, given)) {
        json(exchange, 401, "{\"error\":\"a token is needed\"}");
      } else {
        handler.handle(exchange);
      }
    };
  }

  /** Returns a text as JSON has it. */
  static String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
