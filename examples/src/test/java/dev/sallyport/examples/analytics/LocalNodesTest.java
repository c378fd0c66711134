package dev.sallyport.examples.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.examples.analytics.service.Config;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster of the tests, driven by kubectl as the checklist writes it. */
@Tag("once")
class LocalNodesTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  @TempDir static Path folder;
  private static KubernetesPart cluster;
  private static LocalNodes nodes;
  private static Front front;

  @BeforeAll
  static void start() throws Exception {
    cluster = new KubernetesPart(folder);
    nodes =
        new LocalNodes(
            cluster,
            image -> !image.endsWith(":never-pushed"),
            BackendPods.of(Config.of("none", "a-webhook-secret", "an-api-key")));
    cluster.service("form-backend-lb", Map.of("version", "plan3-blue"));
    front = new Front(cluster, nodes, "form-backend-lb");
    apply("plan3-blue", "registry/form-backend:plan2-v1");
    apply("plan3-green", "registry/form-backend:plan3-v1");
    KubernetesPart.await(
        "both",
        () -> nodes.running("plan2-v1").size() == 2 && nodes.running("plan3-v1").size() == 2);
    KubernetesPart.await("the front", () -> version().equals("plan2-v1"));
  }

  @AfterAll
  static void stop() {
    front.close();
    nodes.close();
    cluster.close();
  }

  private static String apply(String colour, String image) throws Exception {
    Path file = folder.resolve(colour + ".yml");
    Files.writeString(file, Manifests.deployment(colour, image, 2));
    return kubectl("apply", "-f", file.toString());
  }

  private static String kubectl(String... arguments) throws Exception {
    Map.Entry<Integer, String> said = cluster.kubectl(arguments);
    assertThat(said.getKey()).as(said.getValue()).isZero();
    return said.getValue();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    URI uri = front.address().resolve(path);
    return CLIENT.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static String version() throws Exception {
    return get("/health").headers().firstValue("X-Version").orElse("none");
  }

  @Test
  void thePatchOfTheServiceMovesTrafficWithoutALostRequest() throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    AtomicReference<String> lost = new AtomicReference<>("");
    Thread customers =
        new Thread(
            () -> {
              while (!over.get()) {
                try {
                  int status = get("/health").statusCode();
                  if (status != 200) {
                    lost.set("status " + status);
                  }
                } catch (Exception e) {
                  lost.set(e.toString());
                }
              }
            });
    customers.start();
    for (String colour : new String[] {"green", "blue"}) {
      kubectl(
          "patch",
          "service",
          "form-backend-lb",
          "-p",
          "{\"spec\":{\"selector\":{\"version\":\"plan3-" + colour + "\"}}}");
      String version = colour.equals("green") ? "plan3-v1" : "plan2-v1";
      KubernetesPart.await("traffic at " + colour, () -> version().equals(version));
    }
    kubectl("set", "env", "deployment/form-backend-plan3-blue", "ENABLE_ANALYTICS=true");
    kubectl("rollout", "status", "deployment/form-backend-plan3-blue", "--timeout=60s");
    KubernetesPart.await(
        "the flag at every pod", () -> get("/health").body().contains("\"analytics\":true"));
    over.set(true);
    customers.join();
    assertThat(lost.get()).isEmpty();
  }

  @Test
  void logsAreTheOnesOfThePod() throws Exception {
    String said = kubectl("logs", nodes.running("plan3-v1").get(0));

    assertThat(said).contains("ready: version plan3-v1");
  }

  @Test
  void anImageThatWasNeverPushedStartsNothing() throws Exception {
    apply("plan3-red", "registry/form-backend:never-pushed");

    KubernetesPart.await("the reason", () -> kubectl("get", "pods").contains("ErrImagePull"));
    assertThat(nodes.running("never-pushed")).isEmpty();
    kubectl("delete", "deployment", "form-backend-plan3-red");
  }

  @Test
  void prometheusIsToldWhatRuns() throws Exception {
    KubernetesPart.await(
        "targets", () -> Files.readString(nodes.targets()).split("targets").length >= 5);
    assertThat(nodes.targets()).content().contains("plan3-blue").contains("plan3-green");
  }
}
