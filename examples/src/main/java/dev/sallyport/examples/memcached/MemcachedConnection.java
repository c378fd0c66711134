package dev.sallyport.examples.memcached;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A connection in memcached's text protocol; every wait ends at one deadline. */
final class MemcachedConnection implements Closeable {
  private static final int LONGEST_LINE = 1024;
  private static final int MOST_LINES = 1000;

  private final Socket socket;
  private final InputStream in;
  private final long deadline;

  private MemcachedConnection(Socket socket, long deadline) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
    this.deadline = deadline;
  }

  static MemcachedConnection open(InetSocketAddress address, long deadline) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(address, left(deadline));
      return new MemcachedConnection(socket, deadline);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Logs in: by storing user and password under whatever key, as the protocol has it. */
  void login(String userAndPassword) throws IOException {
    byte[] word = userAndPassword.getBytes(StandardCharsets.UTF_8);
    send("set login 0 0 " + word.length + "\r\n" + userAndPassword + "\r\n");
    String answer = line();
    if (!answer.equals("STORED")) {
      throw new IOException("the login was refused: " + answer);
    }
  }

  Map<String, String> stats() throws IOException {
    send("stats\r\n");
    Map<String, String> stats = new TreeMap<>();
    for (int i = 0; i < MOST_LINES; i++) {
      String line = line();
      if (line.equals("END")) {
        return stats;
      }
      String[] words = line.split(" ", 3);
      if (words.length != 3 || !words[0].equals("STAT")) {
        throw new IOException("it does not speak memcached's protocol: " + line);
      }
      stats.put(words[1], words[2]);
    }
    throw new IOException("its answer does not end");
  }

  private void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.length() < LONGEST_LINE) {
      socket.setSoTimeout(left(deadline));
      int next = in.read();
      if (next < 0) {
        throw new EOFException("it hung up");
      }
      if (next == '\n') {
        return line.toString().stripTrailing();
      }
      line.append((char) next);
    }
    throw new IOException("it does not speak memcached's protocol: a line does not end");
  }

  private static int left(long deadline) throws SocketTimeoutException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis < 1) {
      throw new SocketTimeoutException("the time is up");
    }
    return Math.toIntExact(millis);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
