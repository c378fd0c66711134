package dev.sallyport.checks.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RollTest {

  @Test
  void every_node_that_any_view_tells_of_is_a_member_once() {
    ClusterView view = new FakeCluster().view();

    assertThat(view.members())
        .extracting(Member::id)
        .containsExactlyInAnyOrder("a", "b", "c", "x", "y", "z");
    assertThat(view.members())
        .filteredOn(Member::named)
        .extracting(Member::id)
        .containsExactly("a");
    assertThat(view.silent()).isEmpty();
  }

  @Test
  void a_member_that_only_one_view_knows_belongs_to_it() {
    FakeCluster fake = new FakeCluster();
    for (String viewer : new String[] {"a", "b", "c", "x", "y"}) {
      fake.unknownTo(viewer, "z");
    }

    assertThat(fake.silent("z", Silence.Kind.NO_ANSWER).view().members())
        .extracting(Member::id)
        .doesNotContain("z");
    assertThat(fake.ghost("g", "10.9.9.9:6379@16379").view().members())
        .extracting(Member::id)
        .contains("g");
  }

  @Test
  void a_named_server_that_nobody_knows_is_a_member_without_an_id() {
    ClusterView view = new FakeCluster().named(new Address("10.0.0.99", 6379)).view();

    assertThat(view.silent())
        .containsExactly(
            new Member(
                "10.0.0.99:6379", "", true, new Silence(Silence.Kind.UNREACHABLE, "refused")));
  }

  @Test
  void an_old_id_at_an_address_that_another_node_took_over_is_told_from_it() {
    ClusterView view = new FakeCluster().ghost("old", "10.0.0.1:6379@16379").view();

    assertThat(view.silent()).hasSize(1);
    assertThat(view.silent().get(0).silence().orElseThrow().kind())
        .isEqualTo(Silence.Kind.REPLACED);
    assertThat(view.peer("a")).isPresent();
  }

  @Test
  void a_node_without_an_address_is_a_silent_member() {
    ClusterView view = new FakeCluster().ghost("lost", ":0@0").view();

    assertThat(view.silent().get(0).silence().orElseThrow().kind())
        .isEqualTo(Silence.Kind.NO_ADDRESS);
  }

  @Test
  void two_addresses_of_one_node_are_one_member_under_the_name_the_caller_used() {
    java.util.Map<Address, Answer> answers = new java.util.LinkedHashMap<>();
    NodeState state = new FakeCluster().view().peer("a").orElseThrow().state();
    Address alias = new Address("redis-1.example", 6379);
    answers.put(FakeCluster.address("a"), state);
    answers.put(alias, state);

    assertThat(Roll.call(java.util.Set.of(alias), answers))
        .filteredOn(member -> member.id().equals("a"))
        .extracting(Member::name)
        .containsExactly("redis-1.example:6379");
  }
}
