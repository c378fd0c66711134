package dev.sallyport.checks.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyParsingTest {
  private static final String HEAD =
      "07c37dfeb235213a872192d90877d0cd55635b91 127.0.0.1:30004@31004";

  @Test
  void a_line_of_cluster_nodes_is_read() {
    NodeLine line =
        NodeLine.parse(
            HEAD + " myself,master - 0 1426238317239 4 connected 0-5460 5462 [77->-aa] [93-<-bb]");

    assertThat(line.id()).startsWith("07c37dfe");
    assertThat(line.address()).contains(new Address("127.0.0.1", 30004));
    assertThat(line.myself()).isTrue();
    assertThat(line.replica()).isFalse();
    assertThat(line.primary()).isEmpty();
    assertThat(line.pongReceivedMillis()).isEqualTo(1426238317239L);
    assertThat(line.configEpoch()).isEqualTo(4);
    assertThat(line.connected()).isTrue();
    assertThat(line.slots()).hasToString("0-5460 5462");
    assertThat(line.open())
        .containsExactly(
            new OpenSlot(77, OpenSlot.Direction.MIGRATING, "aa"),
            new OpenSlot(93, OpenSlot.Direction.IMPORTING, "bb"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "127.0.0.1:30004@31004,host.example|127.0.0.1:30004",
        "127.0.0.1:30004@31004,,shard-id=69bc|127.0.0.1:30004",
        "127.0.0.1:30004|127.0.0.1:30004",
        "fd00::7:6379@16379|[fd00::7]:6379",
      })
  void newer_servers_add_to_the_address(String address, String expected) {
    NodeLine line = NodeLine.parse("id " + address + " slave prim 0 0 1 connected");

    assertThat(line.address().orElseThrow()).hasToString(expected);
    assertThat(line.replica()).isTrue();
    assertThat(line.primary()).isEqualTo("prim");
  }

  @ParameterizedTest
  @CsvSource({":0@0", ":6379@16379", "10.0.0.1:0@0"})
  void a_node_whose_address_is_unknown_has_none(String address) {
    assertThat(NodeLine.parse("id " + address + " master,noaddr - 1 1 0 disconnected").address())
        .isEmpty();
  }

  @Test
  void what_is_no_line_is_refused() {
    assertThatThrownBy(() -> NodeLine.parse("hello world"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no line of CLUSTER NODES");
  }

  @Test
  void unknown_fields_of_info_are_kept_and_missing_ones_are_no_error() {
    Fields fields =
        Fields.parse("# Server\r\nredis_version:7.0.15\r\n\r\nnew:a:b\r\nn:-1\r\nx:y\r\n");

    assertThat(fields.text("redis_version")).isEqualTo("7.0.15");
    assertThat(fields.text("new")).isEqualTo("a:b");
    assertThat(fields.text("gone")).isEqualTo("?");
    assertThat(fields.number("n")).hasValue(-1);
    assertThat(fields.number("x")).isEmpty();
    assertThat(fields.number("gone", 7)).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({"0,0,0", "0,5460,0-5460", "16383,16383,16383"})
  void slots_are_written_as_redis_writes_them(int first, int last, String text) {
    assertThat(Slots.range(first, last)).hasToString(text);
  }

  @Test
  void slots_add_up_and_differ() {
    Slots low = Slots.range(0, 9);
    Slots high = Slots.range(8, 12);

    assertThat(low.plus(high)).hasToString("0-12");
    assertThat(low.minus(high)).hasToString("0-7");
    assertThat(low.shared(high)).hasToString("8-9").isEqualTo(Slots.range(8, 9));
    assertThat(Slots.every().count()).isEqualTo(16_384);
    assertThat(Slots.NONE).hasToString("none");
    assertThatThrownBy(() -> Slots.range(0, 16_384)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void valkey_goes_by_its_own_name_and_number() {
    Fields info =
        new Fields(
            Map.of("redis_version", "7.2.4", "server_name", "valkey", "valkey_version", "9.0.1"));

    assertThat(Version.of(info)).hasToString("valkey 9.0.1");
    assertThat(Version.of(info).isRedis()).isFalse();
    assertThat(Version.of(info).atLeast(9, 0)).isTrue();
    assertThat(Version.of(new Fields(Map.of("redis_version", "8.4.0"))).atLeast(8, 4)).isTrue();
    assertThat(Version.of(new Fields(Map.of("redis_version", "8.3.9"))).atLeast(8, 4)).isFalse();
    assertThat(Version.of(Fields.NONE).atLeast(1, 0)).isFalse();
  }

  @Test
  void atomic_migrations_of_both_servers_are_read_and_an_unknown_state_counts_as_running() {
    List<SlotMigration> valkey =
        SlotMigration.parse(
            List.of(
                List.of(
                    "name", "n1", "operation", "EXPORT", "slot_ranges", "0-9", "state", "success"),
                List.of(
                    "name", "n2", "operation", "IMPORT", "slot_ranges", "5", "state", "syncing")));
    List<SlotMigration> redis =
        SlotMigration.parse(
            List.of(List.of("id", "t1", "slots", "7-8", "operation", "migrate", "state", "odd")));

    assertThat(valkey).extracting(SlotMigration::running).containsExactly(false, true);
    assertThat(redis)
        .containsExactly(new SlotMigration("t1", "migrate", "7-8", "odd"))
        .allMatch(SlotMigration::running);
    assertThat(SlotMigration.parse(List.of())).isEmpty();
  }

  @Test
  void save_points_are_read() {
    assertThat(SavePoint.parse("3600 1 300 100"))
        .containsExactly(new SavePoint(3600, 1), new SavePoint(300, 100));
    assertThat(SavePoint.parse("")).isEmpty();
  }
}
