package dev.sallyport.examples.analytics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sallyport.testkit.checks.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the API server reads the logs of {@link LocalNodes}. */
final class Kubelet implements AutoCloseable {
  private static final Pattern PATH = Pattern.compile("/containerLogs/[^/]+/([^/]+)/[^/]+");

  private final Function<String, Optional<Pod>> pods;
  private final HttpsServer server;
  private final ExecutorService workers = Executors.newFixedThreadPool(2);

  Kubelet(Certificate certificate, Function<String, Optional<Pod>> pods) throws Exception {
    this.pods = pods;
    this.server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.trustedBy(certificate)));
    server.createContext("/containerLogs/", this::log);
    server.setExecutor(workers);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void log(HttpExchange exchange) throws IOException {
    Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
    Optional<Pod> pod = path.matches() ? pods.apply(path.group(1)) : Optional.empty();
    String query = String.valueOf(exchange.getRequestURI().getQuery());
    boolean previous = query.contains("previous=true");
    int status = pod.isEmpty() ? 404 : previous ? 400 : 200;
    String text =
        status == 200
            ? pod.get()
                .log
                .last(
                    Duration.ofSeconds(number(query, "sinceSeconds", 1_000_000)),
                    number(query, "tailLines", Integer.MAX_VALUE))
            : "no such log";
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static int number(String query, String name, int otherwise) {
    Matcher found = Pattern.compile("(?:^|&)" + name + "=(\\d+)").matcher(query);
    return found.find() ? Integer.parseInt(found.group(1)) : otherwise;
  }

  @Override
  public void close() {
    server.stop(0);
    workers.shutdownNow();
  }
}
