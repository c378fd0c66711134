package dev.sallyport.checks.k8s;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Secret;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Says which API server is asked, and as whom.
 *
 * <p>Defaults: 2 seconds to connect, 5 seconds for a request; certificates and host names are
 * verified. Every method returns a new object. Immutable and thread-safe.
 */
public final class KubernetesOptions {
  private final Supplier<Config> config;
  private final Optional<Secret<String>> token;
  private final Optional<Path> trusted;
  private final Duration connect;
  private final Duration request;

  private KubernetesOptions(
      Supplier<Config> config,
      Optional<Secret<String>> token,
      Optional<Path> trusted,
      Duration connect,
      Duration request) {
    this.config = config;
    this.token = token;
    this.trusted = trusted;
    this.connect = connect;
    this.request = request;
  }

  private static KubernetesOptions of(Supplier<Config> config) {
    return new KubernetesOptions(
        config, Optional.empty(), Optional.empty(), Duration.ofSeconds(2), Duration.ofSeconds(5));
  }

  /**
   * Returns options for a server by its address; add a {@link #token} and, unless its certificate
   * is signed by one the JDK trusts, {@link #trusting}.
   */
  public static KubernetesOptions server(URI address) {
    Objects.requireNonNull(address, "address");
    return of(
        () ->
            new ConfigBuilder(Config.empty())
                .withAutoConfigure(false)
                .withMasterUrl(address.toString())
                .build());
  }

  /**
   * Returns options as a kubeconfig file has them: server, certificates, user.
   *
   * @param context the context to take, or empty for the current one
   */
  public static KubernetesOptions kubeconfig(Path file, Optional<String> context) {
    Objects.requireNonNull(file, "file");
    return of(
        () -> {
          Config config = Config.fromKubeconfig(file.toFile());
          context.ifPresent(
              name ->
                  config.setCurrentContext(
                      config.getContexts().stream()
                          .filter(each -> each.getName().equals(name))
                          .findFirst()
                          .orElseThrow(
                              () ->
                                  new IllegalArgumentException(
                                      "There is no context '" + name + "' in " + file))));
          return config;
        });
  }

  /** Returns options as this machine has them: inside a cluster, or by its usual kubeconfig. */
  public static KubernetesOptions ofThisMachine() {
    return of(() -> new ConfigBuilder().build());
  }

  /** Returns these options with a bearer token, read from the context each time it is needed. */
  public KubernetesOptions token(Secret<String> secret) {
    return new KubernetesOptions(
        config, Optional.of(Objects.requireNonNull(secret, "secret")), trusted, connect, request);
  }

  /** Returns these options with the certificates to trust, a PEM file, in place of the JDK's. */
  public KubernetesOptions trusting(Path certificates) {
    return new KubernetesOptions(config, token, Optional.of(certificates), connect, request);
  }

  /**
   * Returns these options with a client certificate, in place of a token or what a kubeconfig has.
   *
   * @param chain the certificate, a PEM file
   * @param key its private key, a PEM file
   */
  public KubernetesOptions clientCertificate(Path chain, Path key) {
    Objects.requireNonNull(chain, "chain");
    Objects.requireNonNull(key, "key");
    return new KubernetesOptions(
        () ->
            new ConfigBuilder(config.get())
                .withClientCertFile(chain.toString())
                .withClientKeyFile(key.toString())
                .withClientCertData(null)
                .withClientKeyData(null)
                .build(),
        token,
        trusted,
        connect,
        request);
  }

  /**
   * Returns these options with other deadlines.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public KubernetesOptions deadlines(Duration toConnect, Duration perRequest) {
    return new KubernetesOptions(
        config,
        token,
        trusted,
        Quantities.positive(toConnect, "deadline to connect"),
        Quantities.positive(perRequest, "deadline of a request"));
  }

  Optional<Secret<String>> token() {
    return token;
  }

  Duration request() {
    return request;
  }

  Config config() {
    Config built = config.get();
    built.setConnectionTimeout((int) connect.toMillis());
    built.setRequestTimeout((int) request.toMillis());
    built.setRequestRetryBackoffLimit(0);
    // over HTTP/2 an API server says GOAWAY with a 401 or 403, and the client loses the answer
    built.setHttp2Disable(true);
    trusted.ifPresent(file -> built.setCaCertFile(file.toString()));
    return built;
  }
}
