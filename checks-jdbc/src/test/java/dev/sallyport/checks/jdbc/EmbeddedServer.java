package dev.sallyport.checks.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URL;
import java.nio.file.Path;

/** A PostgreSQL of the newest major versions, from Maven artifacts. */
final class EmbeddedServer implements Server {
  private final EmbeddedPostgres postgres;

  private EmbeddedServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** Starts the version on the class path. */
  static EmbeddedServer newest() throws Exception {
    return start(EmbeddedPostgres.builder());
  }

  /** Starts the one before, which the build has put beside. */
  static EmbeddedServer before() throws Exception {
    URL jar = Path.of("target/servers/postgresql-17.jar").toUri().toURL();
    return start(
        EmbeddedPostgres.builder()
            .setPgBinaryResolver(
                (system, machine) ->
                    new URL("jar:" + jar + "!/postgres-linux-x86_64.txz").openStream()));
  }

  private static EmbeddedServer start(EmbeddedPostgres.Builder builder) throws Exception {
    EmbeddedServer server =
        new EmbeddedServer(
            builder
                .setServerConfig("max_prepared_transactions", "5")
                .setServerConfig("max_connections", "60")
                .start());
    server.roles();
    return server;
  }

  @Override
  public int port() {
    return postgres.getPort();
  }
}
