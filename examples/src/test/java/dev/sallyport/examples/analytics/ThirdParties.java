package dev.sallyport.examples.analytics;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sallyport.examples.analytics.Party.Asked;
import dev.sallyport.examples.analytics.Party.Reply;
import dev.sallyport.examples.checklist.ByHand;
import dev.sallyport.plan.StepContext;
import dev.sallyport.testkit.checks.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What others own, each on a port of its own: SendGrid, S3, the service of plan 1, support's
 * tickets, the error tracker, the dashboards, the logs, Alertmanager, who is told, and the TLS
 * front.
 */
final class ThirdParties implements AutoCloseable {
  static final String SENDGRID_KEY = "SG.a-key-of-sendgrid";
  static final String SENTRY_TOKEN = "sntrys_a-token-of-the-tracker";
  static final String GRAFANA_TOKEN = "glsa_a-token-of-the-dashboards";
  static final String STATUS_KEY = "a-key-of-the-status-page";

  /** The context of what a test does itself. */
  static final StepContext BY_HAND =
      ByHand.knowing(
          Map.of(
              Secrets.SENTRY, SENTRY_TOKEN,
              Secrets.GRAFANA, GRAFANA_TOKEN));

  final Grafana dashboards;
  final ErrorTracker tracker = new ErrorTracker(SENTRY_TOKEN);
  final LogStore store = new LogStore();
  final Receivers told = new Receivers(STATUS_KEY);
  final Certificate certificate;
  final HttpsServer front;
  final Party sendgrid;
  final Party s3;
  final Party backend;
  final Party tickets;
  final Party sentry;
  final Party grafana;
  final Party logs;
  final Party receivers;

  /** How many tickets support has had in the last hour. */
  volatile int ticketsLately = 12;

  /** The version of the service of plan 1. */
  volatile String backendVersion = "2.0.3";

  /**
   * Starts all of them.
   *
   * @param prometheus where the dashboards have their data from
   */
  ThirdParties(Path folder, URI prometheus) throws Exception {
    this.dashboards = new Grafana(prometheus, GRAFANA_TOKEN);
    this.certificate = Certificate.of("front", "dns:localhost", folder);
    this.sendgrid = new Party(ThirdParties::sendgrid);
    this.s3 = new Party(ThirdParties::s3);
    this.backend = new Party(this::backend);
    this.tickets = new Party(this::tickets);
    this.sentry = new Party(asked -> tracker.answer(asked, sentry()));
    this.grafana = new Party(dashboards::answer);
    this.logs = new Party(store::answer);
    this.receivers = new Party(told::answer);
    this.front = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    front.setHttpsConfigurator(new HttpsConfigurator(certificate.trustedBy(certificate)));
    front.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    front.start();
  }

  private URI sentry() {
    return sentry.address();
  }

  /** The address of the channel in Slack; a secret. */
  String slack() {
    return receivers.address().resolve("/slack/T1/B1/x").toString();
  }

  /** The address of the channel in Teams; a secret. */
  String teams() {
    return receivers.address().resolve("/teams/workflows/1").toString();
  }

  /** The host that customers reach by TLS. */
  InetSocketAddress customers() {
    return InetSocketAddress.createUnresolved("localhost", front.getAddress().getPort());
  }

  private static Reply sendgrid(Asked asked) {
    if (!asked.bears(SENDGRID_KEY)) {
      return Reply.of(401, Map.of("errors", List.of(Map.of("message", "authorization required"))));
    }
    return asked.is("GET", "/v3/scopes")
        ? Reply.of(200, Map.of("scopes", List.of("mail.send", "alerts.read")))
        : asked.is("POST", "/v3/mail/send") ? Reply.of(202, Map.of()) : Reply.none();
  }

  private static Reply s3(Asked asked) {
    boolean bucket = asked.path().startsWith("/form-reports");
    return bucket ? Reply.of(200, Map.of()) : Reply.of(404, Map.of("Code", "NoSuchBucket"));
  }

  private Reply backend(Asked asked) {
    return asked.is("GET", "/health")
        ? Reply.of(200, Map.of("status", "up", "version", backendVersion))
        : Reply.none();
  }

  /** As Zendesk documents its count of what a search finds. */
  private Reply tickets(Asked asked) {
    return asked.is("GET", "/api/v2/search/count.json") && asked.query().contains("query=")
        ? Reply.of(200, Map.of("count", ticketsLately))
        : Reply.none();
  }

  @Override
  public void close() throws IOException {
    front.stop(0);
    List.of(sendgrid, s3, backend, tickets, sentry, grafana, logs, receivers).forEach(Party::close);
  }
}
