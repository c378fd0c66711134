package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.plan.Approval;
import dev.sallyport.plan.Cover;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The plan beside its checklist, item by item. */
class WebhookChecklistTest {
  /** Where the plan does otherwise than the checklist's list of kinds proposes, and why. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "PR-015", "approval: no balancer with weights stands here that could be read",
          "PR-074", "watch: support files reports, and a person may trip it by hand as well");

  private static final Map<String, Set<String>> KINDS =
      Map.of(
          "check", Set.of("gate"),
          "action", Set.of("step"),
          "watch", Set.of("watch", "monitor"),
          "notify", Set.of("announcement"),
          "record", Set.of("record"),
          "signoff", Set.of("approval"));

  private final Plan plan = Nowhere.plan(Pace.asWritten());
  private final List<Cover> covers = plan.description().covers();
  private final List<Item> items = items();

  /** A line of the list of items. */
  private record Item(String id, String text, String how) {}

  private static List<Item> items() {
    try (var list = WebhookChecklistTest.class.getResourceAsStream("items.tsv")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(line -> line.split("\t"))
          .map(cells -> new Item(cells[0], cells[2], cells[3]))
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What is announced to a page is a record. */
  private String kind(Cover cover) {
    boolean record =
        plan.graph().announcements().stream()
            .filter(node -> node.announcement().covers().contains(cover.id()))
            .anyMatch(node -> node.announcement().channel() instanceof Records.Page);
    return record ? "record" : cover.kind();
  }

  @Test
  void eachOfThe103ItemsIsCoveredOnce() {
    assertThat(items).hasSize(103);
    assertThat(covers.stream().map(Cover::id).sorted())
        .containsExactlyElementsOf(items.stream().map(Item::id).sorted().toList());
  }

  @Test
  void eachIsOfItsKindOrThereIsAReason() {
    Map<String, String> wrong = new LinkedHashMap<>();
    for (Item item : items) {
      Cover cover = covers.stream().filter(c -> c.id().equals(item.id())).findFirst().orElseThrow();
      boolean asProposed = KINDS.get(item.how()).contains(kind(cover));
      if (OTHERWISE.containsKey(item.id())) {
        assertThat(OTHERWISE.get(item.id())).startsWith(kind(cover) + ": ");
        assertThat(asProposed).as("%s needs no reason", item.id()).isFalse();
      } else if (!asProposed) {
        wrong.put(item.id(), item.how() + " but " + kind(cover));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void eachIsLabelledByTheWordsOfItsItem() {
    for (Cover cover : covers) {
      String text =
          items.stream().filter(i -> i.id().equals(cover.id())).findFirst().orElseThrow().text();
      assertThat(plain(text)).as(cover.id()).contains(plain(cover.text()));
    }
  }

  private static String plain(String text) {
    return text.replaceAll("[^A-Za-z0-9%<>]", "").toLowerCase(java.util.Locale.ROOT);
  }

  @Test
  void theCountsByKindAreTheseOnes() {
    Map<String, Long> counts = new java.util.TreeMap<>();
    covers.forEach(c -> counts.merge(kind(c), 1L, Long::sum));

    assertThat(counts)
        .isEqualTo(
            Map.of(
                "announcement", 8L,
                "approval", 22L,
                "gate", 41L,
                "monitor", 1L,
                "record", 5L,
                "step", 8L,
                "watch", 18L));
  }

  @Test
  void nothingOfItPassesForWantOfData() {
    assertThat(
            Stream.concat(
                    plan.graph().nodes().stream()
                        .filter(Node.GateNode.class::isInstance)
                        .map(n -> ((Node.GateNode) n).gate().check()),
                    plan.graph().watches().stream().map(w -> w.watch().gate().check()))
                .filter(dev.sallyport.check.Check::passesWithoutData))
        .isEmpty();
  }

  /** A soak is none of them: it only lasts; what is looked for meanwhile are watches. */
  @Test
  void eachThatAMachineJudgesOrDoesIsBrokenForRealByATest() {
    Set<String> wanted = new TreeSet<>();
    for (Node node : plan.graph().nodes()) {
      if (node instanceof Node.StepNode step) {
        wanted.addAll(ids(step.covers(), step.step().name()));
      } else if (node instanceof Node.GateNode gate && !gate.kind().equals("soak")) {
        wanted.addAll(ids(gate.covers(), gate.gate().name()));
      }
    }
    plan.graph()
        .watches()
        .forEach(w -> wanted.addAll(ids(w.watch().gate().covers(), w.watch().gate().name())));

    assertThat(Cases.all()).containsExactlyElementsOf(wanted);
  }

  private static List<String> ids(List<String> covers, String name) {
    return covers.isEmpty() ? List.of(name) : covers;
  }

  @Test
  void noSecretIsInWhatIsKeptOfThePlan() {
    assertThat(plan.secretTexts()).hasSize(5);
    assertThat(plan.secretTexts())
        .allSatisfy(word -> assertThat(plan.description().toString()).doesNotContain(word));
  }

  @Test
  void whoeverStartsItDoesNotSignItOff() {
    Approval technical =
        ((Node.ApprovalNode)
                plan.graph().node(plan.graph().indexOf("Technical Sign-off/technical")))
            .approval();

    assertThat(technical.roles().keySet())
        .containsExactlyInAnyOrder(
            "lead engineer", "devops engineer", "security engineer", "qa engineer");
  }
}
