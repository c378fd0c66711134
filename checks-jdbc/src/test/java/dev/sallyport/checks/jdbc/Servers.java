package dev.sallyport.checks.jdbc;

import java.util.Map;
import java.util.TreeMap;

/** The servers that test classes share; they end with the tests. */
final class Servers {
  private static final Map<String, Server> STARTED = new TreeMap<>();

  private Servers() {}

  private interface Start {
    Server server() throws Exception;
  }

  private static synchronized Server get(String name, Start start) throws Exception {
    Server server = STARTED.get(name);
    if (server == null) {
      server = start.server();
      STARTED.put(name, server);
    }
    return server;
  }

  static Server debian() throws Exception {
    return get("debian", () -> DebianServer.fresh());
  }

  static Server newest() throws Exception {
    return get("newest", EmbeddedServer::newest);
  }

  static Server before() throws Exception {
    return get("before", EmbeddedServer::before);
  }
}
