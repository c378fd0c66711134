package dev.sallyport.examples.analytics;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.sallyport.checks.k8s.KubernetesOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where everything is. Holds no secret. Immutable.
 *
 * @param home the folder that the plan is run from; see {@link Home}
 * @param release what is deployed
 * @param data where data are kept
 * @param cluster the Kubernetes cluster
 * @param at where the platform answers
 * @param beyond what others own
 * @param programs the programs that the plan runs
 * @param pace how long things take
 */
public record AnalyticsSettings(
    Path home,
    Release release,
    Data data,
    Cluster cluster,
    Places at,
    Beyond beyond,
    Programs programs,
    Pace pace) {

  /**
   * What is deployed.
   *
   * @param image the image's name with its registry, such as {@code 127.0.0.1:5000/form-backend}
   * @param tag its tag, such as {@code plan3-v1.0.0}; the platform answers it as its version
   * @param before the version that serves until then
   */
  public record Release(String image, String tag, String before) {
    String reference() {
      return image + ":" + tag;
    }
  }

  /**
   * Where data are kept.
   *
   * @param redis the seeds of the Redis cluster, {@code host:port}
   * @param broker Celery's broker, a Redis of its own
   * @param mongo the members of the MongoDB replica set, {@code host:port}
   * @param database the URI that migrations and backups are run on, without a password
   * @param replica the URI of the replica that migrations are tested on
   * @param staging the URI of staging's database
   */
  public record Data(
      List<String> redis,
      InetSocketAddress broker,
      List<String> mongo,
      String database,
      String replica,
      String staging) {}

  /**
   * The Kubernetes cluster, in which deployments are named as in the checklist.
   *
   * @param options how its API is reached
   * @param namespace where the platform lives
   */
  public record Cluster(KubernetesOptions options, String namespace) {
    /** The service that customers' traffic comes through. */
    static final String BALANCER = "form-backend-lb";

    static final String GREEN = "form-backend-plan3-green";
    static final String BLUE = "form-backend-plan3-blue";

    /**
     * Returns a cluster that is reached as a kubeconfig file says.
     *
     * @param context the context to take, or empty for the current one
     */
    @JsonCreator
    public static Cluster of(
        @JsonProperty("kubeconfig") Path kubeconfig,
        @JsonProperty("context") Optional<String> context,
        @JsonProperty("namespace") String namespace) {
      return new Cluster(KubernetesOptions.kubeconfig(kubeconfig, context), namespace);
    }
  }

  /**
   * Where the platform answers.
   *
   * @param production where customers' requests go, through the balancer
   * @param green the new version, beside the balancer
   * @param blue the former version, beside the balancer
   * @param staging the platform on staging
   * @param front the host that customers reach by TLS
   * @param frontTrust the certificates to trust of that host, a PEM file; empty for the JDK's
   * @param receiver where this process listens while the platform is to call it, under the name by
   *     which the platform reaches it; port 0 for any
   */
  public record Places(
      URI production,
      URI green,
      URI blue,
      URI staging,
      InetSocketAddress front,
      Optional<Path> frontTrust,
      InetSocketAddress receiver) {

    /** Makes places that are all on this machine: the platform reaches this process by loopback. */
    @SuppressWarnings("AddressSelection") // the platform is told this very number
    public Places(
        URI production,
        URI green,
        URI blue,
        URI staging,
        InetSocketAddress front,
        Optional<Path> frontTrust) {
      this(
          production,
          green,
          blue,
          staging,
          front,
          frontTrust,
          new InetSocketAddress("127.0.0.1", 0));
    }
  }

  /**
   * What others own.
   *
   * @param prometheus where the platform is watched
   * @param registry the registry of images
   * @param backend the service of plan 1, which the platform needs
   * @param sendgrid SendGrid's API
   * @param s3 the store of objects, as S3 answers
   * @param sentry the error tracker's API
   * @param grafana the dashboards' API
   * @param logs where logs are searched, as Elasticsearch answers
   * @param tickets the API of support's tickets
   * @param inbox the HTTP API of the mailbox that reports are sent to
   * @param messages where messages to people go, each to its own path
   * @param statusPage the API of the status page
   */
  public record Beyond(
      URI prometheus,
      URI registry,
      URI backend,
      URI sendgrid,
      URI s3,
      URI sentry,
      URI grafana,
      URI logs,
      URI tickets,
      URI inbox,
      URI messages,
      URI statusPage) {}

  /** The programs that the plan runs, by name or path. */
  public record Programs(
      String docker, String python, String pytest, String locust, String celery) {}
}
