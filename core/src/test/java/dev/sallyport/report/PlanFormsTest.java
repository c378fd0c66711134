package dev.sallyport.report;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.PlanDescription;
import org.junit.jupiter.api.Test;

class PlanFormsTest {

  @Test
  void as_an_outline() {
    assertThat(Report.outline(Tale.plan().description()))
        .isEqualTo(
            """
            plan shop-release 3, %s
              input version: String
              secret token
              phase Infra
                side by side
                  step cluster, reversible, makes String [timeout=2 min undo[timeout=1 min]]
                  step cache, irreversible, uses Infra/cluster; after Infra/cluster [attempts=3 every=5 s irreversible: a warm cache is harmless]
              phase Canary, after Infra, onRollback
                gate healthy: http error-rate < 1 %% [every=5 s within=5 min sustained=10 s sample-timeout=30 s]
              phase Live, after Canary
                approval go: 1 of lead, 2 of ops [within=1 h]
                point of no return: customers see it
            """
                .formatted(Tale.plan().fingerprint()));
  }

  @Test
  void as_a_mermaid_flowchart() {
    assertThat(Report.mermaid(Tale.plan().description()))
        .isEqualTo(
            """
            flowchart TD
              subgraph p1["Infra"]
                n1["cluster"]
                n2["cache"]
                n1 --> n2
              end
              subgraph p2["Canary"]
                n3{"healthy<br/>http error-rate #60; 1 %"}
              end
              subgraph p3["Live"]
                n4{{"go<br/>1 of lead, 2 of ops"}}
                n5[/"point of no return<br/>customers see it"/]
                n4 --> n5
              end
              p1 --> p2
              p2 --> p3
            """);
  }

  @Test
  void as_json() throws Exception {
    JsonNode json = new ObjectMapper().readTree(Report.json(Tale.plan().description()));

    assertThat(json.get("name").asText()).isEqualTo("shop-release");
    assertThat(json.at("/phases/1/stages/0/0/path").asText()).isEqualTo("Canary/healthy");
    assertThat(json.at("/phases/1/after/0").asText()).isEqualTo("Infra");
    assertThat(json.at("/secrets/0").asText()).isEqualTo("token");
  }

  @Test
  void names_with_commas_and_quotes_keep_their_edges() {
    Phase first = phase("a, b").step(step("\"one\"; after x").run(c -> {}).readOnly());
    Phase second = phase("a").after().step(step("two").run(c -> {}).readOnly());
    Phase third = phase("c").after(first, second).step(step("three").run(c -> {}).readOnly());
    PlanDescription plan = Plan.named("odd", 1).phases(first, second, third).build().description();

    assertThat(Report.outline(plan))
        .contains(
            "  phase c, after a, b and a\n", "  phase a\n", "step \"one\"; after x, read-only");
    assertThat(Report.mermaid(plan))
        .contains("n1[\"#34;one#34;#59; after x\"]", "p1 --> p3\n  p2 --> p3\n")
        .doesNotContain("p1 --> p2");
  }

  @Test
  void watches_announcements_the_start_items_and_labels_as_an_outline() {
    assertThat(Report.outline(Guarded.plan(1).description()))
        .isEqualTo(
            """
            plan shop 1, %s
              start, notice 30 min
              phase Go
                approval go 'Go or no go' (P3-031, P3-032): 1 of lead, 1 of ops [within=1 h waivable-by=[release manager]]
                  lead attests: Backups verified
                  ops attests: On call is awake, and near
                  ops attests: Pager is charged
                gate smoke: error-rate [every=5 s within=5 min sample-timeout=30 s waivable-by=[lead]]
                step switch, reversible
              watch errors 'Errors stay low' (W-1), from Go to Go: error-rate [every=30 s inconclusive-for=5 min sample-timeout=30 s]
              announcement status (A-1) to status page, at notice, start, end [within=2 min]
            """
                .formatted(Guarded.plan(1).fingerprint()));
  }

  @Test
  void watches_announcements_the_start_items_and_labels_as_a_flowchart() {
    assertThat(Report.mermaid(Guarded.plan(1).description()))
        .contains(
            "n1{{\"go 'Go or no go' (P3-031, P3-032)<br/>1 of lead, 1 of ops<br/>lead attests:"
                + " Backups verified<br/>ops attests: On call is awake, and near<br/>")
        .endsWith(
            """
              s1(["start, notice 30 min"])
              s1 --> p1
              w1(["watch errors 'Errors stay low' (W-1)<br/>error-rate"])
              w1 -. from .-> p1
              w1 -. until .-> p1
              a1>"announcement status (A-1)<br/>to status page at notice, start, end"]
            """);
  }

  @Test
  void watches_announcements_the_start_items_and_labels_as_json() throws Exception {
    JsonNode json = new ObjectMapper().readTree(Report.json(Guarded.plan(1).description()));

    assertThat(json.at("/start/0/path").asText()).isEqualTo("@start");
    assertThat(json.at("/watches/0/label").asText()).isEqualTo("Errors stay low");
    assertThat(json.at("/announcements/0/covers/0").asText()).isEqualTo("A-1");
    assertThat(json.at("/phases/0/stages/0/0/items/1/text").asText())
        .isEqualTo("On call is awake, and near");
    assertThat(json.at("/phases")).hasSize(1);
  }
}
