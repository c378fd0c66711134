package dev.sallyport.examples.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.examples.servers.Register;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorldTest {
  private final HttpClient client = HttpClient.newHttpClient();
  private World world;
  private AddressBook book;

  @BeforeAll
  void up(@TempDir Path runs) throws Exception {
    world = World.of(runs.resolve("some runs"));
    List<String> told = new ArrayList<>();
    world.up(Fault.NONE, "", told::add);
    assertThat(told).hasSize(3);
    book = world.addresses().orElseThrow();
  }

  @AfterAll
  void downLeavesNoServer() throws Exception {
    world.startGreen("left over", Fault.NONE);
    List<ServerProcess> all = Procfs.workingIn(world.folder());
    assertThat(all).hasSize(10);

    assertThat(world.down()).isEqualTo(10);

    assertThat(all).noneMatch(ServerProcess::alive);
    assertThat(world.addresses()).isEmpty();
    assertThat(world.folder().toFile().list()).allMatch(name -> name.endsWith(".log"));
    assertThat(world.down()).isZero();
  }

  @Test
  void isWrittenDown() {
    assertThat(book.ready()).isTrue();
    assertThat(book.fault()).isEqualTo(Fault.NONE);
    assertThat(book.processes()).hasSize(9);
    assertThat(book.running()).hasSize(9);
  }

  @Test
  void shopKeepsItemsInTheCluster() throws Exception {
    for (int id = 1000; id < 1010; id++) {
      get(book.port("blue"), "/item?id=" + id);

      HttpResponse<String> again = get(book.port("blue"), "/item?id=" + id);

      assertThat(again.statusCode()).isEqualTo(200);
      assertThat(again.headers().firstValue("X-Cache")).hasValue("hit");
      assertThat(again.headers().firstValue("X-Version")).hasValue("blue");
    }
  }

  @Test
  void balancerSendsOnAndCounts() throws Exception {
    HttpResponse<String> answer = get(book.port("balancer"), "/health");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("version=blue").contains("cache=ok");
    assertThat(get(book.port("balancer-admin"), "/admin/traffic").body())
        .doesNotContain("blue.requests=0")
        .contains("green.requests=0");
  }

  @Test
  void adminIsNotForCustomers() throws Exception {
    assertThat(get(book.port("balancer"), "/admin/flag").statusCode()).isEqualTo(404);
  }

  @Test
  void registerIsReplacedWithTheTokenOnly() throws Exception {
    String change = "/admin/release?expected=blue&value=green&key=k";

    assertThat(post(change, "wrong").statusCode()).isEqualTo(401);
    assertThat(post("/admin/release", book.token()).statusCode()).isEqualTo(400);
    assertThat(post(change, book.token()).statusCode()).isEqualTo(200);
    assertThat(post(change.replace("key=k", "key=other"), book.token()).statusCode())
        .isEqualTo(409);
    String now = get(book.port("balancer-admin"), "/admin/release").body();
    assertThat(Register.State.parse(now)).isEqualTo(new Register.State("green", "blue", "k"));
  }

  @Test
  void greenIsFoundByItsKey() throws Exception {
    assertThat(world.findGreen("k1")).isEmpty();

    Instance first = world.startGreen("k1", Fault.NONE);

    assertThat(world.findGreen("k1")).hasValue(first);
    assertThat(world.findGreen("k2")).isEmpty();
    assertThat(world.startGreen("k1", Fault.NONE)).isEqualTo(first);
    Instance second = world.startGreen("k2", Fault.NONE);
    assertThat(second.pid()).isNotEqualTo(first.pid());
    assertThat(Procfs.startTicks(first.pid())).isEmpty();
    world.stopGreen();
    assertThat(world.findGreen("k2")).isEqualTo(Optional.empty());
    world.stopGreen();
  }

  private HttpResponse<String> get(int port, String path) throws Exception {
    return client.send(request(port, path).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String token) throws Exception {
    HttpRequest request =
        request(book.port("balancer-admin"), path)
            .POST(BodyPublishers.noBody())
            .header("Authorization", "Bearer " + token)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(20));
  }
}
