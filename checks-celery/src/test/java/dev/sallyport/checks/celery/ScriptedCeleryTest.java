package dev.sallyport.checks.celery;

import static dev.sallyport.checks.celery.Celery.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the scripted Celery does where a real one cannot be brought to it at will. */
class ScriptedCeleryTest {
  private final ScriptedCelery celery =
      ScriptedCelery.broker()
          .worker("w1@shop", "celery")
          .worker("w2@shop", "celery", "mail")
          .task("shop.add", numbers -> 5);
  private final CeleryChecks checks = celery.checks();

  private static void says(Check check, String word) throws Exception {
    Verdict verdict = ASK.now(check);
    assertThat(word(verdict)).as(verdict.reason()).isEqualTo(word);
  }

  @Test
  void what_waits_and_what_a_dead_worker_holds_is_told() throws Exception {
    celery.waiting("mail", 120).reserved(6, ofSeconds(30));
    says(checks.queueDepth("mail").atMost(100L), "pending queue-deep");
    says(checks.queueDepth("mail").atMost(126L), "pass");
    celery.killed("w1@shop").reserved(6, ofHours(2));
    says(checks.queueDepth("mail").atMost(500L), "fail reserved-too-long");
  }

  @Test
  void old_code_two_beats_and_slow_tasks_are_told() throws Exception {
    celery.lacking("w2@shop", "shop.add").beating("canary", ofSeconds(10), 2);
    says(checks.workerCapability().queue("mail", 1).tasks("shop.add"), "fail task-unknown");
    says(checks.beatAlive("canary", ofSeconds(10)), "fail two-beats");
    celery.worker("w2@shop", "celery", "mail").tasksTake(ofMillis(400));
    says(checks.taskRoundtrip("shop.add").below(ofMillis(150)), "pending roundtrip-missing");
    says(checks.taskRoundtrip("shop.add").returning(5).below(ofSeconds(3)), "pass");
  }

  @Test
  void a_task_that_nobody_could_take_is_revoked() throws Exception {
    celery.silent("w1@shop").silent("w2@shop");
    says(checks.taskRoundtrip("shop.add").below(ofMillis(60)), "pending roundtrip-missing");
    says(checks.queueDepth("celery").atMost(0L), "pass");
  }

  @Test
  void a_broker_that_answers_nothing_makes_nothing_known() throws Exception {
    celery.brokerAnswering(false);
    Verdict verdict = ASK.now(checks.workersPing());
    assertThat(word(verdict)).isEqualTo("inconclusive ERROR");
    assertThat(verdict.reason())
        .isEqualTo(
            "The broker at a scripted broker gave no answer, as its script says. Look at the"
                + " address, the credentials, TLS, and whether the broker runs.");
    celery.brokerAnswering(true);
    says(checks.workersPing().expecting(2), "pass");
  }

  @Test
  void what_makes_no_sense_is_refused() {
    assertThatThrownBy(() -> celery.silent("w9@shop"))
        .hasMessage("There is no worker w9@shop, only [w1@shop, w2@shop].");
    assertThatThrownBy(() -> celery.beatStopped("canary", Duration.ZERO))
        .hasMessage("Nothing is beating at canary.");
    checks.close();
    assertThatThrownBy(() -> checks.workersPing().judge(ASK.sample()))
        .isInstanceOf(IllegalStateException.class);
  }
}
