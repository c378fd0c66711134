package dev.sallyport.cli.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Effect;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the shape of the checklist: its skeleton compiles, builds, and passes nothing. */
class SkeletonTest {
  private static final Pattern CALLS_A_COMMAND = Pattern.compile("(?m)^(?!\\s*//).*\\bCommand\\.");

  private static final String RESOURCES =
      "analytics.md webhook.md github-issue.md numbered-runbook.md table.md nested.md emoji.md deutsch.md"
          + " no-boxes.md html-comments.md windows.md wiki-export.md rfc.md";

  @TempDir Path classes;

  /** All of the resources, and any of one's own: their paths in SALLYPORT_CHECKLISTS. */
  static Stream<Named<Checklist>> lists() throws Exception {
    List<Named<Checklist>> lists = new ArrayList<>();
    for (String name : RESOURCES.split(" ")) {
      lists.add(Named.of(name, Compiled.list(name)));
    }
    String paths = System.getenv().getOrDefault("SALLYPORT_CHECKLISTS", "");
    for (String path : paths.split(Pattern.quote(File.pathSeparator))) {
      if (!path.isBlank()) {
        String text = Files.readString(Path.of(path));
        lists.add(Named.of(path, Checklist.read(Path.of(path).getFileName().toString(), text)));
      }
    }
    return lists.stream();
  }

  @ParameterizedTest
  @MethodSource("lists")
  void compilesBuildsAndIsHonest(Checklist list) throws Exception {
    holds(list);
  }

  private void holds(Checklist list) throws Exception {
    Skeleton skeleton = list.skeleton("com.acme.deploy", "");
    Plan plan = Compiled.plan(skeleton);

    assertThat(plan.graph().nodes()).hasSize(planned(list));
    for (Node node : plan.graph().nodes()) {
      passesNothing(node);
    }
    assertThat(list.drift(plan)).as("the plan says what the checklist says").isEmpty();
    assertThat(Checklist.read("printed.md", Checklist.of(plan)).drift(plan))
        .as("what is printed reads as what was printed")
        .isEmpty();
    skeleton.files().forEach((file, code) -> isSafe(file, code));
    Compiled.compile(skeleton, classes, SkeletonTest::takingSuggestions);
  }

  private static int planned(Checklist list) {
    return (int) list.items().stream().filter(item -> item.kind().standsInPlan()).count();
  }

  private static void passesNothing(Node node) throws Exception {
    if (node instanceof Node.GateNode gate) {
      CheckContext sample =
          Sample.begin(Clock.systemUTC(), Duration.ofSeconds(5), Secret.Source.none(), () -> false);
      Verdict verdict = gate.gate().check().judge(sample);
      assertThat(verdict).as(node.path()).isInstanceOf(Verdict.Inconclusive.class);
      assertThat(verdict.reason()).contains("not automated yet");
    } else if (node instanceof Node.StepNode step) {
      assertThatThrownBy(() -> step.step().run(null, new Object[0]))
          .as(node.path())
          .isInstanceOf(OutcomeUnknownException.class)
          .hasMessageContaining("not automated yet");
      undoesNothingByItself(step.step());
    } else {
      assertThat(node).isInstanceOf(Node.ApprovalNode.class);
    }
  }

  private static <O> void undoesNothingByItself(Step<O> step) {
    assertThat(step.effect()).isInstanceOf(Effect.Reversible.class);
    Effect.Reversible<O> effect = (Effect.Reversible<O>) step.effect();
    assertThatThrownBy(() -> effect.undo().undo(null, null))
        .isInstanceOf(OutcomeUnknownException.class);
  }

  /** No command of the checklist is code, and no file is longer than one can read. */
  private static void isSafe(String file, String code) {
    if (file.endsWith(".java")) {
      assertThat(CALLS_A_COMMAND.matcher(code).results().map(r -> r.group()).toList()).isEmpty();
      assertThat(code.lines().count()).as(file).isLessThan(500);
    }
    assertThat(code).doesNotContain("hunter2secret", "abcdef0123456789");
  }

  /** What stands behind the slashes is code as well: whoever takes it, must not have to mend it. */
  private static String takingSuggestions(String code) {
    return code.replaceAll("(?m)^ {8}// {3}", "        ");
  }

  @Test
  void suggestionsAreThereToBeTaken() {
    String code =
        String.join("\n", Compiled.list("analytics.md").skeleton("", "").files().values());

    assertThat(code)
        .contains(
            "        //           .run(Command.of(\"python\", \"manage.py\", \"migrate\", \"--plan3\")"
                + ".timeout(Duration.ofMinutes(5)).asStep())\n")
        .contains("        // line 330: Only if migrations caused issues\n")
        .contains(
            "        // suggested: context -> Command.of(\"mongorestore\","
                + " \"/backup/plan3-pre-migration\").run(context)\n");
    assertThat(takingSuggestions(code)).isNotEqualTo(code);
  }

  @Test
  void thresholdsAreTyped() {
    String code =
        String.join("\n", Compiled.list("analytics.md").skeleton("", "").files().values());

    assertThat(code.replaceAll("\\s+", " "))
        .contains(
            ".monitor( askPeople( monitor( \"monitor-error-rate-should-be-0-1\","
                + " notAutomated(\"error rate\", Percent.class)"
                + ".staysBelow(Percent.of(0.1))) .window(Duration.ofHours(4), LOOK_EVERY)")
        .contains(
            "notAutomated(\"Response time (p95)\", Duration.class)"
                + ".staysAtMost(Duration.ofMillis(500))) .every(Duration.ofMinutes(1))"
                + " .failsOnInARow(5)")
        .contains(".label(\"Not so: Error rate >5%\")");
  }

  @Test
  void withoutAnItemThereIsNoSkeleton() {
    assertThatThrownBy(() -> Checklist.read("empty.md", "# Title\n\nWords.\n").skeleton("a", ""))
        .hasMessage(
            "There is no item in empty.md that could stand in a plan: no box to tick ('- [ ] ...'), no"
                + " numbered line, no row of a table, no shell. Give the list whose items are to be"
                + " done.");
    assertThatThrownBy(() -> Checklist.read("a.md", "# Rollback\n- [ ] x\n").skeleton("a", ""))
        .hasMessageStartingWith("There is no item in a.md that could stand in a plan");
  }

  @Test
  void namesThatJavaDoesNotTakeAreRefused() {
    Checklist list = Checklist.read("a.md", "- [ ] x\n");

    assertThatThrownBy(() -> list.skeleton("com.1st", ""))
        .hasMessage("'com.1st' is no name of a Java package. Give one such as com.acme.deploy.");
    for (String name : List.of("class", "1st", "a b", "Plan", "String")) {
      assertThatThrownBy(() -> list.skeleton("a", name))
          .hasMessage(
              "'"
                  + name
                  + "' cannot be the class of the plan: it is no Java name, or one that its code uses."
                  + " Give one such as ShopDeployment.");
    }
  }
}
