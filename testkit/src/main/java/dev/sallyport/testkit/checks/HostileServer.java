package dev.sallyport.testkit.checks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that is of no use: nothing listens, or it says nothing, talks nonsense or
 * hangs up. Tests of checks are run against each kind.
 *
 * <p>Thread-safe. Closing it frees the port and ends its threads.
 */
public final class HostileServer implements AutoCloseable {
  private static final int GARBAGE_LENGTH = 8192;

  /** What is wrong with a server. */
  public enum Kind {
    /** Nothing listens: connections are refused. */
    DOWN,
    /** Connections are made, and never a byte comes. */
    SILENT,
    /** Whatever is asked, bytes of no protocol come. */
    GARBAGE,
    /** Connections are made and closed at once. */
    HANGING_UP
  }

  private final Kind kind;
  private final InetSocketAddress address;
  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  private HostileServer(Kind kind, ServerSocket listening) throws IOException {
    this.kind = kind;
    this.listening = listening;
    this.address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
    if (kind == Kind.DOWN) {
      listening.close();
    } else {
      inBackground(this::accept);
    }
  }

  /**
   * Starts a server on a free port of the loopback interface.
   *
   * @throws IOException if there is no port
   */
  public static HostileServer start(Kind kind) throws IOException {
    return new HostileServer(kind, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  /** Returns where it listens, or would. */
  public InetSocketAddress address() {
    return address;
  }

  /** Returns {@code host:port}. */
  public String hostAndPort() {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  private void accept() throws IOException {
    while (true) {
      Socket socket = listening.accept();
      open.add(socket);
      if (kind == Kind.HANGING_UP) {
        socket.close();
      } else {
        inBackground(() -> serve(socket));
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      byte[] garbage = new byte[GARBAGE_LENGTH];
      new Random(1).nextBytes(garbage);
      // some protocols wait for the server to speak first
      if (kind == Kind.GARBAGE) {
        out.write(Arrays.copyOf(garbage, 64));
        out.flush();
      }
      byte[] asked = new byte[4096];
      while (in.read(asked) >= 0) {
        if (kind == Kind.GARBAGE) {
          out.write(garbage);
          out.flush();
        }
      }
    }
  }

  private static void inBackground(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // the other side or close() has ended the connection: that ends the thread
                return;
              }
            },
            "hostile-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  @Override
  public String toString() {
    return kind + " at " + hostAndPort();
  }

  private interface Work {
    void run() throws IOException;
  }
}
