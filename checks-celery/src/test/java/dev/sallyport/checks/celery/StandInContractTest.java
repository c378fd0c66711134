package dev.sallyport.checks.celery;

import static dev.sallyport.checks.celery.Celery.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The scripted Celery and a real one, brought into the same states, get the same verdicts. The
 * states come in the order of the enum, each from the one before.
 */
class StandInContractTest {
  private static Celery celery;
  private static CeleryChecks asked;
  private static Process one;
  private static Process two;
  private static Process beat;
  private static ScriptedCelery scripted;

  /** Brings both from the state before into this one. */
  interface Change {
    void apply() throws Exception;
  }

  /** What is asked, and what is said. */
  record Said(Function<CeleryChecks, Check> check, String word) {}

  private static Said said(Function<CeleryChecks, Check> check, String word) {
    return new Said(check, word);
  }

  private static TaskRoundtrip add(CeleryChecks checks) {
    return checks.taskRoundtrip("app.add").with(2, 3);
  }

  enum State {
    NO_WORKERS(
        () -> {},
        said(CeleryChecks::workersPing, "pending no-workers"),
        said(c -> c.workerCapability().queue("celery", 1), "pending no-workers"),
        said(c -> c.workerHeartbeat().over(ofMillis(300)), "pending no-heartbeat"),
        said(c -> add(c).queue("else").below(ofMillis(300)), "pending roundtrip-missing"),
        said(c -> c.beatAlive("canary", ofSeconds(1)), "pending never-ran")),
    WELL(
        () -> {
          scripted
              .task("app.add", n -> (Integer) n.get(0) + (Integer) n.get(1))
              .task(
                  "app.fail",
                  n -> {
                    throw new IllegalStateException("as written");
                  })
              .worker("one@here", "celery")
              .worker("two@here", "celery", "other");
          one = celery.worker("one", "solo", "celery");
          two = celery.worker("two", "prefork", "celery,other");
        },
        said(c -> c.workersPing().expecting("one@here", "two@here"), "pass"),
        said(c -> c.workersPing().expecting(3), "pending too-few-workers"),
        said(c -> c.workersPing().expecting("three@here"), "pending workers-missing"),
        said(c -> c.workerCapability().queue("celery", 2).tasks("app.add"), "pass"),
        said(c -> c.workerCapability().queue("third", 1), "pending queue-uncovered"),
        said(c -> c.workerCapability().queue("other", 1).tasks("app.new"), "fail task-unknown"),
        said(c -> c.workerHeartbeat().expecting("one@here", "two@here"), "pass"),
        said(c -> c.workerHeartbeat().expecting("three@here"), "pending heartbeat-missing"),
        said(c -> add(c).returning(5).below(ofSeconds(5)), "pass"),
        said(c -> add(c).returning(6).below(ofSeconds(5)), "fail other-result"),
        said(c -> c.taskRoundtrip("app.fail").below(ofSeconds(5)), "fail task-failed"),
        said(c -> c.taskRoundtrip("app.new").below(ofSeconds(5)), "fail task-failed"),
        said(c -> c.queueDepth("celery", "other").atMost(0L), "pass")),
    BEATING(
        () -> {
          scripted.beating("canary", ofSeconds(1), 1);
          beat = celery.beat("beat-one");
        },
        said(c -> c.beatAlive("canary", ofSeconds(1)).slack(ofSeconds(2)), "pass")),
    STOPPED_BEAT(
        () -> {
          scripted.beatStopped("canary", ofSeconds(2));
          Celery.kill(beat);
          Thread.sleep(1500);
        },
        said(c -> c.beatAlive("canary", ofMillis(500)).slack(ofMillis(100)), "pending beat-late")),
    SILENT(
        () -> {
          scripted.silent("one@here").killed("two@here");
          Celery.kill(two);
          Celery.signal(one, "-STOP");
        },
        said(CeleryChecks::workersPing, "pending workers-silent"),
        said(c -> c.workerHeartbeat().over(ofSeconds(3)), "pending no-heartbeat"),
        said(c -> add(c).below(ofMillis(500)), "pending roundtrip-missing")),
    ANSWERING_AGAIN(
        () -> {
          scripted.answering("one@here");
          Celery.signal(one, "-CONT");
        },
        said(c -> c.workersPing().expecting("one@here"), "pass"),
        said(c -> add(c).returning(5).below(ofSeconds(5)), "pass"));

    private final Change change;
    private final List<Said> words;

    State(Change change, Said... words) {
      this.change = change;
      this.words = List.of(words);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    celery = Celery.broker();
    asked = CeleryChecks.at(celery.options());
    scripted = ScriptedCelery.broker();
  }

  @AfterAll
  static void stop() throws Exception {
    if (asked != null) {
      asked.close();
      celery.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void both_get_the_same_verdicts(State state) throws Exception {
    state.change.apply();
    for (Said said : state.words) {
      Verdict verdict = ASK.now(said.check.apply(scripted.checks()));
      assertThat(word(verdict)).as("scripted: " + verdict.reason()).isEqualTo(said.word);
      ASK.until(said.check.apply(asked), said.word);
    }
  }
}
