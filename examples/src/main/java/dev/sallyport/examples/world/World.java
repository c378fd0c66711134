package dev.sallyport.examples.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The servers of one demo, in a folder of their own: production as it stands before the deployment.
 *
 * <p>They are found again by the address book and by their working directories, so that none is
 * lost wherever the demo was killed. One process at a time may change a world.
 */
public final class World {
  private final Path folder;
  private final Launcher launcher;
  private final Servers servers;

  private World(Path folder) {
    this.folder = folder;
    this.launcher = new Launcher(folder);
    this.servers = new Servers(launcher, folder);
  }

  /** Returns the world of the runs in a folder; it need not be up. */
  public static World of(Path runs) {
    return new World(runs.toAbsolutePath().normalize().resolve("servers"));
  }

  /** Returns where the logs of the servers lie. */
  public Path folder() {
    return folder;
  }

  /** Returns the addresses, if the world is or was coming up. */
  public Optional<AddressBook> addresses() throws IOException {
    return AddressBook.load(folder);
  }

  /**
   * Brings up the cluster, blue, the load balancer and the customers, in place of what was there.
   *
   * @param runBefore the newest run at this time, empty if there is none
   * @param told is told what happens
   * @throws WorldException if a server does not come up; nothing is left then
   * @throws InterruptedException if interrupted; nothing is left then
   */
  public void up(Fault fault, String runBefore, Consumer<String> told)
      throws IOException, InterruptedException {
    down();
    Leftovers.makeEmpty(folder);
    try {
      build(AddressBook.draft(fault, runBefore), told);
    } catch (RuntimeException | IOException | InterruptedException e) {
      boolean interrupted = Thread.interrupted() || e instanceof InterruptedException;
      down(); // which the interruption must not cut short
      if (interrupted) {
        throw (InterruptedException) new InterruptedException("while bringing up").initCause(e);
      }
      throw e;
    }
  }

  private void build(AddressBook draft, Consumer<String> told)
      throws IOException, InterruptedException {
    AddressBook book = draft;
    book.save(folder); // first of all, so that a resume knows the fault
    RedisBinary.install(folder);
    told.accept("a Redis cluster on ports " + book.redis());
    for (int i = 1; i <= AddressBook.REDIS_NODES; i++) {
      String name = "redis-" + i;
      book = book.with(name, RedisNode.start(launcher, folder, name, book.port(name)));
    }
    book = book.with("balancer", servers.balancer(book));
    book.save(folder);
    try (RedisCluster cluster = new RedisCluster(launcher, book)) {
      cluster.form();
      told.accept("blue on port " + book.port("blue"));
      book = book.with("blue", servers.shop("blue", "", Fault.NONE, book));
      book.save(folder);
      cluster.replicate();
    }
    servers.awaitShop("blue", book.process("blue"), book);
    servers.warmUp("balancer", book);
    told.accept("the load balancer on port " + book.port("balancer") + ", and customers");
    book = book.with("customers", servers.customers(book));
    if (book.fault() == Fault.REDIS_NODE) {
      book = book.with("accident", servers.accident(book));
    }
    book.isReady().save(folder);
  }

  /**
   * Starts green, unless it runs already under that key, and waits until it is well.
   *
   * @throws WorldException if it does not come up; nothing is left then
   */
  public Instance startGreen(String key, Fault fault) throws IOException, InterruptedException {
    Optional<Instance> running = findGreen(key);
    if (running.isPresent()) {
      return running.get();
    }
    stopGreen();
    AddressBook book = addresses().orElseThrow(World::notUp);
    try {
      return servers.awaitShop("green", servers.shop("green", key, fault, book), book);
    } catch (WorldException | InterruptedException e) {
      servers.workingAs("green").forEach(ServerProcess::kill);
      throw e;
    }
  }

  /**
   * Returns green, if it runs under that key; waits a little for one that has just been started.
   */
  public Optional<Instance> findGreen(String key) throws IOException, InterruptedException {
    List<ServerProcess> running = servers.workingAs("green");
    if (running.isEmpty()) {
      return Optional.empty();
    }
    AddressBook book = addresses().orElseThrow(World::notUp);
    return servers.findShop("green", running.get(0), book).filter(green -> green.key().equals(key));
  }

  /** Stops green, if it runs. */
  public void stopGreen() throws IOException, InterruptedException {
    ServerProcess.stop(servers.workingAs("green"));
  }

  /** Stops all servers and leaves nothing of them but their logs; returns how many there were. */
  public int down() throws IOException, InterruptedException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    Optional<AddressBook> book = addresses();
    Set<ServerProcess> all = new LinkedHashSet<>();
    for (String first : List.of("accident", "customers")) {
      book.map(b -> b.processes().get(first)).filter(ServerProcess::alive).ifPresent(all::add);
    }
    ServerProcess.stop(List.copyOf(all)); // before the servers they would find missing
    book.ifPresent(b -> all.addAll(b.running()));
    all.addAll(Procfs.workingIn(folder));
    ServerProcess.stop(List.copyOf(all));
    Leftovers.clear(folder);
    return all.size();
  }

  private static WorldException notUp() {
    return new WorldException("The demo's servers are not up. Start one with `examples/demo run`.");
  }
}
