package dev.sallyport.checks.prometheus;

import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Rate;
import dev.sallyport.check.Secret;
import dev.sallyport.testkit.checks.CheckContract;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What every check does when its server is of no use, or refuses the password. */
class PrometheusContractTest extends CheckContract {
  private static final Secret<String> PASSWORD = Secret.of("prometheus-password", String.class);
  private static final String WORD = "s3same-of-prometheus";

  /** The password is "right", hashed with bcrypt, as Prometheus wants it. */
  static final String RIGHT = "$2b$04$abcdefghijklmnopqrstuuFmEfrkTQnczNzw475xE2VhDrK1uwJiC";

  private static final String WEB = "basic_auth_users: {admin: '" + RIGHT + "'}";

  private static Prometheus guarded;

  @BeforeAll
  static void start() throws Exception {
    guarded = Prometheus.start("groups: []", WEB);
  }

  @AfterAll
  static void stop() throws Exception {
    if (guarded != null) {
      guarded.close();
    }
  }

  @Override
  protected List<Class<?>> entries() {
    return List.of(PrometheusChecks.class);
  }

  @Override
  protected Map<String, Check> checks(InetSocketAddress server) {
    return all(URI.create("http://" + server.getHostString() + ":" + server.getPort()));
  }

  @Override
  protected Map<String, Check> refused() {
    return all(guarded.address());
  }

  @Override
  protected Map<Secret<String>, String> credentials() {
    return Map.of(PASSWORD, WORD);
  }

  private static Map<String, Check> all(URI address) {
    PrometheusOptions options =
        PrometheusOptions.at(address).basic("admin", PASSWORD).deadline(Duration.ofSeconds(2));
    Map<String, Check> all = new TreeMap<>();
    all.put("number", of(options).number("up").atMost(1e9));
    all.put("percent", of(options).percent("up").atMost(Percent.of(1e9)));
    all.put("ratio", of(options).ratio("up").atMost(Percent.of(1e9)));
    all.put("seconds", of(options).seconds("up").atMost(Duration.ofDays(9)));
    all.put("bytes", of(options).bytes("up").atMost(DataSize.gibibytes(9)));
    all.put("perSecond", of(options).perSecond("up").atMost(Rate.perSecond(1e9)));
    all.put("share", of(options).share("up", "up", 0).atMost(Percent.of(1e9)));
    all.put("shareWithin", of(options).shareWithin("a", "", "5m", 1).atMost(Percent.of(1e9)));
    all.put("canary", of(options).canary("up", "up").atMost(Percent.of(100)));
    all.put("alertsFiring", of(options).alertsFiring());
    all.put("alertRules", of(options).alertRules());
    all.put("alertRule", of(options).alertRule("Slow").firesAbove("up", 1));
    return all;
  }

  private static PrometheusChecks of(PrometheusOptions options) {
    return PrometheusChecks.of(options);
  }
}
