package dev.sallyport.examples.world;

import dev.sallyport.examples.servers.Flags;
import dev.sallyport.examples.servers.Register;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The accident of {@link Fault#REDIS_NODE}: kills a primary while half of the users have the new
 * feature. A process of its own, because an accident is no part of any plan.
 */
public final class Accident {
  private static final Duration LATER = Duration.ofMillis(800);

  private Accident() {}

  /** Waits for its moment, kills, and ends. */
  public static void main(String[] args) throws IOException, InterruptedException {
    Flags flags = Flags.parse(args);
    HttpClient client = HttpClient.newHttpClient();
    URI flag = URI.create("http://127.0.0.1:" + flags.number("green") + "/admin/flag");
    HttpRequest look = HttpRequest.newBuilder(flag).timeout(Duration.ofSeconds(2)).build();
    while (!percent(client, look).equals("50")) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    TimeUnit.MILLISECONDS.sleep(LATER.toMillis());
    AddressBook.load(Path.of("..")).orElseThrow().process("redis-1").kill();
    System.out.println("redis-1 was killed");
  }

  private static String percent(HttpClient client, HttpRequest look) throws InterruptedException {
    try {
      return Register.State.parse(client.send(look, BodyHandlers.ofString()).body()).value();
    } catch (IOException e) {
      return "green is not there yet";
    }
  }
}
