package dev.sallyport.checks.http;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Sends one GET over one connection of its own, and closes it.
 *
 * <p>The JDK's {@code HttpClient} keeps connections alive, cannot be asked not to, and repeats a
 * GET unasked when a connection is dropped: behind a balancer it would talk to one backend only,
 * and hide what it should show.
 */
final class Wire implements Exchange {
  private final HttpOptions options;

  Wire(HttpOptions options) {
    this.options = options;
  }

  /**
   * One request.
   *
   * @param turn the how-manieth it is: the addresses of a name are asked in turn
   * @param headers what to send
   * @param asHost the name to go by in place of the address's own
   */
  record Request(URI uri, int turn, Map<String, String> headers, Optional<String> asHost) {
    String host() {
      return asHost.orElseGet(() -> Addresses.host(uri));
    }

    String hostHeader() {
      return asHost.orElseGet(() -> RequestHead.host(uri));
    }
  }

  /**
   * Sends the request and reads the answer.
   *
   * @param opened told of the socket, so that it can be closed from outside
   * @throws NotAnswered if no connection could be made
   * @throws IOException if there was no answer in time, or not a whole one
   */
  @Override
  public Answer send(Request request, Deadline deadline, Consumer<Socket> opened)
      throws IOException {
    long begun = MonotonicTime.now();
    URI uri = request.uri();
    InetAddress[] addresses = InetAddress.getAllByName(Addresses.host(uri));
    InetAddress address = addresses[request.turn() % addresses.length];
    InetSocketAddress to = new InetSocketAddress(address, Addresses.port(uri));
    try (Socket plain = new Socket()) {
      opened.accept(plain);
      plain.setTcpNoDelay(true);
      connect(plain, to, deadline);
      try (Socket socket = Addresses.encrypted(uri) ? encrypt(plain, request, deadline) : plain) {
        byte[] head = RequestHead.get(uri, request.hostHeader(), "close", request.headers());
        socket.getOutputStream().write(head);
        socket.getOutputStream().flush();
        InputStream in = new BufferedInputStream(new TimedInput(socket, deadline));
        ResponseReader.Parts parts = new ResponseReader(in, options.maxBody()).read();
        return new Answer(
            parts.status(),
            parts.headers(),
            parts.body(),
            parts.cutOff(),
            address.getHostAddress() + ":" + to.getPort(),
            List.of(),
            Duration.ofNanos(MonotonicTime.now() - begun));
      }
    }
  }

  private void connect(Socket socket, InetSocketAddress to, Deadline deadline) throws IOException {
    try {
      socket.connect(to, deadline.orIn(options.connectTimeout()).socketMillis());
    } catch (SocketTimeoutException e) {
      throw new NotAnswered(Trouble.NO_CONNECTION, e);
    }
  }

  private SSLSocket encrypt(Socket plain, Request request, Deadline deadline) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            options
                .tls()
                .getSocketFactory()
                .createSocket(plain, request.host(), plain.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    // Without this the JDK checks the chain but not the name.
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(deadline.socketMillis());
    socket.startHandshake();
    return socket;
  }

  /** Sets the time left before each read, so that a body that drips cannot outlast the deadline. */
  private static final class TimedInput extends FilterInputStream {
    private final Socket socket;
    private final Deadline deadline;

    TimedInput(Socket socket, Deadline deadline) throws IOException {
      super(socket.getInputStream());
      this.socket = socket;
      this.deadline = deadline;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
      socket.setSoTimeout(deadline.socketMillis());
      return super.read(buffer, from, length);
    }
  }
}
