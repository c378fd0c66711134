package dev.sallyport.checks.mongo;

import static dev.sallyport.checks.mongo.Judged.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files and folders. */
class BackupFreshnessTest {
  private static final Duration DAY = Duration.ofHours(25);
  @TempDir private Path folder;
  // never connected to
  private final MongoChecks mongo = MongoChecks.of(MongoOptions.members("127.0.0.1:1"));

  @AfterEach
  void close() {
    mongo.close();
  }

  private Path file(String name, int bytes, Duration ago) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[bytes]);
    return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
  }

  private BackupFreshness check() {
    return mongo.backupFreshness(folder, "shop-*", DAY);
  }

  @Test
  void files_are_taken_by_age() throws Exception {
    file("shop-1.archive.gz", 1000, Duration.ofHours(26));
    says("inconclusive TOO_FEW_SAMPLES", check());
    file("shop-0.archive.gz", 1000, Duration.ofHours(50));
    says("pending backup-stale", check());
    file("shop-2.archive.gz", 900, Duration.ofHours(2));
    file("other.gz", 5, Duration.ofMinutes(1));
    Verdict verdict = says("pass", check());
    assertThat(verdict.reason()).isEqualTo("The newest backup is fresh");
    assertThat(verdict.evidence().asked()).isEqualTo(folder + " shop-*");
    assertThat(verdict.evidence().threshold())
        .isEqualTo("written within 25 h, at least 50 % of the one before");
    assertThat(verdict.evidence().observed().toString())
        .contains("shop-2.archive.gz size=900 B", "backups=3")
        .doesNotContain("other.gz");
    says("fail backup-shrunk", check().atLeastOfPrevious(Percent.of(95)));
  }

  @Test
  void a_folder_is_all_of_its_files() throws Exception {
    file("shop-1/shop/users.bson", 1000, Duration.ofHours(26));
    file("shop-2/shop/users.bson", 600, Duration.ofHours(2));
    file("shop-2/shop/users.metadata.json", 10, Duration.ofHours(1));
    Verdict verdict = says("pass", check());
    assertThat(verdict.evidence().observed().toString()).contains("610");
    Files.createDirectory(folder.resolve("shop-3"));
    Files.setLastModifiedTime(
        folder.resolve("shop-3"), FileTime.from(Instant.now().minusSeconds(60)));
    says("fail backup-empty", check());
  }

  @Test
  void a_link_to_the_newest_is_not_the_one_before() throws Exception {
    Path newest = file("shop-2.archive.gz", 100, Duration.ofHours(2));
    Files.createSymbolicLink(folder.resolve("shop-latest"), newest);
    says("inconclusive TOO_FEW_SAMPLES", check());
    file("shop-1.archive.gz", 1000, Duration.ofHours(26));
    says("fail backup-shrunk", check());
  }

  @Test
  void a_proof_lies_beside_it_and_is_no_backup() throws Exception {
    file("shop-1.archive.gz", 1000, Duration.ofHours(2));
    BackupFreshness proven = check().atLeast(DataSize.bytes(1000)).restoredWithin(DAY);
    says("inconclusive NO_DATA", proven);
    Path proof = folder.resolve("shop-1.archive.gz.restored.json");
    String at = Instant.now().minusSeconds(60).toString();
    Files.writeString(proof, "{id: 'run 17', restoredAt: '" + at + "', bytes: 1000, ok: true}");
    assertThat(says("pass", proven).reason())
        .isEqualTo("The newest backup is fresh, and one was restored");
    Files.writeString(proof, "{id: 'run 17', restoredAt: '" + at + "', bytes: 1000}");
    assertThat(says("inconclusive NO_DATA", proven).reason()).contains("cannot be read");
    Files.writeString(proof, "nonsense");
    says("inconclusive NO_DATA", proven);
  }

  @Test
  void nothing_and_no_folder_are_no_pass() throws Exception {
    says("inconclusive NO_DATA", check());
    says("inconclusive ERROR", mongo.backupFreshness(folder.resolve("none"), "*", DAY));
  }

  @Test
  void what_makes_no_sense_is_refused_at_once() {
    assertThatThrownBy(() -> mongo.backupFreshness(folder, "[", DAY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mongo.backupFreshness(folder, "*", Duration.ZERO))
        .hasMessage("The age must be positive, but is PT0S");
    assertThatThrownBy(() -> mongo.collectionValidate("users"))
        .hasMessage("A collection is named database.collection.");
    assertThatThrownBy(() -> mongo.collectionValidate("shop.users").records(-1))
        .hasMessage("There are no -1 documents.");
  }
}
