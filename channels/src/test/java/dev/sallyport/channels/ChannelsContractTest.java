package dev.sallyport.channels;

import dev.sallyport.check.Secret;
import dev.sallyport.plan.Retry;
import dev.sallyport.testkit.channels.ChannelContract;
import dev.sallyport.testkit.checks.HostileServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.slf4j.event.Level;

/** Every channel, before servers of no use and before ones that take what is sent. */
class ChannelsContractTest extends ChannelContract {
  private static final Secret<String> ADDRESS = Secret.of("address", String.class);
  private static final Secret<String> TOKEN = Secret.of("token", String.class);
  private static final Secret<String> SIGNING = Secret.of("signing", String.class);
  private static final ChannelOptions OPTIONS =
      ChannelOptions.defaults().retry(Retry.every(Duration.ofMillis(100)));

  private final List<AutoCloseable> servers = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable server : servers) {
      server.close();
    }
  }

  @Override
  protected Map<String, Subject> sendingTo(HostileServer.Kind kind, HostileServer server) {
    Map<String, Subject> all =
        overHttp("http://" + server.hostAndPort(), server.address().getPort());
    if (kind == HostileServer.Kind.DOWN) {
      all.put("log", new Subject(Channels.log().level(Level.TRACE), Map.of()));
    }
    return all;
  }

  private static Map<String, Subject> overHttp(String base, int mailPort) {
    URI api = URI.create(base + "/v1/");
    String secret = base + "/services/T0/B0/planted-Address-1";
    Map<Secret<String>, String> address = Map.of(ADDRESS, secret);
    Map<Secret<String>, String> token = Map.of(TOKEN, "planted-token");
    Map<String, Subject> all = new LinkedHashMap<>();
    all.put("slack webhook", new Subject(Channels.slack(ADDRESS).with(OPTIONS), address));
    all.put("slack bot", new Subject(Channels.slack(TOKEN, "C012").at(api).with(OPTIONS), token));
    all.put("teams", new Subject(Channels.teams(ADDRESS).with(OPTIONS), address));
    all.put(
        "statuspage incident",
        new Subject(Channels.statuspageIncident("page1", TOKEN).at(api).with(OPTIONS), token));
    all.put(
        "statuspage maintenance",
        new Subject(
            Channels.statuspageMaintenance("page1", TOKEN, Duration.ofHours(1))
                .at(api)
                .with(OPTIONS),
            token));
    all.put(
        "webhook, open and signed",
        new Subject(
            Channels.webhook(URI.create(base + "/hook"))
                .signed(SIGNING)
                .bearer(TOKEN)
                .with(OPTIONS),
            Map.of(SIGNING, "planted-signing", TOKEN, "planted-token")));
    all.put("webhook, secret", new Subject(Channels.webhook(ADDRESS).with(OPTIONS), address));
    Mail mail = Channels.mail("127.0.0.1", "deploy@example.com", "ops@example.com").with(OPTIONS);
    all.put(
        "mail",
        new Subject(
            mail.unencrypted(mailPort).login("ops", TOKEN), Map.of(TOKEN, "planted-token")));
    if (!base.endsWith("/taken")) {
      all.put("mail, STARTTLS", new Subject(mail.startTls(mailPort).login("ops", TOKEN), token));
      all.put("mail, TLS", new Subject(mail.implicitTls(mailPort).login("ops", TOKEN), token));
    }
    return all;
  }

  @Override
  protected Map<String, Subject> taken() throws IOException {
    StandIn http = StandIn.by(ChannelsContractTest::taken);
    ScriptedSmtp mail = ScriptedSmtp.plain();
    servers.add(http);
    servers.add(mail);
    Map<String, Subject> all = overHttp(http.uri("/taken").toString(), mail.port());
    all.put("log", new Subject(Channels.log(), Map.of()));
    return all;
  }

  /** Answers as each receiver does that takes a message. */
  private static StandIn.Reply taken(StandIn.Asked asked) {
    if (asked.uri().getPath().contains("/pages/")) {
      return StandIn.Reply.of(200, asked.method().equals("GET") ? "[]" : "{\"id\":\"inc1\"}");
    }
    return asked.uri().getPath().endsWith("/chat.postMessage")
        ? StandIn.Reply.of(200, "{\"ok\":true,\"channel\":\"C012\",\"ts\":\"1.2\"}")
        : StandIn.Reply.of(200, "ok");
  }
}
