package dev.sallyport.checks.celery;

import dev.sallyport.check.Check;
import dev.sallyport.check.Secret;
import dev.sallyport.testkit.checks.CheckContract;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What every check does when its broker is of no use. */
class CeleryContractTest extends CheckContract {
  private static final Secret<String> PASSWORD = Secret.of("broker-password", String.class);
  private static final String WORD = "s3same-of-celery";
  private static final List<CeleryChecks> OPEN = new ArrayList<>();
  private static Celery guarded;

  @BeforeAll
  static void start() throws Exception {
    guarded = Celery.broker("right-" + WORD);
  }

  @AfterAll
  static void stop() throws Exception {
    OPEN.forEach(CeleryChecks::close);
    if (guarded != null) {
      guarded.close();
    }
  }

  @Override
  protected List<Class<?>> entries() {
    return List.of(CeleryChecks.class);
  }

  @Override
  protected Map<String, Check> checks(InetSocketAddress server) {
    return all(CeleryOptions.broker(server.getHostString(), server.getPort()));
  }

  @Override
  protected Map<String, Check> refused() {
    return all(guarded.options());
  }

  @Override
  protected Map<Secret<String>, String> credentials() {
    return Map.of(PASSWORD, WORD);
  }

  private static Map<String, Check> all(CeleryOptions options) {
    Map<String, Check> all = new TreeMap<>();
    all.put("workersPing", of(options).workersPing());
    all.put("workerCapability", of(options).workerCapability().queue("celery", 1));
    all.put("taskRoundtrip", of(options).taskRoundtrip("a").below(Duration.ofHours(1)));
    all.put("queueDepth", of(options).queueDepth("celery").atMost(1_000_000L));
    all.put("workerHeartbeat", of(options).workerHeartbeat().over(Duration.ofMillis(100)));
    all.put("beatAlive", of(options).beatAlive("canary", Duration.ofDays(1000)));
    return all;
  }

  private static CeleryChecks of(CeleryOptions options) {
    CeleryChecks checks =
        CeleryChecks.at(options.password(PASSWORD).deadline(Duration.ofSeconds(1)));
    OPEN.add(checks);
    return checks;
  }
}
