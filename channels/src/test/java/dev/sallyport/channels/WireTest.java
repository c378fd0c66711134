package dev.sallyport.channels;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.OutcomeUnknownException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a message when the connection fails, over real sockets. */
class WireTest {
  private static final Secret<String> URL = Secret.of("url", String.class);
  private static final ChannelOptions QUICK =
      ChannelOptions.defaults().draws(() -> 0.5).requestTimeout(Duration.ofMillis(700));

  private final FakeContext context = FakeContext.with(Duration.ofMinutes(1));

  /** Says a text to each connection after it has read the request, and closes it. */
  private static final class Saying implements AutoCloseable {
    private final ServerSocket listening =
        new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private static final Pattern LENGTH = Pattern.compile("(?i)content-length: ([0-9]+)");
    private final AtomicInteger connections = new AtomicInteger();

    Saying(String text) throws IOException {
      Thread thread = new Thread(() -> serve(text), "saying");
      thread.setDaemon(true);
      thread.start();
    }

    private void serve(String text) {
      while (!listening.isClosed()) {
        try (Socket socket = listening.accept()) {
          connections.incrementAndGet();
          readRequest(socket.getInputStream());
          socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        } catch (IOException e) {
          return; // closed by the test
        }
      }
    }

    /** All of it: closing a socket with something unread resets the connection. */
    private static void readRequest(InputStream in) throws IOException {
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return;
        }
        head.append((char) next);
      }
      Matcher length = LENGTH.matcher(head);
      if (length.find()) {
        in.readNBytes(Integer.parseInt(length.group(1)));
      }
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/hook");
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }

  @Test
  void an_answer_that_breaks_off_is_unknown_and_not_sent_again() throws Exception {
    String[] answers = {
      "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nok", "HTTP/1.1 200", "", "SSH-2.0-x\r\n"
    };
    for (String answer : answers) {
      try (Saying server = new Saying(answer)) {
        assertThatThrownBy(
                () -> Channels.webhook(server.uri()).with(QUICK).send(Notes.started(), context))
            .isInstanceOf(OutcomeUnknownException.class)
            .hasMessageContaining("Look there, and send it by hand if it is missing.");
        assertThat(server.connections).hasValue(1);
      }
    }
  }

  @Test
  void silence_is_unknown_and_not_sent_again() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/");
      assertThatThrownBy(() -> Channels.webhook(uri).with(QUICK).send(Notes.started(), context))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessage(
              "Whether the message 'run started' was sent to 'webhook' (127.0.0.1:"
                  + silent.getLocalPort()
                  + ") is unknown. Last seen: no answer within PT0.7S. Likely cause: the receiver,"
                  + " or a proxy before it, is slow or hangs. It was not sent again, as it might"
                  + " then be shown twice. Look there, and send it by hand if it is missing.");
    }
  }

  @Test
  void a_refused_connection_is_tried_again() throws Exception {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    URI uri = URI.create("http://127.0.0.1:" + port + "/");
    assertThatThrownBy(() -> Channels.webhook(uri).with(QUICK).send(Notes.started(), context))
        .isInstanceOf(NotSentException.class)
        .hasMessage(
            "The message 'run started' was not sent to 'webhook' (127.0.0.1:"
                + port
                + "), after 4 attempts. Last seen: the connection was refused. Likely cause: nothing"
                + " listens there: the receiver is down, or the port is wrong. Start it, or mend"
                + " the address.");
    assertThat(context.pauses()).hasSize(3);
  }

  @Test
  void an_endless_answer_is_given_up() throws Exception {
    String endless = "HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(9 * 1024 * 1024);
    try (Saying server = new Saying(endless)) {
      assertThatThrownBy(
              () ->
                  Channels.webhook(server.uri())
                      .with(QUICK.requestTimeout(Duration.ofSeconds(20)))
                      .send(Notes.started(), context))
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("the answer is longer than 8388608 bytes");
    }
  }

  @Test
  void tls_is_verified_and_nothing_is_sent_otherwise(@TempDir Path folder) throws Exception {
    TlsKeys keys = new TlsKeys(folder, "ip:127.0.0.1");
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    AtomicInteger asked = new AtomicInteger();
    server.setHttpsConfigurator(new HttpsConfigurator(keys.serving()));
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("ok".getBytes(ISO_8859_1));
          exchange.close();
        });
    server.start();
    try {
      String url = "https://127.0.0.1:" + server.getAddress().getPort() + "/services/T/B/x";
      context.knowing(URL, url);
      SlackWebhook slack = Channels.slack(URL);
      assertThatThrownBy(() -> slack.send(Notes.started(), context))
          .isInstanceOf(NotSentException.class)
          .hasMessageContaining("no trusted TLS connection");
      assertThat(asked).hasValue(0);
      assertThat(
              slack
                  .with(ChannelOptions.defaults().trusting(keys.trusting()))
                  .send(Notes.started(), context))
          .isEqualTo("ok");
    } finally {
      server.stop(0);
    }
  }
}
