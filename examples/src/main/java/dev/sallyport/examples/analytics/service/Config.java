package dev.sallyport.examples.analytics.service;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a backend is told. Immutable; each {@code with} method returns a changed copy.
 *
 * @param version what it answers as {@code X-Version}
 * @param port where it listens on the loopback; 0 for any
 * @param env its environment, such as {@code ENABLE_ANALYTICS} and {@code
 *     ANALYTICS_ROLLOUT_PERCENT}
 * @param stores where data are kept
 * @param keys its secrets
 * @param outside what it calls
 * @param log where it writes its log
 */
public record Config(
    String version,
    int port,
    Map<String, String> env,
    Stores stores,
    Keys keys,
    Outside outside,
    Optional<Path> log) {

  /**
   * Where data are kept.
   *
   * @param redis the seeds of the cluster that is the second level of the cache, {@code host:port};
   *     none for no second level
   * @param redisPassword its password, or nothing
   * @param database the URI of the database; without one, data are kept in memory
   * @param replica the URI that is read from; without one, the database itself is
   */
  public record Stores(
      List<String> redis,
      String redisPassword,
      Optional<String> database,
      Optional<String> replica) {

    /** Shows no address: a URI may hold a password. */
    @Override
    public String toString() {
      return "stores";
    }
  }

  /**
   * Secrets.
   *
   * @param webhook what webhooks are signed with
   * @param api opens the platform's own API
   */
  public record Keys(String webhook, String api) {
    /** Holds secrets, so it shows none. */
    @Override
    public String toString() {
      return "keys";
    }
  }

  /**
   * What it calls.
   *
   * @param smtp the server that reports are sent by
   * @param sendgrid SendGrid's API
   */
  public record Outside(Optional<InetSocketAddress> smtp, Optional<URI> sendgrid) {}

  /** Copies what could be changed later. */
  public Config {
    env = Map.copyOf(env);
  }

  /** Returns the configuration of a backend that keeps its data in memory and calls nobody. */
  public static Config of(String version, String webhookSecret, String apiKey) {
    return new Config(
        version,
        0,
        Map.of(),
        new Stores(List.of(), "", Optional.empty(), Optional.empty()),
        new Keys(webhookSecret, apiKey),
        new Outside(Optional.empty(), Optional.empty()),
        Optional.empty());
  }

  /** Returns this configuration of another version. */
  public Config withVersion(String other) {
    return new Config(other, port, env, stores, keys, outside, log);
  }

  /** Returns this configuration at another port. */
  public Config withPort(int other) {
    return new Config(version, other, env, stores, keys, outside, log);
  }

  /** Returns this configuration with variables beside or instead of those that it has. */
  public Config withEnv(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(env);
    all.putAll(more);
    return new Config(version, port, all, stores, keys, outside, log);
  }

  /** Returns this configuration with its data elsewhere. */
  public Config withStores(Stores other) {
    return new Config(version, port, env, other, keys, outside, log);
  }

  /** Returns this configuration calling others. */
  public Config withOutside(Outside other) {
    return new Config(version, port, env, stores, keys, other, log);
  }

  /** Returns this configuration with its log in a file. */
  public Config withLog(Path file) {
    return new Config(version, port, env, stores, keys, outside, Optional.of(file));
  }

  /** Returns a number of the environment, such as {@code CACHE_L1_MILLIS}. */
  int number(String name, int otherwise) {
    String value = env.getOrDefault(name, "").strip();
    return value.isEmpty() ? otherwise : Integer.parseInt(value);
  }

  /** Holds secrets, so it shows nothing but its version. */
  @Override
  public String toString() {
    return "config of " + version;
  }
}
