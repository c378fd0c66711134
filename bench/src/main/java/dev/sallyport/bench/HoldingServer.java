package dev.sallyport.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * A server of one thread that holds each answer for a while, so that many connections are open at
 * once: a rate of 5,000 a second held for 200 ms takes a thousand. A process of its own.
 */
final class HoldingServer {
  private static final byte[] OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

  private record Held(long until, SocketChannel channel) {}

  private final Selector selector = Selector.open();
  private final ServerSocketChannel listening = ServerSocketChannel.open();
  private final Deque<Held> held = new ArrayDeque<>();
  private final ByteBuffer in = ByteBuffer.allocateDirect(8192);
  private final ByteBuffer out = ByteBuffer.allocateDirect(OK.length);
  private final long hold;
  private int open;
  private int mostOpen;

  private HoldingServer(long hold) throws IOException {
    this.hold = hold;
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    listening.configureBlocking(false);
    listening.register(selector, SelectionKey.OP_ACCEPT);
    out.put(OK);
  }

  /**
   * Prints its port, and once its standard input ends the most connections that were open at once.
   *
   * @param args how long each answer is held, in milliseconds
   */
  public static void main(String[] args) throws IOException {
    HoldingServer server =
        new HoldingServer(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(args[0])));
    System.out.println(server.listening.socket().getLocalPort());
    while (System.in.available() == 0) {
      server.turn();
    }
    System.out.println(server.mostOpen);
  }

  private void turn() throws IOException {
    Held next = held.peek();
    long wait = next == null ? 100_000_000 : next.until - System.nanoTime();
    if (wait > 0) {
      selector.select(Math.max(1, wait / 1_000_000));
    } else {
      selector.selectNow();
    }
    for (SelectionKey key : selector.selectedKeys()) {
      if (key.isAcceptable()) {
        accept();
      } else {
        read(key);
      }
    }
    selector.selectedKeys().clear();
    long now = System.nanoTime();
    while (!held.isEmpty() && held.peek().until - now <= 0) {
      SocketChannel channel = held.remove().channel;
      if (channel.isOpen()) {
        out.rewind();
        channel.write(out);
      }
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = listening.accept();
    while (channel != null) {
      channel.configureBlocking(false);
      channel.socket().setTcpNoDelay(true);
      channel.register(selector, SelectionKey.OP_READ);
      mostOpen = Math.max(mostOpen, ++open);
      channel = listening.accept();
    }
  }

  /** Each client here sends a request as a whole, and the next one after its answer. */
  private void read(SelectionKey key) throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    in.clear();
    int count;
    try {
      count = channel.read(in);
    } catch (IOException e) {
      count = -1; // reset by the client, which is gone all the same
    }
    if (count < 0) {
      channel.close();
      open--;
    } else if (count > 0) {
      held.add(new Held(System.nanoTime() + hold, channel));
    }
  }
}
