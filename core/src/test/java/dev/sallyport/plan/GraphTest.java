package dev.sallyport.plan;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Plans.MINUTE;
import static dev.sallyport.plan.Plans.WELL;
import static dev.sallyport.plan.Plans.look;
import static dev.sallyport.plan.Plans.make;
import static dev.sallyport.plan.Plans.paths;
import static dev.sallyport.plan.Plans.shop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GraphTest {

  @Test
  void what_is_written_in_order_stands_in_stages_of_one() {
    Graph graph =
        shop(phase("A")
                .step(look("a"), look("b"))
                .gate(gate("g", WELL).within(MINUTE))
                .gate(approval("v", "sre").within(MINUTE))
                .pointOfNoReturn("old data is gone"))
            .build()
            .graph();
    assertThat(paths(graph)).containsExactly("A/a", "A/b", "A/g", "A/v", "A/point-of-no-return");
    assertThat(graph.nodes()).extracting(Node::index).containsExactly(0, 1, 2, 3, 4);
    assertThat(graph.nodes()).extracting(Node::stage).containsExactly(0, 1, 2, 3, 4);
    assertThat(graph.nodes())
        .extracting(Node::kind)
        .containsExactly("step", "step", "gate", "approval", "point of no return");
    assertThat(graph.stages())
        .extracting(Graph.Stage::nodes)
        .containsExactly(List.of(0), List.of(1), List.of(2), List.of(3), List.of(4));
  }

  @Test
  void what_stands_side_by_side_is_one_stage() {
    Graph graph =
        shop(phase("A").step(look("a")).parallel(look("b"), look("c")).step(look("d")))
            .build()
            .graph();
    assertThat(graph.stages())
        .containsExactly(
            new Graph.Stage(0, 0, List.of(0)),
            new Graph.Stage(1, 0, List.of(1, 2)),
            new Graph.Stage(2, 0, List.of(3)));
    assertThat(graph.phases().get(0).firstStage()).isZero();
    assertThat(graph.phases().get(0).lastStage()).isEqualTo(2);
  }

  @Test
  void inside_a_stage_only_using_and_after_give_order() {
    Step<String> a = make("a");
    Step<Void> b = step("b").using(a, a).run((context, one, same) -> {}).readOnly();
    Step<Void> c = look("c").after(a).after(b, a);
    Step<Void> d = look("d");
    Graph graph = shop(phase("A").parallel(a, b, c, d)).build().graph();
    assertThat(node(graph, "A/a").before()).isEmpty();
    assertThat(node(graph, "A/a").next()).containsExactly(1, 2);
    assertThat(node(graph, "A/b").before()).containsExactly(0);
    assertThat(node(graph, "A/b").next()).containsExactly(2);
    assertThat(node(graph, "A/b").uses()).containsExactly(0, 0);
    assertThat(node(graph, "A/c").before()).containsExactlyInAnyOrder(0, 1);
    assertThat(node(graph, "A/c").uses()).isEmpty();
    assertThat(node(graph, "A/d").before()).isEmpty();
    assertThat(node(graph, "A/d").next()).isEmpty();
  }

  @Test
  void an_edge_to_an_earlier_stage_needs_no_edge_between_nodes() {
    Step<String> a = make("a");
    Step<Void> b = step("b").using(a).run((context, text) -> {}).readOnly().after(a);
    Graph graph = shop(phase("A").step(a), phase("B").step(b)).build().graph();
    assertThat(node(graph, "B/b").before()).isEmpty();
    assertThat(node(graph, "B/b").uses()).containsExactly(0);
    assertThat(node(graph, "A/a").next()).isEmpty();
  }

  @Test
  void an_input_is_made_by_no_node() {
    Input<String> region = Dsl.input("region", String.class);
    Step<String> a = make("a");
    Step<Void> b = step("b").using(region, a).run((context, r, text) -> {}).readOnly();
    Graph graph = shop(phase("A").step(a, b)).inputs(region).build().graph();
    assertThat(node(graph, "A/b").uses()).containsExactly(-1, 0);
  }

  @Test
  void a_thousand_steps_meet_at_a_barrier_without_edges() {
    Step<?>[] many = IntStream.range(0, 1000).mapToObj(i -> look("s" + i)).toArray(Step[]::new);
    Graph graph = shop(phase("A").parallel(many), phase("B").step(look("b"))).build().graph();
    assertThat(graph.stages()).hasSize(2);
    assertThat(graph.nodes())
        .allSatisfy(node -> assertThat(((Node.StepNode) node).before()).isEmpty());
    assertThat(graph.phases().get(1).before()).containsExactly(0);
  }

  @Test
  void a_phase_may_come_from_a_plain_method() {
    Graph graph =
        shop(Stream.of(10, 50, 100).map(GraphTest::canary).toArray(Phase[]::new)).build().graph();
    assertThat(paths(graph))
        .containsExactly(
            "Canary 10/rollout", "Canary 10/healthy",
            "Canary 50/rollout", "Canary 50/healthy",
            "Canary 100/rollout", "Canary 100/healthy");
  }

  private static Phase canary(int share) {
    return phase("Canary " + share)
        .step(look("rollout"))
        .gate(gate("healthy", WELL).within(MINUTE));
  }

  @Test
  void a_copy_of_a_step_refers_to_the_same_output() {
    Step<String> written = make("a");
    Step<String> placed = written.timeout(MINUTE).idempotent();
    Step<Void> b = step("b").using(written).run((context, text) -> {}).readOnly();
    Graph graph = shop(phase("A").step(placed, b)).build().graph();
    assertThat(node(graph, "A/b").uses()).containsExactly(0);
    assertThat(node(graph, "A/a").step().timeout()).isEqualTo(MINUTE);
    assertThat(written.sameAs(placed)).isTrue();
    assertThat(written.sameAs(make("a"))).isFalse();
  }

  @Test
  void a_gate_knows_the_node_its_warm_up_counts_from() {
    Step<Void> exposed = look("expose");
    Gate gate = gate("g", WELL).within(MINUTE).warmUp(Duration.ofSeconds(10), exposed);
    Graph graph =
        shop(phase("A").step(exposed), phase("B").step(look("b")).gate(gate)).build().graph();
    assertThat(((Node.GateNode) graph.node(2)).exposure()).isZero();
    Graph without = shop(phase("A").gate(gate("g", WELL).within(MINUTE))).build().graph();
    assertThat(((Node.GateNode) without.node(0)).exposure()).isEqualTo(-1);
  }

  @Test
  void nodes_are_found_by_path() {
    Graph graph = shop(phase("A").step(look("a")), phase("B").step(look("b"))).build().graph();
    assertThat(graph.indexOf("B/b")).isEqualTo(1);
    assertThat(graph.indexOf("B/a")).isEqualTo(-1);
    assertThat(graph.phaseOf(graph.node(1)).name()).isEqualTo("B");
    assertThat(graph.phases().get(1).rollbackPath()).isEqualTo("B/@rollback");
  }

  @Test
  void nothing_in_it_can_be_changed() {
    Step<String> a = make("a");
    Graph graph =
        shop(phase("A").parallel(a, look("b").after(a)), phase("B").step(look("b")))
            .build()
            .graph();
    List<List<?>> lists =
        List.of(
            graph.nodes(),
            graph.stages(),
            graph.phases(),
            graph.stages().get(0).nodes(),
            graph.phases().get(0).next(),
            graph.phases().get(1).before(),
            node(graph, "A/a").next(),
            node(graph, "A/b").before(),
            node(graph, "A/b").uses());
    assertThat(lists)
        .allSatisfy(
            list ->
                assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class));
  }

  private static Node.StepNode node(Graph graph, String path) {
    return (Node.StepNode) graph.node(graph.indexOf(path));
  }
}
