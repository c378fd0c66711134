package dev.sallyport.checks.celery;

import static dev.sallyport.checks.celery.Celery.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Verdict;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Real workers and beats: well, busy, stopped, killed, doubled. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealCeleryTest {
  private static Celery celery;
  private static CeleryChecks checks;
  private static RedisBroker broker;
  private static Process solo;
  private static Process forks;

  @BeforeAll
  static void start() throws Exception {
    celery = Celery.broker();
    checks = CeleryChecks.at(celery.options());
    broker = new RedisBroker(celery.options().settings());
  }

  @AfterAll
  static void stop() throws Exception {
    if (celery != null) {
      checks.close();
      broker.close();
      celery.close();
    }
  }

  private static CheckContext sample() {
    return CheckContext.of(Clock.systemUTC(), ofSeconds(15));
  }

  private static void send(String task, Object argument) throws Exception {
    broker.send(
        "celery",
        Wire.task(
            "celery",
            task,
            java.util.UUID.randomUUID().toString(),
            Wire.MAPPER.valueToTree(java.util.List.of(argument)),
            Optional.empty()),
        sample());
  }

  @Test
  @Order(1)
  void no_workers_are_no_pass() throws Exception {
    assertThat(word(ASK.now(checks.workersPing()))).isEqualTo("pending no-workers");
    assertThat(word(ASK.now(checks.workerCapability().queue("celery", 1))))
        .isEqualTo("pending no-workers");
    assertThat(word(ASK.now(checks.workerHeartbeat().over(ofMillis(500)))))
        .isEqualTo("pending no-heartbeat");
    assertThat(word(ASK.now(checks.taskRoundtrip("app.add").with(2, 3).below(ofSeconds(1)))))
        .isEqualTo("pending roundtrip-missing");
    assertThat(word(ASK.now(checks.beatAlive("canary", ofSeconds(1)))))
        .isEqualTo("pending never-ran");
  }

  @Test
  @Order(2)
  void workers_that_are_well_pass_and_leave_nothing_behind() throws Exception {
    solo = celery.worker("one", "solo", "celery");
    forks = celery.worker("two", "prefork", "celery,other");
    ASK.until(checks.workersPing().expecting("one@here", "two@here"), "pass");
    ASK.until(
        checks.workerCapability().queue("celery", 2).queue("other", 1).tasks("app.add"), "pass");
    Verdict trip =
        ASK.until(
            checks.taskRoundtrip("app.add").with(2, 3).returning(5).below(ofSeconds(2)), "pass");
    assertThat(trip.reason()).startsWith("All 3 came back within");
    ASK.until(checks.queueDepth("celery", "other").atMost(0L), "pass");
    Verdict beat = ASK.until(checks.workerHeartbeat().expecting("one@here", "two@here"), "pass");
    assertThat(beat.evidence().observed().toString()).contains("loadavg");

    assertThat(broker.items("_kombu.binding.reply.celery.pidbox", 9, sample())).isEmpty();
  }

  @Test
  @Order(3)
  void what_they_cannot_do_is_told() throws Exception {
    Verdict task = ASK.now(checks.workerCapability().queue("other", 1).tasks("app.new"));
    assertThat(word(task)).isEqualTo("fail task-unknown");
    assertThat(task.reason()).contains("two@here does not know app.new");
    assertThat(word(ASK.now(checks.workerCapability().queue("third", 1))))
        .isEqualTo("pending queue-uncovered");
    assertThat(word(ASK.now(checks.workersPing().expecting("three@here"))))
        .isEqualTo("pending workers-missing");
    assertThat(word(ASK.now(checks.workersPing().expecting(3))))
        .isEqualTo("pending too-few-workers");
    assertThat(word(ASK.now(checks.taskRoundtrip("app.fail").below(ofSeconds(5)))))
        .isEqualTo("fail task-failed");
    assertThat(
            word(
                ASK.now(
                    checks.taskRoundtrip("app.add").with(2, 3).returning(6).below(ofSeconds(5)))))
        .isEqualTo("fail other-result");
  }

  @Test
  @Order(4)
  void a_busy_solo_worker_is_noticed_and_its_tasks_are_counted() throws Exception {
    Celery.kill(forks);
    ASK.until(checks.workersPing(), "pass");
    for (int i = 0; i < 5; i++) {
      send("app.sleep", 3);
    }
    Celery.await(
        "a reserved task",
        () -> broker.depth(java.util.List.of("celery"), sample()).reserved() > 0);
    Verdict ping = ASK.now(checks.workersPing());
    assertThat(word(ping)).isEqualTo("pending workers-silent");
    assertThat(ping.reason()).contains("1 workers were told and 0 answered within 1 s");

    Verdict depth = ASK.now(checks.queueDepth("celery").atMost(0L));
    assertThat(word(depth)).isEqualTo("pending queue-deep");
    assertThat(depth.reason()).contains("reserved by workers");
  }

  @Test
  @Order(5)
  void tasks_of_a_killed_worker_stay_reserved_where_llen_says_nothing() throws Exception {
    Celery.kill(solo);
    Celery.await(
        "silence",
        () ->
            broker.ask("ping", Wire.MAPPER.createObjectNode(), ofMillis(200), sample()).receivers()
                == 0);
    Broker.Depth depth = broker.depth(java.util.List.of("celery"), sample());
    assertThat(depth.reserved()).isPositive();
    CeleryOptions impatient = celery.options().visibilityTimeout(ofSeconds(1));
    try (CeleryChecks asked = CeleryChecks.at(impatient)) {
      Verdict verdict =
          ASK.until(asked.queueDepth("celery").atMost(100L), "fail reserved-too-long");
      assertThat(verdict.reason()).contains("A worker died with it");
    }
  }

  @Test
  @Order(6)
  void a_stopped_worker_is_silent_to_all() throws Exception {
    broker.remove(java.util.List.of("celery", "unacked", "unacked_index"), sample());
    solo = celery.worker("again", "solo", "celery");
    ASK.until(checks.workersPing().expecting("again@here"), "pass");
    Celery.signal(solo, "-STOP");
    assertThat(word(ASK.now(checks.workersPing()))).isEqualTo("pending workers-silent");
    assertThat(word(ASK.now(checks.workerHeartbeat().over(ofSeconds(3)))))
        .isEqualTo("pending no-heartbeat");
    assertThat(word(ASK.now(checks.taskRoundtrip("app.add").with(1, 2).below(ofMillis(700)))))
        .isEqualTo("pending roundtrip-missing");
    Celery.signal(solo, "-CONT");
    ASK.until(checks.workersPing(), "pass");
  }

  @Test
  @Order(7)
  void one_beat_is_alive_two_are_too_many_and_none_is_late() throws Exception {
    Process beat = celery.beat("beat-one");
    ASK.until(checks.beatAlive("canary", ofSeconds(1)).slack(ofSeconds(2)), "pass");
    Process second = celery.beat("beat-two");
    Verdict two =
        ASK.until(checks.beatAlive("canary", ofSeconds(1)).slack(ofSeconds(2)), "fail two-beats");
    assertThat(two.reason()).contains("More than one beat runs");
    Celery.kill(beat);
    Celery.kill(second);
    Verdict late =
        ASK.until(
            checks.beatAlive("canary", ofMillis(500)).slack(ofMillis(100)), "pending beat-late");
    assertThat(late.reason()).contains("ask workers-ping which");
  }

  @Test
  @Order(8)
  void beside_the_command_a_busy_worker_is_no_worker() throws Exception {
    send("app.sleep", 20);
    Celery.await(
        "a busy worker",
        () -> word(ASK.now(checks.workersPing())).equals("pending workers-silent"));
    long begun = System.nanoTime();
    String said = celery.said("inspect", "ping");
    long theirs = (System.nanoTime() - begun) / 1_000_000;
    begun = System.nanoTime();
    Verdict ours = ASK.now(checks.workersPing());
    long took = (System.nanoTime() - begun) / 1_000_000;
    System.out.println(
        "celery inspect ping, "
            + theirs
            + " ms: "
            + said
            + " | "
            + ours.reason()
            + ", "
            + took
            + " ms");
    assertThat(said).contains("No nodes replied");
    assertThat(ours.reason()).contains("1 workers were told");
    assertThat(took).isLessThanOrEqualTo(theirs * 12 / 10);
  }
}
