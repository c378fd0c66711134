package dev.sallyport.channels;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes sockets and remembers them, so that a conversation can be ended from outside: only that
 * makes sure that nothing more is sent after its time. Thread-safe.
 */
final class Sockets {
  private final List<Socket> open = new ArrayList<>();
  private boolean closed;

  SocketFactory plain() {
    return new Plain();
  }

  SSLSocketFactory tls(SSLSocketFactory real) {
    return new Tls(real);
  }

  private synchronized Socket remember(Socket socket) throws IOException {
    if (closed) {
      socket.close();
      throw new IOException("the time is up");
    }
    open.add(socket);
    return socket;
  }

  synchronized void close() throws IOException {
    closed = true;
    for (Socket socket : open) {
      socket.close();
    }
  }

  private final class Plain extends SocketFactory {
    @Override
    public Socket createSocket() throws IOException {
      return remember(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return remember(new Socket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return remember(new Socket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return remember(new Socket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return remember(new Socket(host, port, local, localPort));
    }
  }

  private final class Tls extends SSLSocketFactory {
    private final SSLSocketFactory real;

    Tls(SSLSocketFactory real) {
      this.real = real;
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return real.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return real.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket() throws IOException {
      return remember(real.createSocket());
    }

    @Override
    public Socket createSocket(Socket under, String host, int port, boolean autoClose)
        throws IOException {
      return real.createSocket(under, host, port, autoClose); // closed with the one under it
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      return remember(real.createSocket(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      return remember(real.createSocket(host, port, local, localPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      return remember(real.createSocket(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      return remember(real.createSocket(host, port, local, localPort));
    }
  }
}
