package dev.sallyport.cli.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.plan.Plan;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people write must never be anything but text in the code. */
class HardTextsTest {

  private static Plan plan(String markdown) {
    Checklist list = Checklist.read("list.md", markdown);
    Plan plan = Compiled.plan(list.skeleton("a.b", "T"));
    assertThat(list.drift(plan)).isEmpty();
    return plan;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quotes \" and \\\\ and ' and `\"x\"`",
        "ends the comment */ } } class X {",
        "a unicode escape \\u000a System.exit(1); // and C:\\users",
        "\\u0022 + System.getenv() + \\u0022",
        "100 % of %s and %n and ${X}",
        "class",
        "\u202Eright to left\u202C",
        "zero\u200Bwidth and a bell\u0007",
        "👩‍🚀 rocket and 𝔘nicode",
        "???",
        "0",
        "-",
        "@Deprecated",
        "a/b/c=d",
        "\"\"\" text block \"\"\""
      })
  void isNothingButText(String text) {
    Plan plan =
        plan(
            "# "
                + text
                + "\n\n- [ ] "
                + text
                + "\n- [ ] "
                + text
                + "\n- [ ] Deploy "
                + text
                + "\n");

    assertThat(plan.graph().nodes()).hasSize(3);
  }

  @Test
  void textsOfEveryLength() {
    String words = "word ".repeat(5000).strip();
    Plan plan = plan("## " + words + "\n\n- [ ] " + words + "\n- [ ] " + "x".repeat(90_000) + "\n");

    assertThat(plan.graph().nodes())
        .allSatisfy(node -> assertThat(node.label()).hasSizeLessThan(1001));
    assertThat(plan.graph().nodes())
        .allSatisfy(node -> assertThat(node.path()).hasSizeLessThan(200));
  }

  @Test
  void textsThatWouldKeepACarelessReaderBusy() {
    String words = "a".repeat(50_000);
    String fillers = "is at to ".repeat(100);
    Plan plan =
        plan(
            "## Go\n\n- [ ] "
                + fillers
                + "x < 5 "
                + fillers
                + "\n- [ ] "
                + "<".repeat(9_000)
                + "\n\n```sh\ndeploy "
                + words
                + " \""
                + words
                + "\"\n"
                + "deploy-it ".repeat(9_000)
                + "\n```\n");

    assertThat(plan.graph().nodes()).hasSize(3);
  }

  @Test
  void fiveHundredItemsInOnePhase() {
    String items =
        IntStream.rangeClosed(1, 500)
            .mapToObj(i -> "- [ ] Service number " + i + " answers within " + i + " seconds")
            .collect(Collectors.joining("\n"));
    Plan plan = plan("# Big\n\n" + items + "\n");

    assertThat(plan.graph().phases()).hasSize(1);
    assertThat(plan.graph().nodes()).hasSize(500);
    assertThat(plan.graph().node(499).path())
        .isEqualTo("Big/service-number-500-answers-within-500-seconds");
  }

  @Test
  void threeHundredPhasesOfOneName() {
    String phases = "## Deploy\n\n- [ ] Deploy it\n\n".repeat(300);

    assertThat(plan(phases).graph().phases()).hasSize(300);
  }

  @Test
  void sameTextsGetNamesOfTheirOwn() {
    List<String> paths =
        plan("## Go\n- [ ] Deploy\n- [ ] deploy!\n- [ ] Deploy\n## go\n- [ ] Deploy\n")
            .graph()
            .nodes()
            .stream()
            .map(node -> node.path())
            .toList();

    assertThat(paths).containsExactly("Go/deploy", "Go/deploy-2", "Go/deploy-3", "go 2/deploy");
  }

  @Test
  void anIdThatStandsTwiceIsCoveredOnce() {
    Plan plan =
        plan(
            "## Go\n- [ ] OPS-1: Deploy\n- [ ] OPS-1: Deploy again\n- [ ] Look <!-- OPS-2, OPS-3 -->\n");

    assertThat(plan.graph().node(0).covers()).containsExactly("OPS-1");
    assertThat(plan.graph().node(1).covers()).isEmpty();
    assertThat(plan.graph().node(2).covers()).containsExactly("OPS-2", "OPS-3");
  }
}
