package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.announcement;
import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.watch;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run that waits for three roles, and a day in which no engine is up. */
@Timeout(240)
class DowntimeTest {
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir Path folder;
  private final World world = new World();
  private final AtomicReference<Verdict> errors =
      new AtomicReference<>(Verdict.pass("0.1 %", World.evidence()));
  private final List<String> sent = new CopyOnWriteArrayList<>();
  private final MovedClock clock = new MovedClock(T0);

  private Plan shop(Duration within) {
    Channel chat =
        new Channel() {
          @Override
          public String name() {
            return "chat";
          }

          @Override
          public String send(Message message, CheckContext context) {
            sent.add(message.subject());
            return "ok";
          }
        };
    Phase live =
        phase("Live")
            .step(world.effect("switch"))
            .gate(approval("go", "lead").and("ops").and("qa").within(within))
            .step(world.effect("clean"));
    return plan("shop", 1)
        .phases(live)
        .watches(
            watch("errors", Check.of("errors", context -> errors.get()))
                .every(Duration.ofMillis(50)))
        .announcements(
            announcement("chat", chat)
                .atStart()
                .every(Duration.ofMinutes(30))
                .atEnd()
                .subject("{moment} at {now}"))
        .build();
  }

  private Engine engine() {
    return Engine.of(
        EngineOptions.defaults()
            .journals(Journals.inFolder(folder))
            .clock(clock)
            .inbox(Inbox.inFolder(folder, clock)));
  }

  private void aDayPassesWithoutAnEngine(Duration within) throws Exception {
    try (Engine engine = engine()) {
      Run run = engine.start(shop(within), "run", "ann");
      World.asked(run);
      run.approve("Live/go", "lea", "lead", "");
      while (World.events(run, Event.Sampled.class).isEmpty()) {
        run.await(Duration.ofMillis(5));
      }
    }
    clock.set(T0.plus(Duration.ofDays(1)));
  }

  @Test
  void no_vote_is_lost_and_overdue_announcements_are_sent_once() throws Exception {
    aDayPassesWithoutAnEngine(Duration.ofDays(2));
    try (Engine engine = engine()) {
      Run run = engine.resume("run", shop(Duration.ofDays(2)), "ann");
      assertThat(run.waiting())
          .containsExactly(
              new Waiting.ForVotes(
                  "Live/go", Map.of("ops", 1, "qa", 1), T0.plus(Duration.ofDays(2))));
      run.approve("Live/go", "ola", "ops", "");
      run.approve("Live/go", "quy", "qa", "");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
    }
    assertThat(sent)
        .containsExactly(
            "started at 2026-03-01T10:00:00Z",
            "still running at 2026-03-02T10:00:00Z",
            "ended at 2026-03-02T10:00:00Z");
  }

  @Test
  void a_deadline_that_passed_meanwhile_is_kept() throws Exception {
    aDayPassesWithoutAnEngine(Duration.ofHours(4));
    try (Engine engine = engine()) {
      Run run = engine.resume("run", shop(Duration.ofHours(4)), "ann");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(World.events(run, Event.RollbackStarted.class).get(0).reason())
          .isEqualTo("not approved within 4 h; missing: {ops=1, qa=1}");
    }
    assertThat(world.marks).containsExactly("+switch", "-switch");
  }

  @Test
  void a_watch_judges_again_before_anything_moves() throws Exception {
    aDayPassesWithoutAnEngine(Duration.ofDays(2));
    errors.set(Verdict.fail("errors", "7 %", World.evidence()));
    Inbox inbox = Inbox.inFolder(folder, clock);
    inbox.send("run", Saying.vote(true, "Live/go", "ops", ""), token("ola", "ops"));
    inbox.send("run", Saying.vote(true, "Live/go", "qa", ""), token("quy", "qa"));
    try (Engine engine = engine()) {
      Run run = engine.resume("run", shop(Duration.ofDays(2)), "ann");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(World.events(run, Event.Voted.class)).hasSize(3);
      assertThat(World.events(run, Event.RollbackStarted.class).get(0).reason()).isEqualTo("7 %");
    }
    assertThat(world.marks).containsExactly("+switch", "-switch");
  }

  private String token(String name, String role) throws IOException {
    Path file = folder.resolve("tokens");
    String before = Files.exists(file) ? Files.readString(file) : "";
    Files.writeString(file, before + Tokens.line(name, List.of(role), name) + "\n");
    return name;
  }
}
