package dev.sallyport.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportFormsTest {

  @Test
  void markdown_has_the_same_sections() {
    assertThat(Tale.rolledBack().report().markdown())
        .startsWith(
            """
            # shop-release 3: rolled back

            |  |  |
            | --- | --- |
            | run | r1 |
            """)
        .contains(
            """

            | of | fact | value |
            | --- | --- | --- |
            | shop | error_rate | 4.2 % |
            | shop | requests | 500 |

            ## Undone, in this order

            1. Canary/@rollback, took 1 s
            2. Infra/cluster, took 1 s

            ## Steps and gates

            | what | kind | state | took | last seen |
            | --- | --- | --- | --- | --- |
            | Infra | phase | undone |  |  |
            | Infra/cluster | step | undone | 1 s |  |
            """)
        .endsWith(
            """

            ## What next

            Correct what kept 'Canary/healthy' closed, or give it more time; then start a new run.
            """);
  }

  @Test
  void nothing_that_was_seen_passes_for_markup() {
    assertThat(MarkdownWriter.escape("<img src=x> | *a* _b_ my_key [l](u) `c` \\ &amp;"))
        .isEqualTo("\\<img src=x\\> \\| \\*a\\* \\_b\\_ my_key \\[l\\](u) \\`c\\` \\\\ \\&amp;");
    assertThat(MarkdownWriter.escape("# no title")).isEqualTo("\\# no title");
    assertThat(MarkdownWriter.escape("a\nb\u0007")).isEqualTo("a b?");
    assertThat(MarkdownWriter.escape("1. one")).isEqualTo("1\\. one");
    assertThat(MarkdownWriter.escape("---")).isEqualTo("\\---");
    assertThat(MarkdownWriter.escape("\u202Ea\u2028b\uD800")).isEqualTo("?a b?");
    assertThat(MarkdownWriter.write(new Document().heading(2, "a ##"))).isEqualTo("## a \\##\n");
    assertThat(MarkdownWriter.write(new Document().heading(2, "#"))).isEqualTo("## \\#\n");
  }

  @Test
  void long_words_are_broken_where_they_must_be() {
    assertThat(TextWriter.wrap("abcdefghij klm", 5)).containsExactly("abcde", "fghij", "klm");
    assertThat(TextWriter.wrap("ab cd ef", 5)).containsExactly("ab cd", "ef");
    assertThat(TextWriter.wrap("", 5)).containsExactly("");
  }

  @Test
  void json_has_stable_fields() throws Exception {
    JsonNode json = new ObjectMapper().readTree(Tale.rolledBack().report().json());

    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "run",
            "plan",
            "outcome",
            "reason",
            "startedAt",
            "startedBy",
            "endedAt",
            "lastEventAt",
            "elapsedSeconds",
            "owners",
            "paused",
            "rollback",
            "stop",
            "inputs",
            "closing",
            "start",
            "phases",
            "watches",
            "announcements",
            "channelsDown",
            "undone",
            "leftovers",
            "pointsOfNoReturn",
            "warnings",
            "people");
    assertThat(json.at("/inputs/version").asText()).isEqualTo("2.4");
    assertThat(json.at("/rollback/trigger").asText()).isEqualTo("GATE_TIMED_OUT");
    JsonNode gate = json.at("/phases/1/nodes/0/gate");
    assertThat(gate.fieldNames())
        .toIterable()
        .containsExactly(
            "reachedAt",
            "exposure",
            "until",
            "samples",
            "passes",
            "fails",
            "last",
            "danger",
            "passingSince",
            "takenAsPass",
            "closedAt",
            "failed",
            "reason",
            "check");
    assertThat(gate.at("/last/kind").asText()).isEqualTo("pending");
    assertThat(gate.at("/last/evidence/observed/0/value").asText()).isEqualTo("4.2");
    assertThat(json.at("/phases/0/nodes/0").fieldNames())
        .toIterable()
        .containsExactly(
            "path",
            "kind",
            "state",
            "label",
            "covers",
            "seconds",
            "attempts",
            "undoAttempts",
            "history",
            "gate",
            "verification",
            "votes",
            "attested",
            "waivers",
            "lapsed",
            "items",
            "missingVotes",
            "sendings",
            "question");
  }

  @Test
  void an_unfinished_run_has_no_outcome_in_json() throws Exception {
    JsonNode json = new ObjectMapper().readTree(Report.of(List.of()).json());

    assertThat(json.get("outcome").isNull()).isTrue();
    assertThat(json.get("run").isNull()).isTrue();
  }

  @Test
  void each_event_is_one_line_of_json() throws Exception {
    Tale tale = Tale.rolledBack();
    for (Event event : tale.events()) {
      String line = Report.json(event);
      assertThat(line).doesNotContain("\n");
      assertThat(new ObjectMapper().readTree(line).get("event").asText())
          .isEqualTo(event.getClass().getSimpleName());
    }
    assertThat(Report.json(tale.events().get(0)))
        .isEqualTo(
            ("{'event':'RunStarted','at':'2026-11-22T22:15:30Z','runId':'r1',"
                    + "'plan':{'name':'shop-release','version':3,'fingerprint':'"
                    + Tale.plan().fingerprint()
                    + "','policyFingerprint':'"
                    + Tale.plan().policyFingerprint()
                    + "'},'inputs':{'version':'2.4'},'by':'ann'}")
                .replace('\'', '"'));
    assertThat(Report.json(tale.fail("Infra/cluster", Work.UNDO, "x", null).events().get(15)))
        .startsWith("{\"event\":\"RunEnded\"");
  }

  @Test
  void a_value_that_is_no_json_is_shown_as_text() {
    assertThat(Json.inputs(java.util.Map.of("a", "not json")).toString())
        .isEqualTo("{\"a\":\"not json\"}");
  }

  @Test
  void the_event_lines_say_what_happened() {
    Tale tale =
        Tale.begun()
            .then(at -> new Event.Paused(at, "bob", "lunch"))
            .then(at -> new Event.Unpaused(at, "bob"))
            .vote("ann", "lead")
            .rollback(Trigger.OPERATOR, "", "enough", "bob")
            .end(Outcome.ROLLED_BACK, "enough");

    assertThat(tale.events().stream().map(EventText::of))
        .containsExactly(
            "run r1 of shop-release 3 started by ann",
            "paused by bob: lunch",
            "goes on, by bob",
            "Live/go: ann (lead) approved",
            "rolling back, by bob: a person said so: enough",
            "rolled back: enough");
  }
}
