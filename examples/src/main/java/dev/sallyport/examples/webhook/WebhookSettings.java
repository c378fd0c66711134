package dev.sallyport.examples.webhook;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where everything is. Holds no secret. Immutable.
 *
 * @param home the folder of the service on its machine; see {@link Home}
 * @param tag the tag that is deployed
 * @param service where the service answers, such as {@code http://127.0.0.1:8080/}
 * @param front the host that customers reach by TLS
 * @param frontTrust the certificates to trust of that host, a PEM file; empty for the JDK's
 * @param typeform TypeForm's API, such as {@code https://api.typeform.com/}
 * @param account the address of the TypeForm account, as the API gives it
 * @param database where the events are kept
 * @param prometheus where the service is watched
 * @param stub where a check listens as the one that the service calls; port 0 for any
 * @param messages where messages to people go, each to its own path
 * @param statusPage the API of the status page
 * @param programs the programs that the plan runs
 * @param pace how long things take
 */
public record WebhookSettings(
    Path home,
    String tag,
    URI service,
    InetSocketAddress front,
    Optional<Path> frontTrust,
    URI typeform,
    String account,
    Database database,
    URI prometheus,
    InetSocketAddress stub,
    URI messages,
    URI statusPage,
    Programs programs,
    Pace pace) {

  /** A database of PostgreSQL; its password is a secret. */
  public record Database(String host, int port, String name, String user) {
    String jdbc() {
      return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    String alembic() {
      return "postgresql+psycopg2://" + user + "@" + host + ":" + port + "/" + name;
    }
  }

  /** The programs that the plan runs, by name or path. */
  public record Programs(
      String git, String alembic, String pgDump, Path pgRestore, String pytest) {}
}
