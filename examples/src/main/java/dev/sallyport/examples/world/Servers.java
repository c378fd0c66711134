package dev.sallyport.examples.world;

import dev.sallyport.examples.servers.Customers;
import dev.sallyport.examples.servers.LoadBalancer;
import dev.sallyport.examples.servers.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Starts and finds the servers that are programs of ours. */
final class Servers {
  private static final int CUSTOMERS_A_SECOND = 40;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int WARM_UP = 30;
  private static final String TOKEN = "DEMO_TOKEN";

  private final Launcher launcher;
  private final Path folder;

  Servers(Launcher launcher, Path folder) {
    this.launcher = launcher;
    this.folder = folder;
  }

  ServerProcess balancer(AddressBook book) {
    return launcher.java(
        "balancer",
        LoadBalancer.class,
        Map.of(TOKEN, book.token()),
        flags(
            Map.of(
                "port", book.port("balancer"),
                "admin-port", book.port("balancer-admin"),
                "blue", book.port("blue"),
                "green", book.port("green"))));
  }

  ServerProcess customers(AddressBook book) {
    return launcher.java(
        "customers",
        Customers.class,
        Map.of(),
        flags(Map.of("port", book.port("balancer"), "rate", CUSTOMERS_A_SECOND)));
  }

  ServerProcess accident(AddressBook book) {
    return launcher.java(
        "accident", Accident.class, Map.of(), flags(Map.of("green", book.port("green"))));
  }

  ServerProcess shop(String version, String key, Fault fault, AddressBook book) {
    String redis = book.redis().stream().map(String::valueOf).collect(Collectors.joining(","));
    return launcher.java(
        version,
        Shop.class,
        Map.of(TOKEN, book.token()),
        flags(
            Map.of(
                "version", version,
                "port", book.port(version),
                "redis", redis,
                "key", key,
                "fault", fault.word())));
  }

  private static String[] flags(Map<String, ?> values) {
    return values.entrySet().stream()
        .flatMap(e -> List.of("--" + e.getKey(), String.valueOf(e.getValue())).stream())
        .toArray(String[]::new);
  }

  /** Returns the processes of a server, also of one that nobody wrote down. */
  List<ServerProcess> workingAs(String name) throws IOException {
    Path home = folder.resolve(name);
    return Files.isDirectory(home) ? Procfs.workingIn(home) : List.of();
  }

  /**
   * Returns a shop once it is well.
   *
   * @throws WorldException if it ends or takes too long
   */
  Instance awaitShop(String version, ServerProcess process, AddressBook book)
      throws InterruptedException {
    Optional<Instance> found = findShop(version, process, book);
    if (found.isPresent()) {
      return found.get();
    }
    if (!process.alive()) {
      throw launcher.died(version);
    }
    throw new WorldException(
        version + " is not well within a minute. See " + launcher.log(version) + ".");
  }

  /** Sends a few requests, so that customers do not meet cold code. */
  void warmUp(String name, AddressBook book) throws InterruptedException {
    ShopHealth health = new ShopHealth(book.port(name));
    int[] answers = new int[1];
    if (!Await.within(LIMIT, () -> health.ask().isPresent() && ++answers[0] >= WARM_UP)) {
      throw new WorldException(name + " does not answer. See " + launcher.log(name) + ".");
    }
  }

  /** Returns a shop if it is well within a while; nothing as soon as its process has ended. */
  Optional<Instance> findShop(String version, ServerProcess process, AddressBook book)
      throws InterruptedException {
    int port = book.port(version);
    ShopHealth health = new ShopHealth(port);
    Await.within(LIMIT, () -> !process.alive() || health.ask().isPresent());
    return health
        .ask()
        .filter(answer -> answer.version().equals(version) && process.alive())
        .map(answer -> new Instance(version, answer.key(), port, process.pid()));
  }
}
