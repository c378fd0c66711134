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
}
