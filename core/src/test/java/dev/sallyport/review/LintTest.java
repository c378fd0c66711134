package dev.sallyport.review;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.review.Plans.body;
import static dev.sallyport.review.Plans.good;
import static dev.sallyport.review.Plans.nextLine;
import static dev.sallyport.review.Plans.plan;
import static dev.sallyport.review.Plans.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import org.junit.jupiter.api.Test;

class LintTest {
  private static final String SWITCH_AT = nextLine();
  private static final Step<Void> SWITCH = step("switch").run(c -> {}).irreversible("small");
  private static final String COPY_AT = nextLine();
  private static final Step<Void> COPY = step("copy").run(c -> {}).irreversible("harmless");

  private final Lint lint = Lint.of(twoFindings());

  private static Plan twoFindings() {
    return plan(phase("Live").step(good("a"), SWITCH, COPY));
  }

  @Test
  void a_plan_of_which_nothing_is_to_be_said() {
    Lint clean = Lint.of(plan(phase("Live").step(good("a"))));

    assertThat(clean.findings()).isEmpty();
    assertThat(clean.isClean()).isTrue();
    assertThat(clean.text()).isEqualTo("shop 1: nothing found\n");
  }

  @Test
  void as_text_each_finding_is_a_block() {
    assertThat(lint.isClean()).isFalse();
    assertThat(lint.accepting("LINT-001", "Live/copy", "it never\nhangs").text())
        .isEqualTo(
            """
            shop 1: 1 finding, 1 accepted

            LINT-001 Live/switch (%s)
              why:      the step 'Live/switch' has an effect and no timeout, so an attempt that hangs holds the run for ever.
              way out:  Add timeout(...).

            LINT-001 Live/copy (%s)
              why:      the step 'Live/copy' has an effect and no timeout, so an attempt that hangs holds the run for ever.
              accepted: it never hangs
            """
                .formatted(SWITCH_AT, COPY_AT));
  }

  @Test
  void as_json() throws Exception {
    String text = lint.accepting("LINT-001", "Live/copy", "it never hangs").json();
    JsonNode json = new ObjectMapper().readTree(text);

    assertThat(json.get("plan").asText()).isEqualTo("shop");
    assertThat(json.get("findings")).hasSize(1);
    assertThat(json.at("/findings/0/path").asText()).isEqualTo("Live/switch");
    assertThat(json.at("/findings/0/source").asText()).isEqualTo(SWITCH_AT);
    assertThat(json.at("/accepted/0/code").asText()).isEqualTo("LINT-001");
    assertThat(json.at("/accepted/0/reason").asText()).isEqualTo("it never hangs");
  }

  @Test
  void all_accepted_is_clean() {
    Lint accepted =
        lint.accepting("LINT-001", "Live/copy", "it never hangs")
            .accepting("LINT-001", "Live/switch", "nor does this");

    assertThat(accepted.isClean()).isTrue();
    assertThat(accepted.text()).startsWith("shop 1: nothing found, 2 accepted\n\nLINT-001 Live/s");
    assertThat(accepted.accepted())
        .extracting(Lint.Accepted::reason)
        .as("in the order of the plan")
        .containsExactly("nor does this", "it never hangs");
    assertThat(lint.findings()).as("unchanged").hasSize(2);
  }

  @Test
  void an_acceptance_of_nothing_is_a_finding() {
    Lint accepted =
        lint.accepting("LINT-002", "Live/copy", "once true")
            .accepting("LINT-404", "Live/copy", "no such code")
            .accepting("LINT-902", "Live/copy", "not to be accepted")
            .accepting("LINT-001", "Live/gone", "no such path");

    assertThat(accepted.findings().subList(2, 6).stream().map(Finding::toString))
        .containsExactly(
            "LINT-902 Live/copy: LINT-002 is accepted at 'Live/copy', but nothing of that code is"
                + " found there any more. Leave out the acceptance.",
            "LINT-901 Live/copy: LINT-404 is accepted at 'Live/copy', but there is no such code"
                + " that can be accepted. Copy the code from the finding.",
            "LINT-901 Live/copy: LINT-902 is accepted at 'Live/copy', but there is no such code"
                + " that can be accepted. Copy the code from the finding.",
            "LINT-901 Live/gone: LINT-001 is accepted at 'Live/gone', but the plan 'shop' has"
                + " nothing of that path. Copy the path from the finding; or leave out the"
                + " acceptance.");
    assertThat(accepted.text())
        .contains("\nLINT-901 Live/gone\n  why:      LINT-001 is accepted at 'Live/gone', but ");
  }

  @Test
  void the_path_of_a_phases_rollback_is_known() {
    Step<Void> look = body("look").timeout(seconds(1)).readOnly();
    Plan plan = plan(phase("Live").step(look).onRollback(c -> {}));

    assertThat(Lint.of(plan).findings())
        .extracting(Finding::path)
        .containsExactly("Live/@rollback");
    assertThat(Lint.of(plan).accepting("LINT-012", "Live/@rollback", "for later").isClean())
        .isTrue();
    assertThat(Lint.of(plan).accepting("LINT-001", "Live/@rollback", "for later").findings())
        .extracting(Finding::code)
        .containsExactly("LINT-012", "LINT-902");
  }

  @Test
  void an_acceptance_needs_a_reason() {
    assertThatThrownBy(() -> lint.accepting("LINT-001", "Live/copy", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The acceptance of LINT-001 at 'Live/copy' has no reason. Say why it is accepted.");
  }
}
