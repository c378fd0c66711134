package dev.sallyport.checks.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Shakes hands with a server to see its certificates. A certificate that is not trusted is seen all
 * the same: that it is not is what was asked.
 */
final class CertificateReader {
  private final X509ExtendedTrustManager trust;

  /**
   * Creates it.
   *
   * @param trusted the certificates to trust; empty for those of the JDK
   */
  CertificateReader(Optional<KeyStore> trusted) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(trusted.orElse(null));
      this.trust =
          Arrays.stream(factory.getTrustManagers())
              .filter(X509ExtendedTrustManager.class::isInstance)
              .map(X509ExtendedTrustManager.class::cast)
              .findFirst()
              .orElseThrow();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JVM cannot tell which certificates to trust", e);
    }
  }

  CertificateSeen look(String host, InetAddress address, int port, Duration limit) {
    String name = address.getHostAddress() + ":" + port;
    Recorder recorder = new Recorder(trust);
    int millis = (int) Math.max(1, limit.toMillis());
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, port), millis);
      plain.setSoTimeout(millis);
      plain.setTcpNoDelay(true); // the last part of the handshake would wait 40 ms for an answer
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {recorder}, new SecureRandom());
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!host.matches("[0-9.:]+")) {
          parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
      }
      return new CertificateSeen(name, recorder.chain, recorder.refused, null);
    } catch (IOException | GeneralSecurityException e) {
      return new CertificateSeen(
          name, recorder.chain, recorder.refused, recorder.chain.isEmpty() ? e : null);
    }
  }

  /** Takes what it is shown, and notes what the real judge says of it. */
  private static final class Recorder extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager judge;
    private volatile List<X509Certificate> chain = List.of();
    private volatile @Nullable String refused;

    Recorder(X509ExtendedTrustManager judge) {
      this.judge = judge;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String type, Socket socket) {
      chain = List.of(sent);
      try {
        judge.checkServerTrusted(sent, type, socket);
      } catch (CertificateException e) {
        Throwable root = e;
        while (root.getCause() != null) {
          root = root.getCause();
        }
        refused = String.valueOf(root.getMessage());
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String type) {
      throw new IllegalStateException("A server is judged with its name");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] sent, String type, SSLEngine engine) {
      throw new IllegalStateException("A server is judged with its name");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String type, Socket socket) {
      throw new IllegalStateException("There are no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String type, SSLEngine engine) {
      throw new IllegalStateException("There are no clients here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] sent, String type) {
      throw new IllegalStateException("There are no clients here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return judge.getAcceptedIssuers();
    }
  }
}
