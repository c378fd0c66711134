package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Sends new lines of the pods' logs to where they are searched, as a shipper on a node does. */
final class LogShipper implements AutoCloseable {
  private final Path folder;
  private final URI bulk;
  private final Map<Path, Long> shipped = new HashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Thread loop = new Thread(this::ship, "log-shipper");

  /** Whether it does nothing. */
  volatile boolean rests;

  LogShipper(Path folder, URI logs) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.bulk = logs.resolve("/_bulk");
    loop.setDaemon(true);
    loop.start();
  }

  private void ship() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Thread.sleep(100);
        if (!rests) {
          round();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What could not be sent is sent in the next round. */
  private void round() throws InterruptedException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
        List<String> lines = Files.readAllLines(log);
        long from = shipped.getOrDefault(log, 0L);
        if (lines.size() > from && sent(log, lines.subList((int) from, lines.size()))) {
          shipped.put(log, (long) lines.size());
        }
      }
    } catch (IOException e) {
      System.err.println("log shipper: " + e);
    }
  }

  private boolean sent(Path log, List<String> lines) throws IOException, InterruptedException {
    StringBuilder body = new StringBuilder();
    for (String line : lines) {
      ObjectNode document = Party.JSON.createObjectNode();
      document.put("@timestamp", Instant.now().toString()).put("message", line);
      document.putObject("kubernetes").put("pod", log.getFileName().toString());
      body.append("{\"create\":{\"_index\":\"form-backend-1\"}}\n").append(document).append('\n');
    }
    HttpRequest request =
        HttpRequest.newBuilder(bulk)
            .header("Content-Type", "application/x-ndjson")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
  }

  @Override
  public void close() {
    loop.interrupt();
    try {
      loop.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
