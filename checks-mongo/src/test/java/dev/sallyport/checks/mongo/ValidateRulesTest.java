package dev.sallyport.checks.mongo;

import static dev.sallyport.checks.mongo.Judged.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.checks.mongo.SetView.Member;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class ValidateRulesTest {
  private static final ValidateRules RULES = new ValidateRules("shop.users", 1);

  private static Reply reply(String json) {
    return Reply.of("m2:27017", Document.parse(json));
  }

  private static String judged(String json) {
    return word(RULES.objections(reply(json)));
  }

  @Test
  void valid_without_errors_passes() {
    assertThat(
            judged(
                "{valid: true, nrecords: 3, errors: [], warnings: [], indexDetails: {_id_:"
                    + " {valid: true}}}"))
        .isEqualTo("pass");
  }

  @Test
  void whatever_is_broken_fails_though_it_says_valid() {
    assertThat(judged("{valid: false, nrecords: 3}")).isEqualTo("fail invalid");
    assertThat(judged("{valid: true, nrecords: 3, errors: ['bad']}")).isEqualTo("fail invalid");
    for (String list : List.of("missingIndexEntries", "extraIndexEntries", "corruptRecords")) {
      assertThat(judged("{valid: true, nrecords: 3, " + list + ": [{}]}"))
          .as(list)
          .isEqualTo("fail invalid");
    }
    assertThat(judged("{valid: true, nrecords: 3, indexDetails: {a_1: {valid: false}}}"))
        .isEqualTo("fail invalid");
  }

  @Test
  void the_first_error_and_the_way_out_are_told() {
    Reply reply = reply("{valid: false, nrecords: 3, errors: ['page 7 is torn', 'and 8']}");
    assertThat(RULES.objections(reply).get(0).text())
        .isEqualTo("shop.users on m2:27017 is not valid: page 7 is torn, and 1 more");
    assertThat(RULES.objections(reply).get(0).wayOut())
        .isEqualTo(
            "This copy is damaged: look at its disk and its log, then make the member sync anew."
                + " The other members have copies of their own, so validate those as well.");
  }

  @Test
  void schema_violations_are_warnings_and_pass() {
    Reply reply =
        reply("{valid: true, nrecords: 3, nNonCompliantDocuments: 2, warnings: ['see log']}");
    assertThat(RULES.objections(reply)).isEmpty();
    assertThat(ValidateRules.warnings(reply))
        .containsExactly("see log", "2 nNonCompliantDocuments");
  }

  @Test
  void an_answer_that_does_not_say_is_no_pass() {
    assertThat(judged("{nrecords: 3}")).isEqualTo("inconclusive ERROR");
    assertThat(judged("{valid: true}")).isEqualTo("inconclusive ERROR");
    assertThat(judged("{valid: 'perhaps', nrecords: 3}")).isEqualTo("fail invalid");
  }

  @Test
  void nothing_validated_is_no_pass_unless_it_was_said() {
    String empty = "{valid: true, nrecords: 0}";
    assertThat(judged(empty)).isEqualTo("inconclusive NO_DATA");
    assertThat(word(new ValidateRules("a.b", 0).objections(reply(empty)))).isEqualTo("pass");
    assertThat(word(new ValidateRules("a.b", 9).objections(reply("{valid: true, nrecords: 8}"))))
        .isEqualTo("fail records-missing");
  }

  @Test
  void refusals_are_told_apart() {
    assertThat(refused("NamespaceNotFound (26): no")).isEqualTo("fail no-collection");
    assertThat(refused("CommandNotSupportedOnView (166): no")).isEqualTo("fail a-view");
    assertThat(refused("MaxTimeMSExpired (50): no")).isEqualTo("inconclusive ERROR");
    assertThat(refused("Unauthorized (13): no")).isEqualTo("inconclusive ERROR");
    assertThat(
            RULES.objections(Reply.trouble("m2:27017", "MaxTimeMSExpired (50): no")).get(0).code())
        .isEqualTo("not-finished");
  }

  private static String refused(String trouble) {
    return word(RULES.objections(Reply.trouble("m2:27017", trouble)));
  }

  @Test
  void a_hidden_secondary_is_locked_before_others_and_a_primary_never() {
    assertThat(quietest(Map.of("a", "primary", "b", "secondary"))).contains("b");
    assertThat(quietest(Map.of("a", "secondary", "b", "hidden", "c", "primary"))).contains("b");
    assertThat(quietest(Map.of("a", "secondary", "b", "low", "c", "primary"))).contains("b");
    assertThat(quietest(Map.of("a", "primary"))).isEmpty();
    assertThat(quietest(Map.of("a", "primary", "b", "down"))).isEmpty();
  }

  private static Optional<String> quietest(Map<String, String> kinds) {
    List<Document> lines =
        new TreeMap<>(kinds)
            .entrySet().stream()
                .map(
                    e ->
                        new Document("host", e.getKey())
                            .append("priority", e.getValue().equals("low") ? 0.5 : 1)
                            .append("hidden", e.getValue().equals("hidden")))
                .toList();
    Document config = new Document("config", new Document("members", lines));
    Map<String, Member> members = new TreeMap<>();
    kinds.forEach(
        (name, kind) ->
            members.put(
                name,
                new Member(
                    name,
                    Reply.of(name, config),
                    Reply.of(name, new Document()),
                    kind.equals("down")
                        ? Reply.trouble(name, "down")
                        : Reply.of(name, new Document("secondary", !kind.equals("primary"))))));
    return ValidateRules.quietest(new SetView(members));
  }
}
