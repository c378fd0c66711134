package dev.sallyport.checks.redis;

import static dev.sallyport.checks.redis.Judged.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenSlotRulesTest {

  private static List<Objection> once(FakeCluster fake) {
    return OpenSlotRules.findings(fake.view(), List.of());
  }

  private static List<Objection> twice(FakeCluster fake) {
    return OpenSlotRules.findings(fake.view(), HalfOpen.in(fake.view()));
  }

  private static FakeCluster migratingOnly() {
    return new FakeCluster().line("a", "a", line -> line.slots += " [100->-b]");
  }

  private static FakeCluster importingOnly() {
    return new FakeCluster().line("b", "b", line -> line.slots += " [100-<-a]");
  }

  @Test
  void passes_when_no_slot_is_open() {
    assertThat(word(twice(new FakeCluster()))).isEqualTo("pass");
  }

  @Test
  void a_migration_open_at_both_ends_is_under_way() {
    FakeCluster fake = migratingOnly().line("b", "b", line -> line.slots += " [100-<-a]");

    assertThat(word(twice(fake))).isEqualTo("pending migration-under-way");
    assertThat(twice(fake)).hasSize(2);
  }

  @Test
  void a_half_open_slot_seen_once_may_be_a_sound_migration_at_its_begin_or_end() {
    assertThat(word(once(migratingOnly()))).isEqualTo("pending half-open-slot");
    assertThat(word(once(importingOnly()))).isEqualTo("pending half-open-slot");
  }

  @Test
  void a_half_open_slot_seen_twice_fails() {
    assertThat(word(twice(migratingOnly()))).isEqualTo("fail half-open-slot");
    assertThat(word(twice(importingOnly()))).isEqualTo("fail half-open-slot");
    Verdict verdict = Judged.judge(twice(migratingOnly()));
    assertThat(verdict.reason())
        .isEqualTo(
            "10.0.0.1:6379 is migrating slot 100 to 10.0.0.2:6379, but 10.0.0.2:6379 is not"
                + " importing it. Close it: redis-cli --cluster fix, or CLUSTER SETSLOT 100 STABLE"
                + " on 10.0.0.1:6379 after looking for keys on both ends.");
  }

  @Test
  void the_other_end_must_name_this_one() {
    FakeCluster fake = migratingOnly().line("b", "b", line -> line.slots += " [100-<-c]");

    assertThat(Judged.codes(twice(fake))).containsExactly("half-open-slot", "half-open-slot");
  }

  @Test
  void a_mark_in_another_nodes_line_is_none() {
    FakeCluster fake = new FakeCluster().line("b", "a", line -> line.slots += " [100->-b]");

    assertThat(word(twice(fake))).isEqualTo("pass");
  }

  @Test
  void a_silent_primary_may_have_open_slots() {
    assertThat(word(twice(new FakeCluster().silent("a", Silence.Kind.NO_ANSWER))))
        .isEqualTo("inconclusive ERROR");
    assertThat(word(twice(new FakeCluster().down("a", "fail", 5)))).isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_migration_to_a_silent_node_is_not_called_half_open() {
    FakeCluster fake = migratingOnly().silent("b", Silence.Kind.NO_ANSWER);

    assertThat(word(twice(fake))).isEqualTo("inconclusive ERROR");
    assertThat(Judged.codes(twice(fake))).contains("migration-under-way");
  }

  @Test
  void a_silent_replica_has_no_marks() {
    assertThat(word(twice(new FakeCluster().silent("x", Silence.Kind.NO_ANSWER))))
        .isEqualTo("pass");
    assertThat(word(twice(new FakeCluster().ghost("g", "10.9.9.9:6379@16379")))).isEqualTo("pass");
  }

  @Test
  void atomic_migrations_leave_no_mark_and_are_found_all_the_same() {
    FakeCluster listed =
        new FakeCluster().migration("a", new SlotMigration("n", "EXPORT", "0-9", "syncing"));
    FakeCluster counted = new FakeCluster().cluster("a", "cluster_slot_migration_active_tasks", 1);
    FakeCluster ended =
        new FakeCluster().migration("a", new SlotMigration("n", "EXPORT", "0-9", "failed"));

    assertThat(word(once(listed))).isEqualTo("pending atomic-migration-under-way");
    assertThat(word(once(counted))).isEqualTo("pending atomic-migration-under-way");
    assertThat(word(once(ended))).isEqualTo("pass");
  }
}
