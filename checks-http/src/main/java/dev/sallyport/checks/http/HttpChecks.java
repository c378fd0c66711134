package dev.sallyport.checks.http;

import dev.sallyport.check.Rate;
import dev.sallyport.check.Secret;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Supplier;

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
  private static final int LONG_PAGE = 4 * 1024 * 1024;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final HttpOptions options;
  private final HealthReader health;
  private final LoadReader load;
  private final ExecutorService workers;
  private final Poster post;
  private final Poster longPages;
  private final boolean scripted;

  private HttpChecks(
      HttpOptions options,
      Exchange exchange,
      LoadClients clients,
      Poster post,
      Poster longPages,
      boolean scripted) {
    this.options = options;
    this.workers = Workers.forHealth();
    this.health = new HealthReader(options, exchange, workers);
    this.load = new LoadReader(clients);
    this.post = post;
    this.longPages = longPages;
    this.scripted = scripted;
  }

  static HttpChecks scripted(ScriptedHttp.Source source) {
    return new HttpChecks(HttpOptions.defaults(), source, source, source, source, true);
  }

  /** Returns the checks with {@link HttpOptions#defaults()}. */
  public static HttpChecks create() {
    return create(HttpOptions.defaults());
  }

  /** Returns the checks with these options. */
  public static HttpChecks create(HttpOptions options) {
    Post post = new Post(options);
    return new HttpChecks(
        options,
        new Wire(options),
        new NetLoadClients(options),
        post,
        post.maxBody(LONG_PAGE),
        false);
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
            .map(uri -> HealthPlan.Target.instance(uri, DEFAULT_ANSWERS))
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

  /**
   * Returns the check of the certificates that a host serves at a port.
   *
   * @throws IllegalArgumentException if the port is none
   * @throws UnsupportedOperationException if these are checks of a {@link ScriptedHttp}, which has
   *     no certificates
   */
  public TlsCertificate tlsCertificate(String host, int port) {
    if (scripted) {
      throw new UnsupportedOperationException(
          "A ScriptedHttp has no certificates. Script that gate itself, by the testkit.");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("There is no port " + port + ".");
    }
    CertificateRules week = new CertificateRules(Duration.ofDays(7), Optional.empty());
    return new TlsCertificate(host, port, Optional.empty(), week, options.connectTimeout());
  }

  /**
   * Returns the check that a receiver takes rightly signed webhooks and no others.
   *
   * @param sample the body of a harmless event
   * @param effects counts what the receiver did
   * @throws IllegalArgumentException if the address is not absolute HTTP, or the sample is empty
   */
  public WebhookSignature webhookSignature(
      URI receiver,
      WebhookProvider provider,
      Secret<String> secret,
      String sample,
      Effects effects) {
    WebhookSample same = new WebhookSample(sample, effects);
    return webhookSignature(receiver, provider, secret, () -> same);
  }

  /**
   * Returns the check that a receiver takes rightly signed webhooks and no others, by an event of
   * its own in each sample: for receivers that know an event again, and for counting what became of
   * this one alone.
   *
   * @param samples makes a harmless event, and what counts its effects
   * @throws IllegalArgumentException if the address is not absolute HTTP
   */
  public WebhookSignature webhookSignature(
      URI receiver,
      WebhookProvider provider,
      Secret<String> secret,
      Supplier<WebhookSample> samples) {
    return new WebhookSignature(
        post, Addresses.check(receiver), provider, secret, samples, PATIENCE);
  }

  /**
   * Returns the check that a webhook delivered twice has one effect.
   *
   * @param sample makes the body of a harmless event that the receiver has not seen yet
   * @param effects counts what the receiver did
   * @throws IllegalArgumentException if the address is not absolute HTTP
   */
  public ReplayProtection replayProtection(
      URI receiver,
      WebhookProvider provider,
      Secret<String> secret,
      Supplier<String> sample,
      Effects effects) {
    return replayProtection(
        receiver, provider, secret, () -> new WebhookSample(sample.get(), effects));
  }

  /**
   * Returns the check that a webhook delivered twice has one effect.
   *
   * @param samples makes a harmless event that the receiver has not seen yet, and what counts its
   *     effects
   * @throws IllegalArgumentException if the address is not absolute HTTP
   */
  public ReplayProtection replayProtection(
      URI receiver,
      WebhookProvider provider,
      Secret<String> secret,
      Supplier<WebhookSample> samples) {
    return new ReplayProtection(
        post, Addresses.check(receiver), provider, secret, samples, PATIENCE);
  }

  /**
   * Returns the check that a service limits how often it is asked.
   *
   * @param burst how many it admits at once beyond the rate; 0 or more
   * @throws IllegalArgumentException if the address is not absolute HTTP, or the burst negative
   */
  public RateLimit rateLimit(URI uri, Rate rate, int burst) {
    if (burst < 0) {
      throw new IllegalArgumentException("A burst cannot be " + burst + ".");
    }
    return new RateLimit(post, Addresses.check(uri), rate, burst, Duration.ofSeconds(2), 429);
  }

  /**
   * Returns the delivery that posts events to a service, as JSON.
   *
   * @param event makes a harmless event, a new one each time, given the address to be called
   * @throws IllegalArgumentException if the address is not absolute HTTP
   */
  public Delivery delivering(URI entrance, Function<URI, String> event) {
    return new Posting(post, Addresses.check(entrance), event, Optional.empty());
  }

  /**
   * Returns the delivery that posts events to a service, as JSON, with {@code Authorization:
   * Bearer} and a token.
   *
   * @throws IllegalArgumentException if the address is not absolute HTTP
   */
  public Delivery delivering(URI entrance, Function<URI, String> event, Secret<String> token) {
    return new Posting(post, Addresses.check(entrance), event, Optional.of(token));
  }

  /**
   * Returns the check that a service tries again, so often and after such delays, if the one it
   * calls fails.
   *
   * @param stub where this process listens, over plain HTTP, while the check runs; port 0 takes a
   *     free one, which the delivery is told
   * @param delivery makes the service call the stub
   * @param attempts how often it tries in all
   * @param firstDelay the delay before the second attempt; each later one is twice as long, unless
   *     said otherwise
   * @throws IllegalArgumentException if there are fewer than 2 attempts, or the delay is not
   *     positive
   */
  public RetryPolicy retryPolicy(
      InetSocketAddress stub, Delivery delivery, int attempts, Duration firstDelay) {
    return new RetryPolicy(place(stub, delivery), RetryRule.of(attempts, firstDelay));
  }

  /**
   * Returns the check that an event which cannot be delivered ends as one dead letter.
   *
   * @param stub where this process listens, over plain HTTP, while the check runs; port 0 takes a
   *     free one, which the delivery is told
   * @param delivery makes the service call the stub
   * @param letters reads the service's dead letters
   */
  public DeadLetter deadLetter(InetSocketAddress stub, Delivery delivery, DeadLetters letters) {
    return new DeadLetter(place(stub, delivery), letters, Duration.ofSeconds(10));
  }

  /**
   * Returns the metric of how much the memory of one process grows, read from its page of metrics
   * in Prometheus' text format, up to 4 MiB of it.
   *
   * @param page of one instance, by its own address, such as {@code http://10.0.0.4:8080/metrics}
   * @throws IllegalArgumentException if the address is not absolute HTTP
   */
  public MemoryGrowth memoryGrowth(URI page) {
    return MemoryGrowth.of(longPages, Addresses.check(page));
  }

  private StubPlace place(InetSocketAddress stub, Delivery delivery) {
    return new StubPlace(stub, delivery, Duration.ofSeconds(5), options.maxBody(), workers);
  }

  /** Ends the threads and connections; measurements under way fail, later ones are refused. */
  @Override
  public void close() {
    workers.shutdownNow();
    load.close();
  }
}
