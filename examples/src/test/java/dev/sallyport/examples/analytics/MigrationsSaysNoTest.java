package dev.sallyport.examples.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The items of backups and migrations, before they are run in production. */
@Tag("rehearsal")
@Timeout(120)
class MigrationsSaysNoTest {
  @TempDir static Path folder;
  private static MigrationsWorld world;
  private static InfraItems items;

  @BeforeAll
  static void start() throws Exception {
    world = new MigrationsWorld(folder);
    items = new InfraItems(world.systems);
    Restored restored = Restored.newest(world.systems, ThirdParties.BY_HAND);
    items.rehearsal = Rehearsal.of(world.systems, restored, ThirdParties.BY_HAND);
    items.backup = restored.file();
  }

  @AfterAll
  static void stop() throws IOException {
    if (world != null) {
      world.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "P3-015", "P3-016", "P3-018", "P3-019", "P3-020", "P3-044", "P3-045", "P3-049", "P3-050"
      })
  void yesAsLongAsAllIsWell(String id) throws Exception {
    items.says(id, "pass", "");
  }

  @Test
  void aBackupThatNobodyHasRestored() throws Exception {
    Path proof = Path.of(items.backup + ".restored.json");
    byte[] before = Files.readAllBytes(proof);
    Files.delete(proof);
    try {
      items.says("P3-015", "", "restore");
      assertThat(InfraItems.ASK.now(items.check("P3-015")).word()).isNotEqualTo("pass");
    } finally {
      Files.write(proof, before);
    }
  }

