package dev.sallyport.checks.redis;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * Stands before a port of a node and hands connections on, unless they come from an address that is
 * cut off; so a network can be partitioned without any right of an administrator.
 */
final class Passage implements AutoCloseable {
  private final ServerSocket listening;
  private final Predicate<String> cutOff;
  private final List<Open> open = new CopyOnWriteArrayList<>();
  private volatile int target;

  /** A connection that was handed on. */
  private record Open(String from, Socket outer, Socket inner) {
    void close() throws IOException {
      outer.close();
      inner.close();
    }
  }

  /**
   * Opens one on a free port; {@code cutOff} decides about the address that somebody comes from.
   */
  Passage(Predicate<String> cutOff) throws IOException {
    this.cutOff = cutOff;
    listening = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
    inBackground(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  void leadsTo(int port) {
    target = port;
  }

  private void accept() throws IOException {
    while (true) {
      Socket outer = listening.accept();
      String from = outer.getInetAddress().getHostAddress();
      if (cutOff.test(from) || target == 0) {
        outer.close();
        continue;
      }
      Socket inner = new Socket();
      Open pair = new Open(from, outer, inner);
      open.add(pair);
      try {
        inner.connect(new InetSocketAddress("127.0.0.1", target), 500);
        inBackground(() -> pump(pair, outer, inner));
        inBackground(() -> pump(pair, inner, outer));
      } catch (IOException nobodyThere) {
        pair.close();
      }
    }
  }

  private void pump(Open pair, Socket from, Socket to) throws IOException {
    byte[] some = new byte[16_384];
    try (pair.outer;
        pair.inner;
        InputStream in = from.getInputStream()) {
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        to.getOutputStream().write(some, 0, read);
      }
    } finally {
      open.remove(pair);
    }
  }

  /** Ends the connections of those that are cut off by now. */
  void enforce() throws IOException {
    for (Open pair : open) {
      if (cutOff.test(pair.from())) {
        pair.close();
      }
    }
  }

  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException ended) {
                // one side or close() has ended it: that ends the thread
                return;
              }
            },
            "passage");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Open pair : open) {
      pair.close();
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
