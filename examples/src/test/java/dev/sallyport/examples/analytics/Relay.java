package dev.sallyport.examples.analytics;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A second way to a server of loopback, which can be cut, or slow. */
final class Relay implements AutoCloseable {
  private final ServerSocket entrance;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;
  private volatile Duration slowness = Duration.ZERO;

  Relay(int target) throws IOException {
    this.target = target;
    this.entrance = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    daemon(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  /** Cuts the way, with all connections, or opens it again. */
  void cut(boolean isCut) throws IOException {
    cut = isCut;
    if (isCut) {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  /** Lets whatever is sent to the server come so much later. */
  void slow(Duration by) {
    slowness = by;
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket from = entrance.accept();
        if (cut) {
          from.close();
          continue;
        }
        Socket to = new Socket(InetAddress.getByName("127.0.0.1"), target);
        open.add(from);
        open.add(to);
        daemon(() -> pump(from, to, true));
        daemon(() -> pump(to, from, false));
      } catch (IOException e) {
        continue; // closed, or the server is down: whoever asks sees an end
      }
    }
  }

  private void pump(Socket from, Socket to, boolean there) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      byte[] some = new byte[8192];
      for (int read = in.read(some); read >= 0; read = in.read(some)) {
        Thread.sleep(there ? slowness.toMillis() : 0);
        to.getOutputStream().write(some, 0, read);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      return; // one of both has hung up
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut(true);
  }
}