  @Test
  void aBackupThatIsDamaged() throws Exception {
    Path file = Path.of(items.backup);
    byte[] before = Files.readAllBytes(file);
    FileTime written = Files.getLastModifiedTime(file);
    Files.write(file, Arrays.copyOf(before, before.length - 100));
    try {
      items.says("P3-020", "fail backup-damaged", "nightly-1");
      assertThatThrownBy(() -> Restored.newest(world.systems, ThirdParties.BY_HAND))
          .hasMessageContaining("restore");
    } finally {
      Files.write(file, before);
      Files.setLastModifiedTime(file, written);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"P3-015, pending backup-stale", "P3-020, pending stale-file"})
  void aBackupOfLastWeek(String id, String word) throws Exception {
    Path file = Path.of(items.backup);
    FileTime written = Files.getLastModifiedTime(file);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(7 * 86_400)));
    try {
      items.says(id, word, "nightly-1");
    } finally {
      Files.setLastModifiedTime(file, written);
    }
  }

  @Test
  void aRehearsalOfAnotherRelease() throws Exception {
    try (AutoCloseable rewritten =
        world.rewritten("plan3/steps/s0002_form_submitted.py", "newest first", "oldest first")) {
      assertThat(rewritten).isNotNull();
      items.says("P3-016", "pending", "changed");
    }
  }

  @Test
  void aWayBackThatLoses() throws Exception {
    Rehearsal before = items.rehearsal;
    try (AutoCloseable rewritten =
        world.rewritten(
            "plan3/steps/s0003_rollups.py",
            "database.drop_collection(COLLECTION)",
            "database.drop_collection(COLLECTION)\n    database.drop_collection(\"forms\")")) {
      assertThat(rewritten).isNotNull();
      Restored restored = Restored.newest(world.systems, ThirdParties.BY_HAND);
      items.rehearsal = Rehearsal.of(world.systems, restored, ThirdParties.BY_HAND);
      items.says("P3-018", "fail way-back-loses", "nightly-1");
    } finally {
      items.rehearsal =
          Rehearsal.of(
              world.systems,
              Restored.newest(world.systems, ThirdParties.BY_HAND),
              ThirdParties.BY_HAND);
    }
    items.rehearsal = before;
  }

  @Test
  void anIndexThatWasNotMade() throws Exception {
    try (com.mongodb.client.MongoClient client =
        com.mongodb.client.MongoClients.create(items.rehearsal.uri())) {
      var responses = client.getDatabase("forms_rehearsal").getCollection("responses");
      responses.dropIndex("plan3_form_day");
      items.says("P3-019", "pending index-missing", "plan3_form_day");
      responses.createIndex(
          new Document("day", 1),
          new com.mongodb.client.model.IndexOptions().name("plan3_form_day"));
      items.says("P3-019", "fail index-differs", "plan3_form_day");
      responses.dropIndex("plan3_form_day");
      responses.createIndex(
          new Document("form", 1).append("day", 1),
          new com.mongodb.client.model.IndexOptions().name("plan3_form_day"));
    }
    items.says("P3-019", "pass", "");
  }

  @Test
  void aResponseThatCannotBeMigrated() throws Exception {
    var responses = world.mongo.data().getCollection("responses");
    Document before = responses.find(Filters.eq("_id", "r5")).first();
    responses.updateOne(Filters.eq("_id", "r5"), Updates.set("submitted", "yesterday"));
    try {
      items.says("P3-044", "fail dry-run-errors", "responses r5: submitted is 'yesterday'");
      items.says("P3-049", "fail data-lost", "r5");
    } finally {
      responses.replaceOne(Filters.eq("_id", "r5"), before);
    }
  }

  private static String migrate(String... more) throws Exception {
    String[] words =
        Stream.concat(Stream.of("migrate", "--plan3"), Stream.of(more)).toArray(String[]::new);
    return world.home.manage(world.mongo.database(), words);
  }

  /** The night after one whose way back has left what was sound. */
  @Test
  void whatWasMigratedBeforeIsWell() throws Exception {
    migrate();
    try {
      items.says("P3-044", "pass", "Nothing is left to migrate");
      items.says("P3-045", "pass", "");
      world.home.backUp(world.mongo.database());
      items.rehearsal =
          Rehearsal.of(
              world.systems,
              Restored.newest(world.systems, ThirdParties.BY_HAND),
              ThirdParties.BY_HAND);
      for (String id : List.of("P3-016", "P3-018", "P3-019")) {
        items.says(id, "pass", "");
      }
    } finally {
      migrate("--rollback");
      world.home.backUp(world.mongo.database());
    }
  }

  @Test
  void whatWasMigratedBeforeAndIsNoLongerThere() throws Exception {
    migrate();
    try {
      world.mongo.data().getCollection("responses").dropIndex("plan3_form_day");
      items.says("P3-044", "fail nothing-to-do", "responses has no index plan3_form_day");
    } finally {
      migrate("--rollback");
    }
  }

  /** Of an older release everything may be there; its steps are those that match. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"s0001*.py, has no index plan3_form_submitted", "none*.py, is Shown[migrations=[]]"})
  void theFolderOfAnotherRelease(String steps, String reason) throws Exception {
    try (AutoCloseable rewritten = world.rewritten("plan3/runner.py", "s[0-9]*.py", steps)) {
      assertThat(rewritten).isNotNull();
      migrate();
      items.says("P3-044", "fail nothing-to-do", reason);
      items.says("P3-044", "fail nothing-to-do", "another release");
      migrate("--rollback");
    }
  }

  /** A newer release was here: its migrations are not known to this one. */
  @Test
  void aDatabaseThatIsAheadOfTheRelease() throws Exception {
    migrate();
    try (AutoCloseable rewritten =
        world.rewritten("plan3/runner.py", "s[0-9]*.py", "s000[12]*.py")) {
      assertThat(rewritten).isNotNull();
      items.says("P3-044", "fail dry-run-errors", "0003_rollups was applied and is not known");
    } finally {
      migrate("--rollback");
    }
  }

  /** A replica that takes 200 ms longer for each answer, and writes that cost much more. */
  @Test
  void migrationsThatTakeTooLong() throws Exception {
    world.mongo.replica.slow(Duration.ofMillis(200));
    try (AutoCloseable dear =
        world.rewritten("plan3/runner.py", "WRITES_PER_READ = 6", "WRITES_PER_READ = 600")) {
      assertThat(dear).isNotNull();
      items.says("P3-045", "fail", "estimated time is ");
      items.says("P3-045", "fail", "not < 5 min");
      items.says("P3-044", "pass", "3 migrations would go through");
    } finally {
      world.mongo.replica.slow(Duration.ZERO);
    }
    items.says("P3-045", "pass", "");
  }

  /** Not measured is not fast. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({"P3-044, inconclusive", "P3-045, inconclusive"})
  void theReplicaIsNotReached(String id, String word) throws Exception {
    world.mongo.replica.cut(true);
    try {
      items.says(id, word, "");
    } finally {
      world.mongo.replica.cut(false);
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"P3-048, inconclusive, could not be asked", "P3-050, pending, ''"})
  void theDatabaseIsDown(String id, String word, String reason) throws Exception {
    world.mongo.server.stop();
    try {
      items.says(id, word, reason);
    } finally {
      world.mongo.server.start();
    }
    items.says("P3-050", "pass", "");
  }

  @Test
  void storageThatIsCorrupt() throws Exception {
    world.mongo.set.damaged("10.0.0.2:27017", "checksum mismatch");
    try {
      items.says("P3-049", "fail", "checksum mismatch");
    } finally {
      world.mongo.set.well();
    }
  }
}
