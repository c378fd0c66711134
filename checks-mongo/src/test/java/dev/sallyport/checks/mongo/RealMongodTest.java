package dev.sallyport.checks.mongo;

import static dev.sallyport.checks.mongo.Judged.word;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.mongodb.ConnectionString;
import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real replica sets: three mongods started here where there is a {@code mongod} on the PATH, and
 * the set behind {@code SALLYPORT_MONGODB_URI}, which is only read and noted in its oplog. No
 * registry has a mongod, so where there is none the tests of it are not there, and that is said.
 */
class RealMongodTest {
  private static final String URI = "SALLYPORT_MONGODB_URI";
  private static final String INDEX = "{name: 'email_1', key: {email: 1}, unique: true}";
  private static final Secret<String> PASSWORD = Secret.of("mongo-password", String.class);
  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> on_real_servers() {
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(dynamicTest("a mongod is found where it is", this::found));
    Optional<Path> mongod = Mongods.on(System.getenv().getOrDefault("PATH", ""));
    String uri = System.getenv().getOrDefault(URI, "");
    if (mongod.isEmpty() && uri.isEmpty()) {
      System.err.println(
          "NO MONGOD: there is none on the PATH and no "
              + URI
              + ", so NOTHING of checks-mongo was tried on a real one.");
    }
    mongod.ifPresent(program -> tests.add(dynamicTest("three mongods", () -> three(program))));
    if (!uri.isEmpty()) {
      tests.add(dynamicTest("the set of " + URI, () -> elsewhere(new ConnectionString(uri))));
    }
    return tests.stream();
  }

  private void found() throws Exception {
    Path mongod = Files.createFile(folder.resolve("mongod"));
    String path = folder.resolve("none") + ":" + folder;
    assertThat(Mongods.on("")).isEmpty();
    assertThat(Mongods.on(path)).as("not executable").isEmpty();
    assertThat(mongod.toFile().setExecutable(true)).isTrue();
    assertThat(Mongods.on(path)).contains(mongod);
  }

  private void three(Path program) throws Exception {
    try (Mongods set = Mongods.start(program, folder, 3);
        MongoChecks mongo = MongoChecks.of(set.options().deadline(ofSeconds(2)))) {
      until("pass", mongo.replicaSetHealth(3));
      set.fill("shop", "users");
      until("pass", mongo.replicationLag(ofSeconds(2)));
      until("pass", mongo.majorityCommit(ofSeconds(2)));
      until("pass", mongo.oplogWindow(ofSeconds(1)));
      until("pass", mongo.indexReady("shop.users", INDEX));
      until("pass", mongo.connectionPool(20, 100));
      until("pass", mongo.collectionValidate("shop.users").records(100));
      until("pass", mongo.storageHeadroom().below(Percent.of(100)));
      until("pass", preferred(mongo));
      killed(set, mongo);
      paused(set, mongo);
    }
  }

  private static Check preferred(MongoChecks mongo) {
    return mongo.readPreference("shop.users", "readPreference=secondaryPreferred", Percent.of(90));
  }

  private static void killed(Mongods set, MongoChecks mongo) throws Exception {
    int old = set.primary();
    set.kill(old);
    until("pending member-down", mongo.replicaSetHealth(3));
    until("pass", mongo.majorityCommit(ofSeconds(2)));
    set.restart(old);
    until("pass", mongo.replicaSetHealth(3));
  }

  private static void paused(Mongods set, MongoChecks mongo) throws Exception {
    Process secondary = set.processes.get((set.primary() + 1) % 3);
    Signals.stop(secondary);
    try {
      until("pending member-down", mongo.replicaSetHealth(3));
      until("pending behind", mongo.replicationLag(ofMillis(500)));
      until("pass", mongo.majorityCommit(ofSeconds(2)));
    } finally {
      Signals.goOn(secondary);
    }
    until("pass", mongo.replicaSetHealth(3));
    until("pass", mongo.replicationLag(ofSeconds(2)));
  }

  private static void elsewhere(ConnectionString uri) throws Exception {
    List<String> hosts = uri.getHosts();
    MongoOptions options =
        MongoOptions.members(hosts.get(0), hosts.stream().skip(1).toArray(String[]::new));
    if (uri.getUsername() != null) {
      options = options.user(uri.getUsername(), PASSWORD);
    }
    char[] password = uri.getPassword();
    Map<Secret<String>, String> bound =
        password == null ? Map.of() : Map.of(PASSWORD, new String(password));
    try (MongoChecks mongo = MongoChecks.of(options)) {
      until("pass", mongo.replicaSetHealth(hosts.size()), bound);
      until("pass", mongo.replicationLag(ofSeconds(2)), bound);
      until("pass", mongo.majorityCommit(ofSeconds(2)), bound);
      until("pass", mongo.storageHeadroom().below(Percent.of(100)), bound);
    }
  }

  private static void until(String word, Check check) throws Exception {
    until(word, check, Map.of());
  }

  /** Asks until the check says that; for half a minute. */
  private static void until(String word, Check check, Map<Secret<String>, String> bound)
      throws Exception {
    Secret.Source secrets = Secret.Source.of(Map.copyOf(bound));
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    Verdict last;
    do {
      last = check.judge(Sample.begin(Clock.systemUTC(), ofSeconds(10), secrets, () -> false));
      Thread.sleep(100);
    } while (!word(last).equals(word) && System.nanoTime() < end);
    assertThat(word(last)).as(last.toString()).isEqualTo(word);
  }
}
