package dev.sallyport.checks.mongo;

import static dev.sallyport.checks.mongo.Judged.codes;
import static dev.sallyport.checks.mongo.Judged.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import dev.sallyport.checks.mongo.BackupSeen.Backup;
import dev.sallyport.checks.mongo.BackupSeen.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackupRulesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final BackupRules DAILY = BackupRules.within(Duration.ofHours(25));

  private static Backup backup(String name, long bytes, Duration ago) {
    return new Backup(name, bytes, NOW.minus(ago), Optional.empty(), "");
  }

  private static Backup proven(Backup of, Duration ago, long bytes, boolean ok) {
    Proof proof = new Proof("run 17", NOW.minus(ago), bytes, ok);
    return new Backup(of.name(), of.bytes(), of.written(), Optional.of(proof), "");
  }

  private static String judged(BackupRules rules, Backup... backups) {
    return word(rules.objections(new BackupSeen("/b *.gz", List.of(backups), ""), NOW));
  }

  private static final Backup TODAY = backup("b2.gz", 1000, Duration.ofHours(2));
  private static final Backup YESTERDAY = backup("b1.gz", 1100, Duration.ofHours(26));

  @Test
  void fresh_and_about_as_large_as_the_one_before_passes() {
    assertThat(judged(DAILY, TODAY, YESTERDAY)).isEqualTo("pass");
  }

  @Test
  void none_or_unreadable_is_no_pass() {
    assertThat(judged(DAILY)).isEqualTo("inconclusive NO_DATA");
    BackupSeen broken = new BackupSeen("/b *.gz", List.of(), "java.nio.file.NoSuchFile: /b");
    assertThat(word(DAILY.objections(broken, NOW))).isEqualTo("inconclusive ERROR");
  }

  @Test
  void old_future_and_unsettled_are_seen() {
    assertThat(judged(DAILY, YESTERDAY, backup("b0.gz", 1000, Duration.ofHours(50))))
        .isEqualTo("pending backup-stale");
    assertThat(judged(DAILY, backup("b2.gz", 1000, Duration.ofMinutes(-5)), YESTERDAY))
        .isEqualTo("inconclusive AMBIGUOUS");
    assertThat(judged(DAILY, backup("b2.gz", 1000, Duration.ofSeconds(3)), YESTERDAY))
        .isEqualTo("pending backup-unsettled");
  }

  @Test
  void limits_are_kept_to_the_second() {
    Duration second = Duration.ofSeconds(1);
    Duration day = Duration.ofHours(25);
    Backup before = backup("b1.gz", 1000, Duration.ofHours(50));
    assertThat(judged(DAILY, backup("b2.gz", 1000, day), before)).isEqualTo("pass");
    assertThat(judged(DAILY, backup("b2.gz", 1000, day.plus(second)), before))
        .isEqualTo("pending backup-stale");
    Duration settled = Duration.ofSeconds(10);
    assertThat(judged(DAILY, backup("b2.gz", 1000, settled), before)).isEqualTo("pass");
    assertThat(judged(DAILY, backup("b2.gz", 1000, settled.negated()), before))
        .as("within what clocks may differ by")
        .isEqualTo("pending backup-unsettled");
    assertThat(judged(DAILY, backup("b2.gz", 1000, settled.plus(second).negated()), before))
        .isEqualTo("inconclusive AMBIGUOUS");
  }

  @Test
  void a_dump_that_broke_off_is_seen_by_its_size() {
    Duration ago = Duration.ofHours(2);
    assertThat(judged(DAILY, backup("b2.gz", 549, ago), YESTERDAY)).isEqualTo("fail backup-shrunk");
    assertThat(judged(DAILY, backup("b2.gz", 550, ago), YESTERDAY)).isEqualTo("pass");
    assertThat(judged(DAILY, backup("b2.gz", 0, ago), YESTERDAY)).isEqualTo("fail backup-empty");
    BackupRules strict =
        new BackupRules(DAILY.within(), Percent.of(95), Optional.empty(), Optional.empty());
    assertThat(judged(strict, TODAY, YESTERDAY)).isEqualTo("fail backup-shrunk");
  }

  @Test
  void the_only_one_needs_a_least_size() {
    assertThat(judged(DAILY, TODAY)).isEqualTo("inconclusive TOO_FEW_SAMPLES");
    assertThat(judged(least(1000), TODAY)).isEqualTo("pass");
    assertThat(judged(least(1001), TODAY)).isEqualTo("fail backup-small");
  }

  private static BackupRules least(long bytes) {
    return new BackupRules(
        DAILY.within(), DAILY.share(), Optional.of(DataSize.bytes(bytes)), Optional.empty());
  }

  private static String restored(Backup... backups) {
    BackupRules weekly =
        new BackupRules(
            DAILY.within(), DAILY.share(), Optional.empty(), Optional.of(Duration.ofDays(7)));
    return judged(weekly, backups);
  }

  @Test
  void restorable_needs_a_proof_of_that_very_backup() {
    Duration hour = Duration.ofHours(1);
    assertThat(restored(TODAY, YESTERDAY)).isEqualTo("inconclusive NO_DATA");
    assertThat(restored(proven(TODAY, hour, 1000, true), YESTERDAY)).isEqualTo("pass");
    assertThat(restored(TODAY, proven(YESTERDAY, hour, 1100, true))).isEqualTo("pass");
    assertThat(restored(proven(TODAY, hour, 999, true), YESTERDAY))
        .as("another size")
        .isEqualTo("inconclusive NO_DATA");
    assertThat(restored(proven(TODAY, Duration.ofHours(3), 1000, true), YESTERDAY))
        .as("before it was written")
        .isEqualTo("inconclusive NO_DATA");
    assertThat(restored(proven(TODAY, hour.negated(), 1000, true), YESTERDAY))
        .as("in the future")
        .isEqualTo("inconclusive NO_DATA");
  }

  @Test
  void a_restore_that_failed_is_not_outweighed_by_an_older_one() {
    Duration hour = Duration.ofHours(1);
    assertThat(restored(proven(TODAY, hour, 1000, false), proven(YESTERDAY, hour, 1100, true)))
        .isEqualTo("fail restore-failed");
  }

  @Test
  void an_old_or_unreadable_proof_proves_nothing() {
    Backup old = backup("b0.gz", 1000, Duration.ofDays(9));
    assertThat(restored(TODAY, YESTERDAY, proven(old, Duration.ofDays(8), 1000, true)))
        .isEqualTo("inconclusive NO_DATA");
    Backup odd = new Backup("b2.gz", 1000, TODAY.written(), Optional.empty(), "it wants ok");
    assertThat(restored(odd, YESTERDAY)).isEqualTo("inconclusive NO_DATA");
  }

  @Test
  void it_says_which_and_by_how_much() {
    BackupSeen seen =
        new BackupSeen(
            "/b *.gz", List.of(backup("b2.gz", 100, Duration.ofHours(2)), YESTERDAY), "");
    assertThat(codes(DAILY.objections(seen, NOW))).containsExactly("backup-shrunk");
    assertThat(DAILY.objections(seen, NOW).get(0).text())
        .isEqualTo("b2.gz has 100 B, less than 50 % of b1.gz, which has 1.07 KiB");
  }
}
