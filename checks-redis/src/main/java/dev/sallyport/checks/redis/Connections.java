package dev.sallyport.checks.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections. The client and its two threads are made when the first is wanted, and end with
 * {@link #close}.
 *
 * <p>Every look at a node has a connection of its own: that a node still takes new ones is part of
 * what is asked. Thread-safe.
 */
final class Connections implements AutoCloseable {
  private final RedisOptions.Settings settings;
  private @Nullable RedisClient client;
  private @Nullable ClientResources resources;
  private boolean closed;

  Connections(RedisOptions.Settings settings) {
    this.settings = settings;
  }

  /** Begins to connect; the caller closes what comes of it. */
  CompletableFuture<StatefulRedisConnection<String, String>> connect(
      Address address, Optional<String> password) {
    RedisURI.Builder uri =
        RedisURI.Builder.redis(address.host(), address.port())
            .withSsl(settings.tls())
            .withVerifyPeer(settings.trust().hostNames() ? SslVerifyMode.FULL : SslVerifyMode.CA)
            .withTimeout(settings.answerWithin());
    password.ifPresent(
        word -> {
          if (settings.user().isPresent()) {
            uri.withAuthentication(settings.user().get(), word);
          } else {
            uri.withPassword((CharSequence) word);
          }
        });
    return client().connectAsync(StringCodec.UTF8, uri.build()).toCompletableFuture();
  }

  private synchronized RedisClient client() {
    if (closed) {
      throw new IllegalStateException("These RedisChecks are closed. Keep them open for the run.");
    }
    if (client == null) {
      resources =
          DefaultClientResources.builder().ioThreadPoolSize(2).computationThreadPoolSize(2).build();
      client = RedisClient.create(resources);
      client.setOptions(options());
    }
    return client;
  }

  private ClientOptions options() {
    return ClientOptions.builder()
        .autoReconnect(false)
        // no PING first: a node that is loading would refuse it, though it answers INFO
        .pingBeforeActivateConnection(false)
        .protocolVersion(ProtocolVersion.RESP2)
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .socketOptions(SocketOptions.builder().connectTimeout(settings.connectWithin()).build())
        .sslOptions(sslOptions())
        .build();
  }

  private SslOptions sslOptions() {
    RedisOptions.Tls trust = settings.trust();
    SslOptions.Builder ssl =
        SslOptions.builder().jdkSslProvider().handshakeTimeout(settings.connectWithin());
    trust.trusted().map(Path::toFile).ifPresent(ssl::trustManager);
    if (trust.chain().isPresent() && trust.key().isPresent()) {
      ssl.keyManager(trust.chain().get().toFile(), trust.key().get().toFile(), new char[0]);
    }
    return ssl.build();
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
      client = null;
    }
    if (resources != null) {
      resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
      resources = null;
    }
  }
}
