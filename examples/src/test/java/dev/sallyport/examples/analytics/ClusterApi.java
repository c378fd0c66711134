package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** The API of the cluster, as a test uses it: JSON over HTTPS. Thread-safe. */
final class ClusterApi {
  static final JsonMapper JSON = new JsonMapper();

  private final URI address;
  private final HttpClient client;

  ClusterApi(URI address, SSLContext tls) {
    this.address = address;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .sslContext(tls)
            .build();
  }

  /** Returns what is at a path. */
  JsonNode get(String path) throws IOException, InterruptedException {
    return send("GET", path, "application/json", "");
  }

  JsonNode create(String path, String object) throws IOException, InterruptedException {
    return send("POST", path, "application/json", object);
  }

  JsonNode patch(String path, String merge) throws IOException, InterruptedException {
    return send("PATCH", path, "application/merge-patch+json", merge);
  }

  JsonNode delete(String path, String options) throws IOException, InterruptedException {
    return send("DELETE", path, "application/json", options);
  }

  /** Returns the status of a GET. */
  int status(String path) throws IOException, InterruptedException {
    return answer("GET", path, "application/json", "").statusCode();
  }

  /** Returns the text at a path, such as a log. */
  String text(String path) throws IOException, InterruptedException {
    return answer("GET", path, "application/json", "").body();
  }

  private JsonNode send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = answer(method, path, type, body);
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          method + " " + path + ": " + answer.statusCode() + " " + answer.body().strip());
    }
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> answer(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", type)
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
