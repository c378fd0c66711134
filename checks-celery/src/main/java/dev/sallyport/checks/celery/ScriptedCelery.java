package dev.sallyport.checks.celery;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Celery for the tests of a plan: a broker, workers, tasks and a beat told in words. The checks of
 * {@link #checks} judge it by the same rules as real ones. Nothing is connected to.
 *
 * <pre>{@code
 * ScriptedCelery celery =
 *     ScriptedCelery.broker()
 *         .worker("w1@shop", "celery")
 *         .worker("w2@shop", "celery", "mail")
 *         .task("shop.add", numbers -> 5);
 * CeleryChecks checks = celery.checks();
 * celery.silent("w2@shop").waiting("mail", 120);
 * }</pre>
 *
 * <p>The state may be changed while the checks are in use. A task runs when a worker that is not
 * silent takes from its queue, and its result is there at once unless {@link #tasksTake} says
 * otherwise, by real time. Listening for heartbeats takes no time. Thread-safe.
 */
public final class ScriptedCelery {
  private final Map<String, Worker> workers = new LinkedHashMap<>();
  private final Map<String, Function<List<Object>, Object>> tasks = new LinkedHashMap<>();
  private final Map<String, Long> waiting = new HashMap<>();
  private final Map<String, Beat> beats = new HashMap<>();
  private final ScriptedQueues queues = new ScriptedQueues(this);
  private long reserved;
  private Duration oldest = Duration.ZERO;
  private Duration taking = Duration.ZERO;
  private boolean answers = true;

  private ScriptedCelery() {}

  /** A worker, and what it lacks. */
  record Worker(String name, Set<String> takesFrom, Set<String> lacks, boolean silent) {
    Worker silent(boolean is) {
      return new Worker(name, takesFrom, lacks, is);
    }
  }

  /** How often a canary runs, times how many beats, and since when no more. */
  record Beat(Duration period, int beats, Duration stopped) {}

  /** Returns a broker that runs, empty, with no worker. */
  public static ScriptedCelery broker() {
    return new ScriptedCelery();
  }

  /** Returns checks of it. Closing them leaves it as it is. */
  public CeleryChecks checks() {
    return new CeleryChecks(new ScriptedBroker(this, queues), Duration.ofHours(1));
  }

  /** Starts a worker that takes from these queues and knows all tasks. */
  public synchronized ScriptedCelery worker(String name, String... takesFrom) {
    workers.put(name, new Worker(name, new TreeSet<>(Arrays.asList(takesFrom)), Set.of(), false));
    return this;
  }

  /** Lets a worker run code that does not know these tasks. */
  public synchronized ScriptedCelery lacking(String worker, String... unknown) {
    Worker known = known(worker);
    workers.put(worker, new Worker(worker, known.takesFrom(), Set.of(unknown), known.silent()));
    return this;
  }

  /** Lets a worker hear and not answer: its only process is busy, or it hangs. */
  public synchronized ScriptedCelery silent(String worker) {
    workers.put(worker, known(worker).silent(true));
    return this;
  }

  /** Lets a silent worker answer again, and take the tasks that wait. */
  public synchronized ScriptedCelery answering(String worker) {
    workers.put(worker, known(worker).silent(false));
    return this;
  }

  /** Kills a worker, with nothing in its hands; see {@link #reserved}. */
  public synchronized ScriptedCelery killed(String worker) {
    workers.remove(known(worker).name());
    return this;
  }

  private Worker known(String name) {
    return Optional.ofNullable(workers.get(name))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no worker " + name + ", only " + workers.keySet() + "."));
  }

  /**
   * Lets all workers know a task.
   *
   * @param body gives its result: a text, a number, a boolean; what it throws fails the task
   */
  public synchronized ScriptedCelery task(String name, Function<List<Object>, Object> body) {
    tasks.put(name, body);
    return this;
  }

  /** Lets every task take so long, from when it is sent. */
  public synchronized ScriptedCelery tasksTake(Duration time) {
    taking = time;
    return this;
  }

  /** Lets so many other tasks wait in a queue. */
  public synchronized ScriptedCelery waiting(String queue, long count) {
    waiting.put(queue, count);
    return this;
  }

  /** Lets so many tasks be in the hands of workers, dead ones too, the oldest for so long. */
  public synchronized ScriptedCelery reserved(long count, Duration since) {
    reserved = count;
    oldest = since;
    return this;
  }

  /**
   * Lets a canary run on schedule.
   *
   * @param key where it leaves its times
   * @param beats how many beats send it; more than one is one too many
   */
  public synchronized ScriptedCelery beating(String key, Duration period, int beats) {
    this.beats.put(key, new Beat(period, beats, Duration.ZERO));
    return this;
  }

  /** Lets that canary have run for the last time so long ago. */
  public synchronized ScriptedCelery beatStopped(String key, Duration ago) {
    Beat beat = beats.get(key);
    if (beat == null) {
      throw new IllegalArgumentException("Nothing is beating at " + key + ".");
    }
    beats.put(key, new Beat(beat.period(), beat.beats(), ago));
    return this;
  }

  /** Lets the broker answer nothing from now on, or answer again. */
  public synchronized ScriptedCelery brokerAnswering(boolean does) {
    answers = does;
    return this;
  }

  synchronized boolean answers() {
    return answers;
  }

  synchronized List<Worker> workers() {
    return List.copyOf(workers.values());
  }

  synchronized Map<String, Function<List<Object>, Object>> tasks() {
    return new LinkedHashMap<>(tasks);
  }

  synchronized Duration taking() {
    return taking;
  }

  synchronized Optional<Beat> beat(String key) {
    return Optional.ofNullable(beats.get(key));
  }

  synchronized long waiting(String queue) {
    return waiting.getOrDefault(queue, 0L);
  }

  synchronized long reserved() {
    return reserved;
  }

  synchronized Duration oldest() {
    return oldest;
  }
}
