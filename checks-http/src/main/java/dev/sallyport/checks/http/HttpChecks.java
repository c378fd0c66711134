package dev.sallyport.checks.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/**
 * Checks and metrics for HTTP services.
 *
 * <pre>{@code
 * HttpChecks http = HttpChecks.create(HttpOptions.defaults());
 * Check health =
 *     http.health(green1, green2).expectVersionHeader("X-Version", "2.0.0").via(balancer, 12);
 * LoadProbe load = http.load(api).rate(Rate.perSecond(200)).lasting(ofSeconds(30));
 * Check fast = load.p95().below(ofMillis(100)).and(load.errorRate().below(percent(1)));
 * }</pre>
 *
 * <p>Holds a few daemon threads and open connections; close it when its checks are no longer asked.
 * Thread-safe.
 */
public final class HttpChecks implements AutoCloseable {
  private static final int DEFAULT_ANSWERS = 3;

  private final HttpOptions options;
  private final HealthReader health;
  private final LoadReader load;
  private final ExecutorService workers;

  private HttpChecks(HttpOptions options) {
    this.options = options;
    this.workers = Workers.forHealth();
    this.health = new HealthReader(options, workers);
    this.load = new LoadReader(options);
  }

  /** Returns the checks with {@link HttpOptions#defaults()}. */
  public static HttpChecks create() {
    return create(HttpOptions.defaults());
  }

  /** Returns the checks with these options. */
  public static HttpChecks create(HttpOptions options) {
    return new HttpChecks(options);
  }

  /**
   * Begins the check {@code http-health} of these instances, each asked by its own address.
   *
   * @throws IllegalArgumentException if an address is not absolute HTTP, or has credentials in it
   */
  public HttpHealthIdentity health(URI instance, URI... more) {
    List<URI> all = new ArrayList<>(List.of(instance));
    all.addAll(Arrays.asList(more));
    return health(all);
  }

  /**
   * Begins the check {@code http-health} of these instances, each asked by its own address.
   *
   * @throws IllegalArgumentException if there is none, or an address is not absolute HTTP, or has
   *     credentials in it
   */
  public HttpHealthIdentity health(List<URI> instances) {
    if (instances.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no instance to ask, and of none nothing can be said. Name at least one.");
    }
    List<HealthPlan.Target> targets =
        instances.stream()
            .map(Addresses::check)
            .map(uri -> new HealthPlan.Target(HealthPlan.Role.INSTANCE, uri, DEFAULT_ANSWERS))
            .toList();
    return new HttpHealth(
        health,
        new HealthPlan(
            targets,
            Expectation.Status.exactly(200),
            List.of(),
            Optional.empty(),
            List.of(),
            0,
            Optional.empty(),
            false));
  }

  /**
   * Begins a load probe of one address: so many requests a second, for so long.
   *
   * <p>It sends real requests to a real system; take an address that only reads.
   *
   * @throws IllegalArgumentException if the address is not absolute HTTP, or has credentials in it
   */
  public LoadProbe.NeedsRate load(URI uri) {
    URI checked = Addresses.check(uri);
    return rate ->
        lasting ->
            LoadProbe.of(load, LoadPlan.of(checked, rate, lasting, options.requestTimeout()));
  }

  /** Ends the threads and connections; measurements under way fail, later ones are refused. */
  @Override
  public void close() {
    workers.shutdownNow();
    load.close();
  }
}
