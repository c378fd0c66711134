package dev.sallyport.cli.checklist;

import static dev.sallyport.plan.Dsl.announcement;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.monitor;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.step;
import static dev.sallyport.plan.Dsl.watch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Everything a plan may hold, as a checklist. */
class PlanMarkdownTest {
  private static final Check CALM =
      Check.of(
          "error *rate*",
          context -> Verdict.pass("calm", Evidence.of("nothing", context.startedAt())));

  private static final Channel CHAT =
      new Channel() {
        @Override
        public String name() {
          return "chat";
        }

        @Override
        public String send(Message message, CheckContext context) {
          throw new IllegalStateException("nothing is sent here");
        }
      };

  private static Plan plan() {
    Step<Void> web = step("web").run(c -> {}).readOnly().label("Deploy `web` <1>");
    Step<Void> api =
        step("api")
            .run(c -> {})
            .timeout(Duration.ofMinutes(2))
            .irreversible("it is only added")
            .covers("OPS-1", "OPS-2");
    Phase live =
        phase("Live")
            .parallel(web, api)
            .pointOfNoReturn("data is new")
            .soak(soak("rest", Duration.ofMinutes(10)))
            .monitor(monitor("calm", CALM).window(Duration.ofHours(6), Duration.ofMinutes(5)))
            .gate(
                gate("steady", CALM)
                    .sustainedFor(Duration.ofMinutes(5))
                    .within(Duration.ofMinutes(9))
                    .onFailure(OnFailure.WARN))
            .gate(
                approval("sign-off", "QA")
                    .attests("QA", "All tests pass", "OPS-5")
                    .attests("Security", "Audit passed")
                    .within(Duration.ofHours(2)))
            .gate(
                approval("go", "lead")
                    .and("sre", 2)
                    .notByInitiator()
                    .within(Duration.ofHours(1))
                    .onFailure(OnFailure.STOP));
    return Plan.named("shop", 3)
        .phases(live)
        .watches(watch("errors", CALM).over(live).label("Not so: Errors > 5 %").covers("OPS-9"))
        .announcements(announcement("begun", CHAT).atStart().label("Support is informed"))
        .build();
  }

  @Test
  void saysWhatWhoUntilWhenAndHowItGoesBack() {
    assertThat(Checklist.of(plan()))
        .isEqualTo(
            """
            # shop 3

            Plan %s. Read it before it runs; what runs is the plan.

            ## Live

            - [ ] Deploy `web` \\<1\\>
              - `web`; step, side by side; no deadline; read-only; else rolls back
            - [ ] api <!-- OPS-1 OPS-2 -->
              - `api`; step, side by side; within 2 min an attempt; no undo: it is only added; else rolls back

            **Point of no return: data is new**

            - [ ] rest
              - `rest`; soak; lasts 10 min
            - [ ] calm
              - `calm`; monitor; asks error \\*rate\\*; every 5 min for 6 h; else rolls back
            - [ ] steady
              - `steady`; gate; asks error \\*rate\\*; sustained for 5 min; within 9 min; else warns

            Approval **sign-off**: `sign-off`; approval; by QA; by Security; within 2 h; else rolls back

            - [ ] All tests pass <!-- OPS-5 -->
              - attested by QA
            - [ ] Audit passed
              - attested by Security
            - [ ] go
              - `go`; approval; by lead; 2 votes of sre; not by whoever starts it; within 1 h; else stops

            ## Watches and announcements

            - [ ] Not so: Errors \\> 5 % <!-- OPS-9 -->
              - `@watch/errors`; watch; asks error \\*rate\\*; every 30 s from Live to Live; else rolls back
            - [ ] Support is informed
              - `@announce/begun`; announcement to chat
            """
                .replace("%s", plan().fingerprint()));
  }

  @Test
  void readsBackAsThePlan() {
    assertThat(Checklist.read("printed.md", Checklist.of(plan())).drift(plan())).isEmpty();
  }

  @Test
  void whatStandsSideBySideHasNoOrderAndAWatchNoPlace() {
    String list =
        """
        ## Live
        - [ ] OPS-1: the first half
        - [ ] OPS-2: the other half
        - [ ] Deploy web <1>
        - [ ] rest
        - [ ] calm
        - [ ] steady

        **Sign-off**

        - [ ] All tests pass
        - [ ] Audit passed
        - [ ] go

        ## Communication
        - [ ] Support is informed

        ## Rollback triggers
        - [ ] Errors > 5 %
        """;

    assertThat(Checklist.read("own.md", list).drift(plan())).isEmpty();
    assertThat(Checklist.read("own.md", list.replace("- [ ] Errors > 5 %\n", "")).drift(plan()))
        .singleElement()
        .satisfies(
            drift -> {
              assertThat(drift.kind()).isEqualTo(Drift.Kind.REMOVED);
              assertThat(drift.what())
                  .isEqualTo(
                      "the plan's watch @watch/errors, 'Not so: Errors > 5 %', stands in no line of own.md");
              assertThat(drift.wayOut())
                  .startsWith(
                      "Write '- [ ] Not so: Errors > 5 %' under 'Watches and announcements'");
            });
  }

  @Test
  void whatVerifiesAnUndoIsAnItemIfItCoversSome() {
    Step<Void> live =
        step("switch")
            .run(c -> {})
            .onRollback(
                (c, none) -> {},
                UndoPolicy.undo()
                    .verifiedBy(
                        gate("stable", CALM)
                            .within(Duration.ofMinutes(9))
                            .covers("OPS-8", "OPS-9")
                            .label("Service stabilized")));
    Plan back = Plan.named("shop", 3).phases(phase("Live").step(live)).build();

    assertThat(new PlanMarkdown(back).write())
        .contains(
            """
            - [ ] Service stabilized <!-- OPS-8 OPS-9 -->
              - on the way back, verifies the undo of `Live/switch`; asks error \\*rate\\*; within 9 min; else what lies beneath is left over
            """);
    assertThat(Planned.of(back.graph()))
        .filteredOn(one -> one.kind().equals("verification"))
        .singleElement()
        .satisfies(one -> assertThat(one.covers()).containsExactly("OPS-8", "OPS-9"));
  }

  @Test
  void whatVerifiesThatAPhaseIsUndoneIsAnItemToo() {
    Phase live =
        phase("Live")
            .step(step("web").run(c -> {}).readOnly())
            .onRollback(
                c -> {},
                UndoPolicy.undo()
                    .verifiedBy(
                        gate("whole", CALM)
                            .within(Duration.ofMinutes(9))
                            .covers("OPS-8")
                            .label("Data integrity verified")));
    Plan back = Plan.named("shop", 3).phases(live).build();
    String list = Checklist.of(back);

    assertThat(list)
        .contains(
            """
            - [ ] Data integrity verified <!-- OPS-8 -->
              - on the way back, verifies the undo of `Live`; asks error \\*rate\\*; within 9 min; else what lies beneath is left over
            """);
    assertThat(Checklist.read("printed.md", list).drift(back)).isEmpty();
  }
}
