package dev.sallyport.examples.memcached;

import static dev.sallyport.check.Percent.percent;

import dev.sallyport.check.Check;
import dev.sallyport.check.Secret;
import dev.sallyport.testkit.checks.CheckContract;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** What every check does when its server is of no use. */
class MemcachedContractTest extends CheckContract {
  private static final Secret<String> LOGIN = Secret.of("memcached-login", String.class);
  private static final String WRONG = "shop s3same-stay-shut";

  @TempDir static Path folder;
  private static Memcached guarded;

  @BeforeAll
  static void start() throws Exception {
    Path users = Files.writeString(folder.resolve("users"), "shop:the-right-one\n");
    guarded = Memcached.start("-Y", users.toString());
  }

  @AfterAll
  static void stop() {
    if (guarded != null) {
      guarded.stop();
    }
  }

  @Override
  protected List<Class<?>> entries() {
    return List.of(MemcachedChecks.class);
  }

  @Override
  protected Map<String, Check> checks(InetSocketAddress server) {
    return all("127.0.0.1:" + server.getPort());
  }

  @Override
  protected Map<String, Check> refused() {
    return all(guarded.address);
  }

  @Override
  protected Map<Secret<String>, String> credentials() {
    return Map.of(LOGIN, WRONG);
  }

  private static Map<String, Check> all(String server) {
    MemcachedChecks memcached = MemcachedChecks.at(server).login(LOGIN);
    return Map.of(
        "serving", memcached.serving(),
        "memoryUse", memcached.memoryUse().atMost(percent(1000)));
  }
}
