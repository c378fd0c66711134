package dev.sallyport.checks.http;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback for what no HTTP server would do: hang, speak nonsense, hang up. */
final class RawServer implements AutoCloseable {
  private final ServerSocket listening;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger finished = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private RawServer(Talk talk) throws IOException {
    listening = new ServerSocket();
    listening.bind(TestServer.anyPort(), 1024);
    threads.execute(() -> accept(talk));
  }

  /** What is said on one connection; it is closed afterwards. */
  @FunctionalInterface
  interface Talk {
    void on(Socket socket, int number) throws IOException, InterruptedException;
  }

  static RawServer talking(Talk talk) throws IOException {
    return new RawServer(talk);
  }

  /** Reads the head of a request, then writes this text. */
  static RawServer saying(String text) throws IOException {
    return talking(
        (socket, number) -> {
          readHead(socket);
          socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        });
  }

  /** Accepts, and never says a word. */
  static RawServer hanging() throws IOException {
    return talking((socket, number) -> socket.getInputStream().readAllBytes());
  }

  static void readHead(Socket socket) throws IOException {
    int newLines = 0;
    while (newLines < 2) {
      int b = socket.getInputStream().read();
      if (b < 0) {
        return;
      }
      newLines = b == '\n' ? newLines + 1 : b == '\r' ? newLines : 0;
    }
  }

  private void accept(Talk talk) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        int number = accepted.incrementAndGet();
        open.add(socket);
        threads.execute(() -> talk(talk, socket, number));
      } catch (IOException e) {
        return; // closed by the test
      }
    }
  }

  private void talk(Talk talk, Socket socket, int number) {
    try (socket) {
      talk.on(socket, number);
      finished.incrementAndGet();
    } catch (SocketException e) {
      finished.incrementAndGet(); // the client, or the end of the test, hung up first
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int accepted() {
    return accepted.get();
  }

  /** Returns on how many connections all was said, or the client had hung up. */
  int finished() {
    return finished.get();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort() + path);
  }

  /** Returns an address on which nothing listens. */
  static URI nobody() throws IOException {
    try (RawServer gone = hanging()) {
      return gone.uri("/health");
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
