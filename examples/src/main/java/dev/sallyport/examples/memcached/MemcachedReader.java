package dev.sallyport.examples.memcached;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Redactor;
import dev.sallyport.check.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks all servers side by side, each on a thread of its own that ends with the look. */
final class MemcachedReader implements MemcachedSource {
  private static final int LONGEST = 160;

  private final List<String> servers;
  private final Optional<Secret<String>> login;
  private final Duration limit;

  MemcachedReader(List<String> servers, Optional<Secret<String>> login, Duration limit) {
    this.servers = servers;
    this.login = login;
    this.limit = limit;
  }

  /** Reads {@code host:port}. */
  static InetSocketAddress address(String server) {
    int colon = server.lastIndexOf(':');
    String port = server.substring(colon + 1);
    if (colon < 1 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException(
          "A server must be host:port, but is '" + server + "'. Write cache-1:11211.");
    }
    return new InetSocketAddress(server.substring(0, colon), Integer.parseInt(port));
  }

  @Override
  public List<MemcachedSeen> look(CheckContext sample) throws InterruptedException {
    Optional<String> word = login.map(sample::secret);
    long deadline = System.nanoTime() + sample.remaining(limit).toNanos();
    List<FutureTask<MemcachedSeen>> asked = new ArrayList<>();
    for (String server : servers) {
      FutureTask<MemcachedSeen> task = new FutureTask<>(() -> ask(server, word, deadline));
      Thread thread = new Thread(task, "memcached " + server);
      thread.setDaemon(true);
      thread.start();
      asked.add(task);
    }
    List<MemcachedSeen> seen = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      seen.add(answer(servers.get(i), asked.get(i), deadline));
    }
    return seen;
  }

  private static MemcachedSeen answer(String server, FutureTask<MemcachedSeen> task, long deadline)
      throws InterruptedException {
    try {
      return task.get(Math.max(1, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return MemcachedSeen.silent(server, "did not answer in time");
    } catch (ExecutionException e) {
      return MemcachedSeen.silent(server, "could not be asked: " + e.getCause());
    }
  }

  private static MemcachedSeen ask(String server, Optional<String> login, long deadline) {
    try (MemcachedConnection connection = MemcachedConnection.open(address(server), deadline)) {
      if (login.isPresent()) {
        connection.login(login.get());
      }
      Map<String, String> stats = connection.stats();
      return new MemcachedSeen(server, stats, stats.isEmpty() ? "has no statistics" : "");
    } catch (IOException e) {
      Redactor redactor = Redactor.of(login.stream().toList());
      return MemcachedSeen.silent(
          server, "does not answer: " + redactor.line(String.valueOf(e.getMessage()), LONGEST));
    }
  }
}
