package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Journals;
import dev.sallyport.plan.Gate;
import dev.sallyport.plan.Graph;
import dev.sallyport.plan.Node;
import dev.sallyport.testkit.checks.Ask;
import java.time.Duration;
import java.util.stream.Stream;

/** What the plan's checks say of a world, by the ids of their items; by their names without one. */
final class Verdicts {
  private static final Ask ASK =
      Ask.checks()
          .within(Duration.ofSeconds(45))
          .knowing(Secrets.WEBHOOK, WebhookWorld.SECRET)
          .knowing(Secrets.TYPEFORM, WebhookWorld.TOKEN)
          .knowing(Secrets.DATABASE, WebhookWorld.PASSWORD)
          .knowing(Secrets.ADMIN, WebhookWorld.ADMIN);

  private final Graph graph;
  private final Ask ask;
  private final Object output;

  private Verdicts(Graph graph, Ask ask, Object output) {
    this.graph = graph;
    this.ask = ask;
    this.output = output;
  }

  static Verdicts of(WebhookSystems systems) {
    Graph graph = Nowhere.bound(WebhookPlan.of(systems, Journals.inMemory())).graph();
    return new Verdicts(graph, ASK, "never-sent");
  }

  /** Returns these, of which those that judge by the output of a step take this one. */
  Verdicts after(Object stepsOutput) {
    return new Verdicts(graph, ask, stepsOutput);
  }

  /** Returns these, told another secret of the webhooks. */
  Verdicts signing(String secret) {
    return new Verdicts(graph, ask.knowing(Secrets.WEBHOOK, secret), output);
  }

  Check check(String id) {
    Stream<Gate> gates =
        Stream.concat(
            graph.nodes().stream()
                .filter(Node.GateNode.class::isInstance)
                .map(node -> ((Node.GateNode) node).gate()),
            graph.watches().stream().map(node -> node.watch().gate()));
    Gate gate =
        gates
            .filter(g -> g.covers().contains(id) || g.name().equals(id))
            .findFirst()
            .orElseThrow(() -> new AssertionError("The plan asks nothing as " + id));
    return gate.basis() == null ? gate.check() : gate.on(output).check();
  }

  /** Asks once; the verdict begins with the word, and its reason has the text, which is not "". */
  void say(String id, String word, String reason) throws Exception {
    assertThat(reason).as("what %s is to say", id).isNotBlank();
    Verdict verdict = ask.now(check(id));
    assertThat(Ask.word(verdict) + ": " + verdict.reason())
        .as(id)
        .startsWith(word)
        .contains(reason);
  }

  /** Asks until the verdict is the one, since what is broken shows after a while. */
  void comeToSay(String id, String word, String reason) throws Exception {
    assertThat(reason).as("what %s is to say", id).isNotBlank();
    assertThat(ask.until(check(id), word).reason()).as(id).contains(reason);
  }

  /** Asks until the verdict is that all is well. */
  void comeToPass(String id) throws Exception {
    ask.until(check(id), "pass");
  }
}
