package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A pod on {@link LocalNodes}: pulled, started, started again if it cannot be, and asked. */
final class Pod implements Runnable, AutoCloseable {
  private static final AtomicInteger ADDRESSES = new AtomicInteger();
  private static final int MOST_MISSES = 3;
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(1))
          .build();

  final LocalNodes.Container container;
  final ContainerLog log;
  private final String name;
  private final String probe;
  private final Predicate<String> pulls;
  private final LocalNodes.Program program;
  private final Instant begun = now();
  // endpoints must not be on loopback; Front knows where a pod really answers
  private final String ip = "10.244.0." + (1 + ADDRESSES.getAndIncrement() % 250);

  private volatile LocalNodes.@Nullable Running running;
  private volatile boolean closed;
  private volatile boolean ready;
  private volatile String waiting = "ContainerCreating";
  private volatile String why = "";
  private volatile int restarts;
  private String told = "";

  Pod(
      LocalNodes.Container container,
      JsonNode object,
      Predicate<String> pulls,
      LocalNodes.Program program) {
    this.container = container;
    this.log = new ContainerLog(container.log());
    this.name = object.at("/spec/containers/0/name").asText();
    this.probe = object.at("/spec/containers/0/readinessProbe/httpGet/path").asText();
    this.pulls = pulls;
    this.program = program;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }

  Optional<URI> address() {
    LocalNodes.Running it = running;
    return it == null ? Optional.empty() : Optional.of(it.address());
  }

  @Override
  public void run() {
    try {
      while (!closed && running == null) {
        begin();
        Thread.sleep(running == null ? 500 : 0);
      }
      for (int misses = 0; !closed; Thread.sleep(200)) {
        misses = answers() ? 0 : misses + 1;
        ready = misses == 0 || (ready && misses < MOST_MISSES);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      halt();
    }
  }

  private void begin() {
    if (!pulls.test(container.image())) {
      waiting = "ErrImagePull";
      why = container.image() + ": not found";
      return;
    }
    try {
      running = program.start(container);
    } catch (Exception e) {
      waiting = "CrashLoopBackOff";
      why = String.valueOf(e);
      restarts++;
    }
  }

  private boolean answers() throws InterruptedException {
    LocalNodes.Running it = running;
    if (it == null || probe.isEmpty()) {
      return it != null;
    }
    try {
      HttpRequest request =
          HttpRequest.newBuilder(it.address().resolve(probe))
              .timeout(Duration.ofSeconds(10))
              .build();
      return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() < 400;
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns the status to tell the API, if it is another than was told last. */
  Optional<String> news() throws IOException {
    log.follow();
    String status = status();
    if (status.equals(told)) {
      return Optional.empty();
    }
    told = status;
    return Optional.of(status);
  }

  private String status() {
    ObjectNode root = ClusterApi.JSON.createObjectNode();
    ObjectNode status = root.putObject("status");
    boolean runs = running != null;
    status.put("phase", runs ? "Running" : "Pending").put("startTime", begun.toString());
    if (runs) {
      status.put("podIP", ip).put("hostIP", "127.0.0.1");
      status.putArray("podIPs").addObject().put("ip", ip);
    }
    ArrayNode conditions = status.putArray("conditions");
    condition(conditions, "PodScheduled", true);
    condition(conditions, "Initialized", true);
    condition(conditions, "ContainersReady", ready);
    condition(conditions, "Ready", ready);
    ObjectNode one = status.putArray("containerStatuses").addObject();
    one.put("name", name).put("image", container.image()).put("imageID", container.image());
    one.put("ready", ready).put("started", runs).put("restartCount", restarts);
    if (runs) {
      one.putObject("state").putObject("running").put("startedAt", begun.toString());
    } else {
      one.putObject("state").putObject("waiting").put("reason", waiting).put("message", why);
    }
    return root.toString();
  }

  private static void condition(ArrayNode all, String type, boolean holds) {
    all.addObject().put("type", type).put("status", holds ? "True" : "False");
  }

  private synchronized void halt() {
    LocalNodes.Running it = running;
    running = null;
    ready = false;
    if (it != null) {
      it.close();
    }
  }

  @Override
  public void close() {
    closed = true;
    halt();
  }
}
