package dev.sallyport.checks.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one load over plain sockets that are kept alive: thousands a second over
 * thousands of connections.
 *
 * <p>The thread that fires writes; one thread of ours reads whatever comes. The JDK's client is no
 * match for that: on two cores it starts a thread for each answer, and walks through all idle
 * connections whenever one is put back.
 */
final class SocketLoadClient implements LoadClient {
  private static final int BUFFER = 64 * 1024;

  private final Selector selector;
  private final Deque<LoadConnection> idle = new ConcurrentLinkedDeque<>();
  private final LoadRequests requests;
  private final byte[] always;
  private final InetSocketAddress to;
  private final @Nullable UnknownHostException unknown;
  private volatile boolean closed;
  private volatile @Nullable IllegalStateException broken;

  SocketLoadClient(LoadRequests requests, ThreadFactory threads) {
    URI uri = requests.uri();
    this.requests = requests;
    this.always = requests.same() ? bytes(requests.next()) : new byte[0];
    InetAddress address = InetAddress.getLoopbackAddress();
    UnknownHostException problem = null;
    try {
      address = InetAddress.getByName(Addresses.host(uri));
    } catch (UnknownHostException e) {
      problem = e; // each request says so, as each would find out
    }
    this.to = new InetSocketAddress(address, Addresses.port(uri));
    this.unknown = problem;
    try {
      this.selector = Selector.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.newThread(this::read).start();
  }

  private byte[] bytes(LoadRequest next) {
    URI uri = requests.uri();
    String host = RequestHead.host(uri);
    return next.body()
        .map(body -> RequestHead.post(uri, host, "keep-alive", next.headers(), body))
        .orElseGet(() -> RequestHead.get(uri, host, "keep-alive", next.headers()));
  }

  @Override
  public void fire(Shot shot, Ended ended) {
    Exception hopeless = unknown == null ? broken : unknown;
    if (hopeless != null) {
      fail(shot, ended, hopeless);
      return;
    }
    try {
      byte[] bytes = requests.same() ? always : bytes(requests.next());
      send(new LoadConnection.Pending(shot, ended, ByteBuffer.wrap(bytes)));
    } catch (IllegalStateException e) {
      fail(shot, ended, e);
    }
  }

  private void send(LoadConnection.Pending next) {
    for (LoadConnection one = idle.pollFirst(); one != null; one = idle.pollFirst()) {
      if (one.send(next)) {
        return;
      }
    }
    open(next);
  }

  private void open(LoadConnection.Pending next) {
    try {
      new LoadConnection(selector, to).begin(next);
      selector.wakeup();
    } catch (IOException e) {
      fail(next.shot(), next.ended(), e);
    }
  }

  private static void fail(Shot shot, Ended ended, Exception problem) {
    shot.end(0, problem);
    ended.ended(shot);
  }

  /** Reads until closed. */
  private void read() {
    try {
      ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
      while (!closed) {
        turn(buffer);
      }
    } catch (IOException | RuntimeException | Error e) {
      // Without this the silence that follows would be taken for the service's.
      broken = new IllegalStateException("the connections can no longer be read: " + e);
    }
    hangUp();
  }

  private void hangUp() {
    for (SelectionKey key : List.copyOf(selector.keys())) {
      LoadConnection connection = (LoadConnection) key.attachment();
      IllegalStateException problem = broken;
      if (problem != null) {
        connection.breakOff(problem);
        connection.tell();
      }
      connection.hangUp();
    }
    try {
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void turn(ByteBuffer buffer) throws IOException {
    selector.select();
    List<SelectionKey> ready = List.copyOf(selector.selectedKeys());
    selector.selectedKeys().clear();
    for (SelectionKey key : ready) {
      turn((LoadConnection) key.attachment(), key, buffer);
    }
  }

  private void turn(LoadConnection connection, SelectionKey key, ByteBuffer buffer) {
    switch (connection.ready(key, buffer)) {
      case IDLE -> idle.addFirst(connection);
      case AGAIN -> {
        LoadConnection.Pending lost = connection.takeBack();
        if (lost != null && !closed) {
          lost.shot().resent = true;
          open(lost);
        }
      }
      case BUSY, CLOSED -> {}
    }
    connection.tell();
  }

  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }
}
