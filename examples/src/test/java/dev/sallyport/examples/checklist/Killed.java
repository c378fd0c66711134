package dev.sallyport.examples.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Plan;
import dev.sallyport.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * A run of a deployment whose process is killed at random moments, and resumed each time. How often
 * is said by {@code -Dplan.kills}, and where by {@code -Dplan.seed}.
 */
public final class Killed {
  private static final String RUN = "night";
  private static final int PAUSE = 100;
  private static final int KILLS = Integer.getInteger("plan.kills", 50);

  private static final long SEED = Long.getLong("plan.seed", 20_261_127);

  private final Deployer deployer;
  private final Bystanders people;
  private final int most;
  private final Duration longest;
  private final Random random = new Random(SEED);

  /**
   * Returns the run.
   *
   * @param plan the plan that the process runs, wherever its systems are
   * @param most how often it is killed at most while it comes no further: a load takes its time,
   *     say
   * @param longest how long at most it is left alone after it was resumed: the longer, the further
   *     the kills reach
   */
  public Killed(Deployer deployer, Plan plan, int most, Duration longest) throws IOException {
    this.deployer = deployer;
    this.most = most;
    this.longest = longest;
    this.people = new Bystanders(plan, RUN, deployer.runs());
  }

  /** Goes on to the end, and returns what is recorded. */
  public List<Event> end() throws IOException, InterruptedException {
    Process process = deployer.start("run", "--run-id", RUN, "--by", "ann", "--stay");
    int kills = 0;
    int same = 0;
    long before = 0;
    long due = System.nanoTime() + moment();
    while (process.isAlive()) {
      List<Event> events = deployer.events(RUN);
      people.look(events);
      long now = progress(events);
      same = now == before ? same : 0;
      before = now;
      if (kills < KILLS && same < most && now > 0 && System.nanoTime() >= due) {
        process.destroyForcibly().waitFor();
        kills++;
        same++;
        process = deployer.start("resume", RUN, "--by", "ann", "--stay");
        awaitOwner(process, resumptions(events));
        due = System.nanoTime() + moment();
      }
      Thread.sleep(PAUSE);
    }
    List<Event> events = deployer.events(RUN);
    tell(events);
    System.out.printf(
        "killed %d times of %d, seed %d, %d records, asked %s%n",
        kills, KILLS, SEED, events.size(), people.asked());
    assertThat(kills).as("%s", deployer.said()).isEqualTo(KILLS);
    return events;
  }

  private long moment() {
    return random.nextLong(longest.toNanos());
  }

  private void awaitOwner(Process process, long before) throws IOException, InterruptedException {
    while (process.isAlive() && resumptions(deployer.events(RUN)) == before) {
      Thread.sleep(PAUSE);
    }
  }

  private static long resumptions(List<Event> events) {
    return events.stream().filter(Event.RunResumed.class::isInstance).count();
  }

  /** Returns how far the run has come: what is begun anew after a kill counts once. */
  private static long progress(List<Event> events) {
    return events.stream()
        .filter(event -> !path(event).startsWith("@"))
        .map(event -> event.getClass().getSimpleName() + path(event))
        .distinct()
        .count();
  }

  private static String path(Event event) {
    return event instanceof Event.OfNode it ? it.path() : "";
  }

  private void tell(List<Event> events) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "rehearsal"));
    String name = deployer.name() + "-killed";
    Files.writeString(
        folder.resolve(name + ".txt"), deployer.said() + Report.of(events).text() + "\n");
  }

  /** Fails unless it came to a good end on the way forward, and no work was done twice. */
  public static void succeededAndDidNothingTwice(List<Event> events) {
    assertThat(events.get(events.size() - 1))
        .isInstanceOfSatisfying(
            Event.RunEnded.class, end -> assertThat(end.outcome()).isEqualTo(Outcome.SUCCEEDED));
    assertThat(events).noneMatch(Event.RollbackStarted.class::isInstance);
    assertThat(events.stream().filter(Event.AttemptSucceeded.class::isInstance))
        .extracting(event -> ((Event.AttemptSucceeded) event).path())
        .doesNotHaveDuplicates();
    assertThat(events)
        .noneMatch(e -> e instanceof Event.AttemptStarted it && it.work() == Work.UNDO);
  }
}
