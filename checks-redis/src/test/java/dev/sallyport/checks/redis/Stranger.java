package dev.sallyport.checks.redis;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that is no Redis: it takes connections, and then hangs or talks of something else. */
final class Stranger implements AutoCloseable {
  private final ServerSocket socket;
  private final List<Socket> clients = new CopyOnWriteArrayList<>();

  private Stranger(String says) throws IOException {
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(() -> serve(says));
    thread.setDaemon(true);
    thread.start();
  }

  static Stranger hanging() throws IOException {
    return new Stranger("");
  }

  static Stranger saying(String text) throws IOException {
    return new Stranger(text);
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  private void serve(String says) {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        clients.add(client);
        client.getOutputStream().write(says.getBytes(StandardCharsets.UTF_8));
        client.getOutputStream().flush();
      } catch (IOException e) {
        // the client or the test is gone; the loop ends with the socket
        continue;
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket client : clients) {
      client.close();
    }
  }
}
