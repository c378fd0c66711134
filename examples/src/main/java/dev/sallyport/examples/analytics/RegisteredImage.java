package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An image in a registry, read as the OCI's distribution specification says: the manifest of its
 * tag, and that each blob it names is there.
 */
final class RegisteredImage {
  private static final String[] MANIFESTS = {
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.v2+json"
  };
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  private final URI registry;
  private final String name;
  private final String tag;

  RegisteredImage(URI registry, AnalyticsSettings.Release release) {
    this.registry = registry;
    this.name = release.image().substring(release.image().indexOf('/') + 1);
    this.tag = release.tag();
  }

  /** Returns the check that the tag is of the image with this digest, and all of it is there. */
  Check hasDigest(String digest) {
    return Check.of("image", context -> judge(digest, context));
  }

  private Verdict judge(String digest, CheckContext context) throws Exception {
    URI where = registry.resolve("/v2/" + name + "/manifests/" + tag);
    Evidence evidence = Evidence.of("GET " + where, context.startedAt()).against(digest);
    HttpResponse<String> manifest;
    try {
      manifest = ask(HttpRequest.newBuilder(where).header("Accept", String.join(", ", MANIFESTS)));
    } catch (IOException e) {
      return Verdict.inconclusive(
          Verdict.Cause.ERROR, "The registry does not answer: " + e, evidence);
    }
    String found = manifest.headers().firstValue("Docker-Content-Digest").orElse("none");
    evidence = evidence.and("", "status", manifest.statusCode()).and("", "digest", found);
    if (manifest.statusCode() == 404) {
      return Verdict.pending(
          "image-missing", "The registry has no " + name + ":" + tag + ". Push it.", evidence);
    }
    if (manifest.statusCode() != 200) {
      return Verdict.inconclusive(
          Verdict.Cause.ERROR, "The registry answered " + manifest.statusCode() + ".", evidence);
    }
    if (!found.equals(digest)) {
      return Verdict.fail(
          "other-image",
          name
              + ":"
              + tag
              + " is "
              + found
              + ", not "
              + digest
              + ": somebody else pushed that tag.",
          evidence);
    }
    return Verdict.of(
        missing(JsonApi.JSON.readTree(manifest.body())), "All of it is there", evidence);
  }

  private List<Objection> missing(JsonNode manifest) throws Exception {
    List<JsonNode> blobs = new ArrayList<>(List.of(manifest.path("config")));
    manifest.path("layers").forEach(blobs::add);
    List<Objection> missing = new ArrayList<>();
    for (JsonNode blob : blobs) {
      String digest = blob.path("digest").asText();
      URI where = registry.resolve("/v2/" + name + "/blobs/" + digest);
      HttpRequest.Builder head =
          HttpRequest.newBuilder(where).method("HEAD", HttpRequest.BodyPublishers.noBody());
      if (ask(head).statusCode() != 200) {
        missing.add(
            Objection.fail(
                "blob-missing",
                digest,
                "The registry has lost " + digest,
                "Push the image again."));
      }
    }
    return missing;
  }

  private static HttpResponse<String> ask(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return CLIENT.send(
        request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
