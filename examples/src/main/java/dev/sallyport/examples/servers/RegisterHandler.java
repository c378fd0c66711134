package dev.sallyport.examples.servers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;

/** A register as an admin endpoint: anyone here may look, whoever has the token may replace. */
final class RegisterHandler implements HttpHandler {
  private final Register register;
  private final String token;

  RegisterHandler(Register register, String token) {
    this.register = register;
    this.token = token;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      Web.reply(exchange, 200, register.state().toString());
    } else if (!exchange.getRequestMethod().equals("POST")) {
      Web.reply(exchange, 405, "GET or POST\n");
    } else if (!authorized(exchange)) {
      Web.reply(exchange, 401, "a token is needed\n");
    } else {
      replace(exchange);
    }
  }

  private void replace(HttpExchange exchange) throws IOException {
    Map<String, String> query = Web.query(exchange);
    String expected = query.get("expected");
    String value = query.get("value");
    String key = query.get("key");
    if (expected == null || value == null || key == null) {
      Web.reply(exchange, 400, "expected, value and key are needed\n");
      return;
    }
    boolean done = register.replace(expected, value, key);
    Web.reply(exchange, done ? 200 : 409, register.state().toString());
  }

  private boolean authorized(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    byte[] wanted = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    return given != null && MessageDigest.isEqual(wanted, given.getBytes(StandardCharsets.UTF_8));
  }
}
