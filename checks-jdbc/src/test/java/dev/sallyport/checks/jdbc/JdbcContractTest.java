package dev.sallyport.checks.jdbc;

import dev.sallyport.check.Check;
import dev.sallyport.check.Secret;
import dev.sallyport.testkit.checks.CheckContract;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** What every check does when its server is of no use. */
class JdbcContractTest extends CheckContract {
  private static final String WORD = "s3same-stay-shut";
  private static final List<JdbcChecks> OPEN = new ArrayList<>();

  @TempDir private static Path versions;

  @AfterAll
  static void close() {
    OPEN.forEach(JdbcChecks::close);
  }

  @Override
  protected List<Class<?>> entries() {
    return List.of(JdbcChecks.class);
  }

  @Override
  protected Map<String, Check> checks(InetSocketAddress server) throws Exception {
    return all(server.getPort());
  }

  @Override
  protected Map<String, Check> refused() throws Exception {
    return all(Servers.debian().port());
  }

  @Override
  protected Map<Secret<String>, String> credentials() {
    return Map.of(Server.SECRET, WORD);
  }

  private static Map<String, Check> all(int port) throws Exception {
    Scripts.alembic(versions, "a1", "None");
    return Map.of(
        "dbConnectivity", checks(port).dbConnectivity(),
        "migrationsAtHead", checks(port).migrationsAtHead(AlembicScripts.in(versions)),
        "replicationLag", checks(port).replicationLag().below(Duration.ofSeconds(1)),
        "locksAndLongTransactions", checks(port).locksAndLongTransactions(),
        "indexesValid", checks(port).indexesValid(),
        "capacity", checks(port).capacity());
  }

  private static JdbcChecks checks(int port) {
    JdbcChecks checks =
        JdbcChecks.of(
            JdbcOptions.url("jdbc:postgresql://127.0.0.1:" + port + "/postgres")
                .withoutTls()
                .user("checker")
                .password(Server.SECRET));
    OPEN.add(checks);
    return checks;
  }
}
