package dev.sallyport.checks.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCredential;
import com.mongodb.MongoExecutionTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.connection.ClusterConnectionMode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Makes the driver's clients: credentials, TLS and deadlines in one place. */
final class Clients {
  private final MongoOptions options;

  Clients(MongoOptions options) {
    this.options = options;
  }

  /** Returns a client of this one member, whatever it says of the others. */
  MongoClient direct(String member, Optional<String> password) {
    return MongoClients.create(
        settings("mongodb://" + member + "/", password)
            .applyToClusterSettings(cluster -> cluster.mode(ClusterConnectionMode.SINGLE))
            .applyToConnectionPoolSettings(pool -> pool.maxSize(4))
            .build());
  }

  /** Returns a client of this one member that waits for an answer for so long. */
  MongoClient patient(String member, Optional<String> password, Duration answer) {
    return MongoClients.create(
        settings("mongodb://" + member + "/", password)
            .applyToClusterSettings(cluster -> cluster.mode(ClusterConnectionMode.SINGLE))
            .applyToConnectionPoolSettings(pool -> pool.maxSize(1))
            .applyToSocketSettings(
                socket -> socket.readTimeout(answer.toMillis(), TimeUnit.MILLISECONDS))
            .build());
  }

  /** Returns a client as the application has it. */
  MongoClient application(
      String preference, Optional<String> password, Consumer<MongoClientSettings.Builder> more) {
    MongoClientSettings.Builder settings =
        settings("mongodb://" + String.join(",", options.members()) + "/?" + preference, password);
    more.accept(settings);
    return MongoClients.create(settings.build());
  }

  private MongoClientSettings.Builder settings(String uri, Optional<String> password) {
    long millis = options.limit().toMillis();
    MongoClientSettings.Builder settings =
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(uri))
            .applicationName("sallyport")
            .retryReads(false)
            .applyToClusterSettings(
                cluster -> cluster.serverSelectionTimeout(millis, TimeUnit.MILLISECONDS))
            .applyToSocketSettings(
                socket ->
                    socket
                        .connectTimeout(millis, TimeUnit.MILLISECONDS)
                        .readTimeout(millis, TimeUnit.MILLISECONDS));
    options
        .tls()
        .ifPresent(tls -> settings.applyToSslSettings(ssl -> ssl.enabled(true).context(tls)));
    if (options.user().isPresent() && password.isPresent()) {
      settings.credential(
          MongoCredential.createCredential(
              options.user().get(), "admin", password.get().toCharArray()));
    }
    return settings;
  }

  /** Returns what went wrong in a line; the driver leaves passwords out of its messages. */
  static String trouble(Exception e) {
    if (e instanceof MongoCommandException command) {
      return command.getErrorCodeName()
          + " ("
          + command.getErrorCode()
          + "): "
          + command.getErrorMessage();
    }
    if (e instanceof MongoExecutionTimeoutException late) {
      // The driver makes another exception of this one answer.
      return "MaxTimeMSExpired (50): " + late.getMessage();
    }
    Throwable last = e;
    while (last.getCause() != null) {
      last = last.getCause();
    }
    String head = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return last == e ? head : head + " (" + last.getMessage() + ")";
  }
}
