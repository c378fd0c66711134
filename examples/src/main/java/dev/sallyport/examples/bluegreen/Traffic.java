package dev.sallyport.examples.bluegreen;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** What went through the load balancer, by its own count. */
public final class Traffic {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

  private final HttpRequest look;

  /** Creates it for the load balancer whose admin port that is. */
  public Traffic(int adminPort) {
    this.look =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + adminPort + "/admin/traffic"))
            .timeout(Duration.ofSeconds(5))
            .build();
  }

  /** Returns one count of a version: {@code requests}, {@code failed} or {@code in-flight}. */
  public long count(String version, String what) throws IOException, InterruptedException {
    Properties lines = new Properties();
    lines.load(new StringReader(CLIENT.send(look, BodyHandlers.ofString()).body()));
    String count = lines.getProperty(version + "." + what);
    if (count == null) {
      throw new IOException(look.uri() + " does not count " + what + " of " + version);
    }
    return Long.parseLong(count);
  }

  /** Returns once a version has answered all it was sent; for as long as the caller lets it. */
  void drain(String version) throws IOException, InterruptedException {
    while (count(version, "in-flight") > 0) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
