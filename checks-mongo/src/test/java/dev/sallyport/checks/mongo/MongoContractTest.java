package dev.sallyport.checks.mongo;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Secret;
import dev.sallyport.testkit.checks.CheckContract;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** What every check does when its server is of no use. */
class MongoContractTest extends CheckContract {
  static final Secret<String> PASSWORD = Secret.of("mongo-password", String.class);
  private static final Duration BRIEF = Duration.ofMillis(500);
  private static final String WORD = "s3same-stay-shut";
  private static final List<MongoChecks> OPEN = new ArrayList<>();
  private static ScriptedSet guarded;

  @BeforeAll
  static void start() throws Exception {
    guarded = ScriptedSet.of(1);
    guarded.script.refusing(guarded.address(0));
  }

  @AfterAll
  static void stop() throws Exception {
    OPEN.forEach(MongoChecks::close);
    guarded.close();
  }

  @Override
  protected List<Class<?>> entries() {
    return List.of(MongoChecks.class);
  }

  @Override
  protected Map<String, Check> checks(InetSocketAddress server) {
    return all(server.getHostString() + ":" + server.getPort(), BRIEF);
  }

  @Override
  protected Map<String, Check> refused() {
    return all(guarded.address(0), BRIEF);
  }

  @Override
  protected Map<Secret<String>, String> credentials() {
    return Map.of(PASSWORD, WORD);
  }

  /** It reads files; see {@link BackupFreshnessTest}. */
  @Override
  protected Set<String> withoutServer() {
    return Set.of("backupFreshness");
  }

  /** Returns every check that asks a server, with a password to be bound to {@link #PASSWORD}. */
  static Map<String, Check> all(String member, Duration brief) {
    MongoChecks mongo =
        MongoChecks.of(MongoOptions.members(member).user("ops", PASSWORD).deadline(brief));
    OPEN.add(mongo);
    Map<String, Check> all = new TreeMap<>();
    all.put("replicaSetHealth", mongo.replicaSetHealth(1));
    all.put("replicationLag", mongo.replicationLag(brief));
    all.put("majorityCommit", mongo.majorityCommit(brief));
    all.put("oplogWindow", mongo.oplogWindow(brief));
    all.put("indexReady", mongo.indexReady("a.b", "{name: '_id_', key: {_id: 1}}"));
    all.put("readPreference", mongo.readPreference("a.b", "", Percent.of(0)));
    all.put("connectionPool", mongo.connectionPool(1, 0));
    // named, so that it asks at once; and of the set, where it has to find a secondary
    all.put("collectionValidate", mongo.collectionValidate("a.b").on(member));
    all.put("collectionValidate of a secondary", mongo.collectionValidate("a.b"));
    all.put("storageHeadroom", mongo.storageHeadroom().atMost(Percent.of(1000)));
    return all;
  }
}
