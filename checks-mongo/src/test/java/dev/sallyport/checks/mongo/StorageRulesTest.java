package dev.sallyport.checks.mongo;

import static dev.sallyport.checks.mongo.Judged.codes;
import static dev.sallyport.checks.mongo.Judged.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Percent;
import dev.sallyport.checks.mongo.SetView.Member;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class StorageRulesTest {
  private static final StorageRules RULES = new StorageRules(StorageRules.DIRTY);
  private static final String ROOM = "{fsUsedSize: 60, fsTotalSize: 100}";

  private static StorageSeen seen(String files, String status, String operations) {
    Reply ok = Reply.of("m1:27017", new Document("config", new Document()));
    return new StorageSeen(
        new SetView(Map.of("m1:27017", new Member("m1:27017", ok, ok, ok))),
        List.of(new StorageSeen.Disk("m1:27017", reply(files), reply(status), reply(operations))));
  }

  private static Reply reply(String said) {
    return said.startsWith("{")
        ? Reply.of("m1:27017", Document.parse(said))
        : Reply.trouble("m1:27017", said);
  }

  @Test
  void room_no_lock_and_no_dirty_cache_is_fine() {
    StorageSeen fine = seen(ROOM, cache(20), "{inprog: []}");
    assertThat(StorageRules.problems(fine)).isEmpty();
    assertThat(RULES.dangers(fine)).isEmpty();
    assertThat(fine.members().get(0).percent()).isEqualTo(60);
  }

  private static String cache(int dirty) {
    return "{wiredTiger: {cache: {'tracked dirty bytes in the cache': "
        + dirty
        + ", 'maximum bytes configured': 100}}}";
  }

  @Test
  void sizes_that_are_missing_or_zero_are_no_data() {
    for (String none : List.of("{dataSize: 1}", "{fsUsedSize: 0, fsTotalSize: 0}")) {
      assertThat(word(StorageRules.problems(seen(none, "{}", "{}"))))
          .as(none)
          .isEqualTo("inconclusive NO_DATA");
    }
    assertThat(
            StorageRules.problems(seen("{fsUsedSize: 0, fsTotalSize: 0}", "{}", "{}"))
                .get(0)
                .text())
        .isEqualTo("m1:27017 does not tell the size of its file system: fsTotalSize is 0");
    assertThat(word(StorageRules.problems(seen("Unauthorized (13): no", "{}", "{}"))))
        .isEqualTo("inconclusive ERROR");
  }

  @Test
  void a_forgotten_lock_is_seen_on_a_disk_with_room() {
    StorageSeen locked = seen(ROOM, "{}", "{inprog: [], fsyncLock: true}");
    assertThat(codes(RULES.dangers(locked))).containsExactly("fsync-locked");
    assertThat(RULES.dangers(locked).get(0).wayOut())
        .isEqualTo("A backup may be under way; if none is, it was forgotten: db.fsyncUnlock().");
  }

  @Test
  void a_dirty_cache_is_seen_and_none_without_wired_tiger() {
    assertThat(codes(RULES.dangers(seen(ROOM, cache(21), "{}")))).containsExactly("cache-dirty");
    assertThat(new StorageRules(Percent.of(30)).dangers(seen(ROOM, cache(21), "{}"))).isEmpty();
    assertThat(RULES.dangers(seen(ROOM, "{storageEngine: {name: 'inMemory'}}", "{}"))).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_no_pass() {
    assertThat(word(RULES.dangers(seen(ROOM, "{}", "Unauthorized (13): no"))))
        .isEqualTo("inconclusive ERROR");
    assertThat(word(RULES.dangers(seen(ROOM, "Unauthorized (13): no", "{}"))))
        .isEqualTo("inconclusive ERROR");
  }
}
