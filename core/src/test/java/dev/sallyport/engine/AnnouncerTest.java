package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.announcement;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.plan;
import static dev.sallyport.plan.Dsl.secret;
import static dev.sallyport.plan.Dsl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Plan;
import dev.sallyport.plan.Step;
import dev.sallyport.plan.UndoPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Channels called by the local driver, on real threads. */
@Timeout(240)
class AnnouncerTest {
  private static final Secret<String> TOKEN = secret("token", String.class);

  private final World world = new World();
  private final List<String> sent = new CopyOnWriteArrayList<>();

  private interface Sends {
    String send(Channel.Message message, CheckContext context) throws Exception;
  }

  private static Channel channel(Sends sends) {
    return new Channel() {
      @Override
      public String name() {
        return "chat";
      }

      @Override
      public String send(Message message, CheckContext context) throws Exception {
        return sends.send(message, context);
      }
    };
  }

  private Plan shop(Announcement... announcements) {
    return plan("shop", 2)
        .secrets(TOKEN)
        .phases(phase("A").step(world.effect("a")))
        .announcements(announcements)
        .build()
        .with(TOKEN, "s3cret");
  }

  private static List<Event.AnnouncementFailed> failures(Run run) {
    return World.events(run, Event.AnnouncementFailed.class);
  }

  @Test
  void a_channel_is_given_the_message_the_facts_and_the_secrets() throws Exception {
    Channel chat =
        channel(
            (message, context) -> {
              sent.add(
                  message.moment() + " " + message.facts().get("outcome") + " " + message.key());
              assertThat(context.secret(TOKEN)).isEqualTo("s3cret");
              assertThat(context.remaining()).isPositive();
              return "receipt with s3cret";
            });
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(shop(announcement("all", chat).atStart().atEnd()), "r", "ann");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(sent).hasSize(2).doesNotHaveDuplicates();
      assertThat(sent.get(0)).startsWith("started  ");
      assertThat(sent.get(1)).startsWith("ended SUCCEEDED ");
      assertThat(World.events(run, Event.AnnouncementSent.class))
          .extracting(Event.AnnouncementSent::receipt)
          .allMatch(receipt -> receipt.startsWith("receipt with ") && !receipt.contains("s3cret"));
      assertThat(run.events().toString()).doesNotContain("s3cret");
    }
  }

  @Test
  void what_a_channel_throws_is_recorded_and_changes_nothing() throws Exception {
    Channel down =
        channel(
            (message, context) -> {
              throw message.moment().equals("started")
                  ? new IllegalStateException("403: the token s3cret is not known")
                  : new OutcomeUnknownException("the reply was lost");
            });
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(shop(announcement("all", down).atStart().atEnd()), "r", "ann");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(failures(run)).hasSize(2);
      assertThat(failures(run).get(0).unknown()).isFalse();
      assertThat(failures(run).get(0).why()).contains("403").doesNotContain("s3cret");
      assertThat(failures(run).get(1).unknown()).isTrue();
    }
  }

  @Test
  void a_channel_that_hangs_is_given_up_in_its_time_even_if_it_does_not_listen() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Channel deaf =
        channel(
            (message, context) -> {
              while (release.getCount() > 0) {
                try {
                  release.await();
                } catch (InterruptedException e) {
                  sent.add("interrupted");
                }
              }
              return "far too late";
            });
    try (Engine engine = Engine.inMemory()) {
      Announcement end = announcement("end", deaf).atEnd().within(Duration.ofMillis(200));
      Run run = engine.start(shop(end), "r", "ann");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(failures(run))
          .singleElement()
          .satisfies(
              failed -> {
                assertThat(failed.unknown()).isTrue();
                assertThat(failed.why()).isEqualTo("the channel gave no answer within 200 ms");
              });
      release.countDown();
      assertThat(World.events(run, Event.AnnouncementSent.class)).isEmpty();
    }
  }

  @Test
  void a_run_that_is_over_but_for_its_announcements_can_no_longer_be_turned() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    Channel slow =
        channel(
            (message, context) -> {
              release.await();
              return "ok";
            });
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(shop(announcement("end", slow).atEnd()), "r", "ann");
      while (World.events(run, Event.Closing.class).isEmpty()) {
        run.await(Duration.ofMillis(5));
      }
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> run.abort("ann", "too late"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "The run is over: SUCCEEDED. Only its last announcements are still being sent.");
      release.countDown();
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
    }
  }

  @Test
  void whatAVerificationSeesBehindTheClosingIsNotRecorded() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closing = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    Check slow =
        Check.of(
            "slow",
            context -> {
              asked.countDown();
              closing.await();
              seen.countDown();
              return Verdict.pass("at last", Evidence.of("it", context.startedAt()));
            });
    Channel chat =
        channel(
            (message, context) -> {
              closing.countDown();
              seen.await();
              Thread.sleep(200); // so that what was seen has come to the run
              return "told";
            });
    Step<Void> back =
        step("a")
            .run(context -> {})
            .onRollback(
                (context, none) -> {},
                UndoPolicy.undo()
                    .timeout(Duration.ofMinutes(1))
                    .verifiedBy(gate("sound", slow).within(Duration.ofMinutes(1))))
            .timeout(Duration.ofMinutes(1));
    Step<Void> no =
        step("b")
            .run(
                context -> {
                  throw new IllegalStateException("no");
                })
            .readOnly();
    Plan plan =
        plan("shop", 1)
            .phases(phase("A").step(back, no))
            .announcements(announcement("end", chat).atEnd())
            .build();
    try (Engine engine = Engine.inMemory()) {
      Run run = engine.start(plan, "r", "ann");
      asked.await();
      run.stop("olga", "enough");
      assertThat(run.await()).isEqualTo(Outcome.STOPPED);
      List<Event> events = run.events();
      int closed = events.indexOf(World.events(run, Event.Closing.class).get(0));
      assertThat(events.subList(closed + 1, events.size()))
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("AnnouncementStarted", "AnnouncementSent", "RunEnded");
    }
  }
}
