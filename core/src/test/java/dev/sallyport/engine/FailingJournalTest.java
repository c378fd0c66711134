package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journal;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The disk fails at one of the forces: nothing may happen that is not recorded. */
@Timeout(60)
class FailingJournalTest {
  private final World world = new World();
  private final Journals memory = Journals.inMemory();
  private final List<String> closed = new CopyOnWriteArrayList<>();
  private final Plan plan =
      World.of(phase("A").step(world.probed("a")).step(world.probed("b")).step(world.probed("c")));

  /** Journals whose disk is full at one force, and fine again for the next engine. */
  private final class FullDisk implements Journals {
    private final int at;

    FullDisk(int at) {
      this.at = at;
    }

    @Override
    public Journal create(String runId) throws IOException {
      return new FullJournal(memory.create(runId), at);
    }

    @Override
    public Journal open(String runId) throws IOException {
      return memory.open(runId);
    }

    @Override
    public List<Event> read(String runId) throws IOException {
      return memory.read(runId);
    }

    @Override
    public List<String> runs() throws IOException {
      return memory.runs();
    }
  }

  /** What was not forced is lost. */
  private final class FullJournal implements Journal {
    private final Journal kept;
    private final List<Event> unforced = new ArrayList<>();
    private int left;

    FullJournal(Journal kept, int left) {
      this.kept = kept;
      this.left = left;
    }

    @Override
    public List<Event> recorded() {
      return kept.recorded();
    }

    @Override
    public long cutOff() {
      return 0;
    }

    @Override
    public void append(Event event) {
      unforced.add(event);
    }

    @Override
    public void flush() {}

    @Override
    public void force() throws IOException {
      if (left-- == 0) {
        throw new IOException("No space left on device");
      }
      unforced.forEach(kept::append);
      unforced.clear();
      kept.force();
    }

    @Override
    public void close() throws IOException {
      closed.add("closed");
      kept.close();
    }
  }

  @Test
  void theRunIsGivenUpAndCanBeResumed() throws Exception {
    try (Engine engine = Engine.of(new FullDisk(2))) {
      Run run = engine.start(plan, "run", "ann");
      assertThatThrownBy(run::await)
          .isInstanceOf(EngineException.class)
          .hasMessage(
              "The run 'run' was given up, because what happened could not be recorded (No space"
                  + " left on device). Nothing new was started. Mend the cause and resume it.")
          .hasRootCauseMessage("No space left on device");
      assertThat(world.marks).containsExactly("+a", "+b");
      assertThat(closed).containsExactly("closed");
      assertThatThrownBy(() -> run.abort("ann", "enough"))
          .hasMessage("The run is no longer with this engine.");
      assertThat(run.waiting()).isEmpty();
      assertThatThrownBy(() -> run.end().toCompletableFuture().get())
          .isInstanceOf(ExecutionException.class);
    }
    try (Engine engine = Engine.of(memory)) {
      assertThat(engine.resume("run", plan, "ann").await()).isEqualTo(Outcome.SUCCEEDED);
      assertThat(world.marks).containsExactly("+a", "+b", "+c");
    }
  }

  @Test
  void aRunThatCannotBeginSaysSo() {
    try (Engine engine = Engine.of(new FullDisk(0))) {
      assertThatThrownBy(() -> engine.start(plan, "run", "ann"))
          .isInstanceOf(EngineException.class)
          .hasMessageContaining("could not be recorded (No space left on device)");
      assertThat(world.marks).isEmpty();
    }
  }
}
