package dev.sallyport.checks.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Objection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkRulesTest {
  private static final LinkRules RULES = new LinkRules(Duration.ofSeconds(60));

  private static List<String> codes(FakeCluster cluster) {
    return RULES.findings(cluster.view()).stream()
        .map(o -> o.level() + " " + o.code() + " " + o.subject())
        .toList();
  }

  @Test
  void every_member_linked_to_every_other_is_fine() {
    assertThat(codes(new FakeCluster())).isEmpty();
  }

  @Test
  void a_link_that_is_down_one_way_names_the_way() {
    FakeCluster cluster = new FakeCluster().line("a", "b", line -> line.link = "disconnected");

    assertThat(codes(cluster))
        .containsExactly("PENDING link-down " + name("a") + " -> " + name("b"));
    assertThat(RULES.findings(cluster.view()).get(0).text())
        .isEqualTo(
            "10.0.0.1:6379 holds 10.0.0.2:6379 for disconnected, unheard of for 500 ms, though it"
                + " answers us");
  }

  @Test
  void a_suspicion_in_one_view_is_not_yet_a_failure_and_one_that_lasts_is() {
    FakeCluster cluster = new FakeCluster().line("a", "b", line -> line.flags += ",fail?");
    assertThat(codes(cluster)).hasSize(1).first().asString().startsWith("PENDING link-suspected");

    cluster.line("a", "b", line -> line.pong = FakeCluster.NOW.toEpochMilli() - 61_000);
    assertThat(codes(cluster)).hasSize(1).first().asString().startsWith("FAIL link-suspected");
  }

  @Test
  void a_handshake_an_unknown_node_and_a_flag_are_told_apart() {
    assertThat(codes(new FakeCluster().line("a", "b", line -> line.flags += ",handshake")))
        .first()
        .asString()
        .contains("link-handshake");
    assertThat(codes(new FakeCluster().unknownTo("a", "b")))
        .first()
        .asString()
        .contains("node-unknown");
    assertThat(codes(new FakeCluster().line("a", "b", line -> line.flags += ",fail")))
        .first()
        .asString()
        .contains("link-failed");
  }

  @Test
  void a_silent_member_and_no_member_at_all_are_no_pass() {
    assertThat(codes(new FakeCluster().down("x", "fail", 120))).isNotEmpty();
    FakeCluster dark = new FakeCluster();
    for (String id : List.of("a", "b", "c", "x", "y", "z")) {
      dark.silent(id, Silence.Kind.NO_ANSWER);
    }
    assertThat(RULES.findings(dark.view()))
        .extracting(Objection::code)
        .containsExactly("nobody-answers");
  }

  private static String name(String id) {
    return FakeCluster.address(id).toString();
  }
}
