package dev.sallyport.checks.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a load: at most one request is under way on it. Guarded by itself, as one
 * thread writes and another reads.
 */
final class LoadConnection {
  /** What a connection is after it was looked at. */
  enum State {
    /** Its answer is still to come. */
    BUSY,
    /** Its answer came, and it may be used again. */
    IDLE,
    /**
     * It was kept alive and dropped before a byte of the answer: the request is to be sent anew.
     */
    AGAIN,
    /** It is of no more use. */
    CLOSED
  }

  /**
   * A request under way.
   *
   * @param request its bytes, of which some may have been sent
   */
  record Pending(Shot shot, LoadClient.Ended ended, ByteBuffer request) {}

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final SocketChannel channel;
  private final SelectionKey key;
  private final AnswerScanner scanner = new AnswerScanner();
  private final InetSocketAddress to;
  private @Nullable Pending pending;
  private @Nullable Pending ended;
  private boolean used;

  LoadConnection(Selector selector, InetSocketAddress to) throws IOException {
    this.to = to;
    this.channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    this.key = channel.register(selector, 0, this);
  }

  /**
   * Connects and sends.
   *
   * @throws IOException if it can be seen at once that this does not work
   */
  synchronized void begin(Pending next) throws IOException {
    try {
      pending(next);
      if (channel.connect(to)) {
        write();
      } else {
        key.interestOps(SelectionKey.OP_CONNECT);
      }
    } catch (IOException e) {
      pending = null;
      channel.close();
      throw e;
    }
  }

  private void pending(Pending next) {
    next.request().rewind(); // another connection may have sent some of it in vain
    pending = next;
    Shot shot = next.shot();
    shot.cancel = () -> abandon(shot);
  }

  /** Sends a request on a connection that is idle; returns false if it is not, or no longer. */
  synchronized boolean send(Pending next) {
    if (!channel.isOpen() || pending != null) {
      return false;
    }
    used = true;
    scanner.reset();
    pending(next);
    try {
      write();
      return true;
    } catch (IOException | CancelledKeyException e) {
      pending = null;
      close();
      return false; // dropped while it was idle, which is no fault
    }
  }

  private void write() throws IOException {
    ByteBuffer request = pending == null ? NOTHING : pending.request();
    channel.write(request);
    int ops = SelectionKey.OP_READ | (request.hasRemaining() ? SelectionKey.OP_WRITE : 0);
    if (key.interestOps() != ops) {
      key.interestOps(ops);
    }
  }

  /** Does what can be done without waiting. */
  synchronized State ready(SelectionKey at, ByteBuffer buffer) {
    try {
      if (at.isConnectable() && channel.finishConnect()) {
        write();
      } else if (at.isWritable()) {
        write();
      }
      return at.isReadable() ? read(buffer) : State.BUSY;
    } catch (IOException e) {
      return dropped(e);
    } catch (CancelledKeyException e) {
      return State.CLOSED; // given up by the other thread
    }
  }

  private State read(ByteBuffer buffer) throws IOException {
    int count;
    do {
      buffer.clear();
      count = channel.read(buffer);
      buffer.flip();
      if (pending == null) {
        return count == 0 ? State.BUSY : close(); // hung up, or spoke unasked
      }
      if (count > 0 && scanner.feed(buffer)) {
        boolean clean = scanner.reusable() && !buffer.hasRemaining();
        end(scanner.status(), null);
        return clean ? State.IDLE : close();
      }
    } while (count == buffer.capacity());
    return count < 0
        ? dropped(new EOFException("the connection was closed before the answer was complete"))
        : State.BUSY;
  }

  private State dropped(IOException problem) {
    close();
    if (pending == null) {
      return State.CLOSED;
    }
    if (scanner.completeWhenClosed()) {
      end(scanner.status(), null);
    } else if (used && !scanner.begun()) {
      return State.AGAIN;
    } else {
      end(0, problem);
    }
    return State.CLOSED;
  }

  private void end(int status, @Nullable Throwable problem) {
    Pending over = pending;
    if (over != null) {
      over.shot().end(status, problem);
      ended = over;
      pending = null;
    }
  }

  /**
   * Tells of the end of the last request, if it has not been told. Once the connection is idle
   * again, or whoever is told would open another one.
   */
  void tell() {
    Pending over;
    synchronized (this) {
      over = ended;
      ended = null;
    }
    if (over != null) {
      over.ended().ended(over.shot());
    }
  }

  /** Takes back a request that is to be sent on another connection. */
  synchronized @Nullable Pending takeBack() {
    Pending back = pending;
    pending = null;
    return back;
  }

  private synchronized void abandon(Shot shot) {
    if (pending != null && pending.shot() == shot) {
      pending = null;
      close();
    }
  }

  /** Ends a request under way for a reason that is ours. */
  synchronized void breakOff(Exception problem) {
    end(0, problem);
  }

  /** Closes the connection; a request under way has no end. */
  synchronized void hangUp() {
    close();
  }

  private State close() {
    try {
      channel.close();
    } catch (IOException e) {
      return State.CLOSED; // it is of no use either way, and nobody waits for what it said
    }
    return State.CLOSED;
  }
}
