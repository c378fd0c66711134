package dev.sallyport.examples.world;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports that nobody listens on. */
final class Ports {
  /** A node of a cluster also listens on its port plus this. */
  static final int BUS = 10_000;

  /** Below where Linux picks ports for outgoing connections, the cluster bus included. */
  private static final int FIRST = 11_000;

  private static final int LAST = 22_000;
  private static final int TRIES = 2_000;

  private Ports() {}

  /**
   * Returns different free ports, whose bus ports are free as well.
   *
   * @throws WorldException if there are not so many
   */
  static List<Integer> free(int count) {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < TRIES && found.size() < count; i++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
      if (!found.contains(port) && isFree(port) && isFree(port + BUS)) {
        found.add(port);
      }
    }
    if (found.size() < count) {
      throw new WorldException(
          "The demo needs "
              + count
              + " free ports on 127.0.0.1 between "
              + FIRST
              + " and "
              + LAST
              + ", and found "
              + found.size()
              + ". Stop what listens there.");
    }
    return found;
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false; // somebody listens there
    }
  }
}
