package dev.sallyport.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes that the compiler finds; beside each the program without it, which compiles. */
class NonCompilingTest {
  private static final String STEPS =
      """
      Step<Cluster> cluster = step("cluster", Cluster.class).run(ctx -> new Cluster("c")).readOnly();
      Step<Schema> schema = step("schema", Schema.class).run(ctx -> new Schema(1)).readOnly();
      """;

  @TempDir Path classes;

  @Test
  void an_output_of_the_wrong_type_given_to_a_step() {
    rejected(
        STEPS + "step(\"migrate\").using(schema).run((ctx, made) -> migrate(made));",
        "Schema cannot be converted to Cluster");
    compiles(STEPS + "step(\"migrate\").using(cluster).run((ctx, made) -> migrate(made));");
  }

  @Test
  void an_output_of_another_type_than_declared() {
    rejected(
        "step(\"cluster\", Cluster.class).run(ctx -> new Schema(1));",
        "Schema cannot be converted to Cluster");
    compiles("step(\"schema\", Schema.class).run(ctx -> new Schema(1));");
  }

  @Test
  void swapped_outputs() {
    String run = ".run((ctx, c, s) -> { migrate(c); drop(s); });";
    rejected(
        STEPS + "step(\"both\").using(schema, cluster)" + run,
        "Schema cannot be converted to Cluster",
        "Cluster cannot be converted to Schema");
    compiles(STEPS + "step(\"both\").using(cluster, schema)" + run);
  }

  @Test
  void an_undo_of_the_wrong_type() {
    rejected(
        STEPS + "cluster.onRollback((ctx, made) -> drop(made));",
        "Cluster cannot be converted to Schema");
    compiles(STEPS + "schema.onRollback((ctx, made) -> drop(made));");
  }

  @Test
  void a_probe_of_the_wrong_type() {
    rejected(STEPS + "cluster.probe(ctx -> Probed.done(new Schema(1)));", "Schema", "Cluster");
    compiles(STEPS + "cluster.probe(ctx -> Probed.done(new Cluster(\"c\")));");
  }

  @Test
  void an_input_bound_to_a_value_of_the_wrong_type() {
    rejected("plan.with(VERSION, \"1.2\");", "Version", "String");
    compiles("plan.with(VERSION, new Version(\"1.2\")).with(REGION, \"eu\");");
  }

  @Test
  void a_secret_bound_to_a_value_of_the_wrong_type() {
    rejected("plan.with(TOKEN, 7);", "String", "Integer");
    compiles("plan.with(TOKEN, \"hunter2\");");
  }

  @Test
  void a_rate_compared_with_a_duration() {
    rejected("errorRate.below(Duration.ofSeconds(1));", "Duration cannot be converted to Percent");
    compiles("errorRate.below(percent(1));");
  }

  @Test
  void mixed_units() {
    rejected("lag.below(percent(1));", "Percent cannot be converted to Duration");
    rejected("heap.staysAtMost(percent(80));", "Percent cannot be converted to DataSize");
    compiles("lag.below(Duration.ofSeconds(1)); heap.staysAtMost(DataSize.mebibytes(200));");
  }

  @Test
  void a_bare_number_for_a_lag() {
    rejected("lag.below(2);", "int cannot be converted to Duration");
    rejected("gate(\"lag\", lag.below(Duration.ZERO)).within(15);", "int", "Duration");
    compiles("lag.below(Duration.ofSeconds(2));");
  }

  @Test
  void a_metric_that_was_not_compared() {
    rejected("gate(\"lag\", lag);", "Metric<Duration> cannot be converted to Check");
    compiles("gate(\"lag\", lag.below(Duration.ofSeconds(2)));");
  }

  @Test
  void a_secret_used_as_an_input() {
    rejected("step(\"deploy\").using(TOKEN).run((ctx, token) -> {});", "Secret<String>", "Ref");
    rejected("plan(\"shop\", 1).inputs(TOKEN);", "Secret<String>", "Input");
    compiles("step(\"deploy\").run(ctx -> ctx.secret(TOKEN).length());");
    compiles("plan(\"shop\", 1).secrets(TOKEN).inputs(VERSION);");
  }

  @Test
  void a_later_step() {
    String late = "late = step(\"late\", Cluster.class).run(ctx -> new Cluster(\"c\")).readOnly();";
    String early = "step(\"early\").using(late).run((ctx, made) -> migrate(made));";
    rejected(
        "Step<Cluster> late;\n" + early + "\n" + late,
        "variable late might not have been initialized");
    compiles("Step<Cluster> late;\n" + late + "\n" + early);
  }

  private void compiles(String body) {
    assertThat(Javac.errors(body, classes)).isEmpty();
  }

  private void rejected(String body, String... said) {
    assertThat(Javac.errors(body, classes)).contains(said);
  }
}
