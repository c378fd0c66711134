package dev.sallyport.testkit.properties;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.engine.Engine;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract of every driver, kept by the local driver in a process of its own that is killed
 * with SIGKILL at random moments and resumed, until one process comes to the end.
 */
class KilledDriverContractTest extends DriverContract {
  private static final int KILLS = Integer.getInteger("contract.kills", 8);
  private static final int LATEST_MILLIS = 80;

  @TempDir Path folder;
  private String story = "";

  @BeforeEach
  void name(TestInfo test) {
    story = test.getTestMethod().orElseThrow().getName();
  }

  @Override
  Drivers.Ending run(Plan plan, Script ignored) throws IOException, InterruptedException {
    Random random = new Random(story.hashCode());
    int killed = 0;
    while (killed < KILLS && !child(random.nextInt(LATEST_MILLIS))) {
      killed++;
    }
    assertThat(killed < KILLS || child(LATEST_MILLIS * 1000)).as("comes to its end").isTrue();
    System.out.println(story + ": " + killed + " kills");
    script = new Script(new Effects(folder.resolve("ledger")));
    return Drivers.Ending.of(Journals.inFolder(folder).read("run"), script);
  }

  /** Returns whether the child came to the end of the run before it was killed. */
  private boolean child(int killAfterMillis) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                story,
                folder.toString())
            .redirectError(errors.toFile())
            .start();
    try {
      int ready = process.getInputStream().read();
      assertThat(ready).as("the child is ready: %s", Files.readString(errors)).isEqualTo('r');
      if (!process.waitFor(killAfterMillis, TimeUnit.MILLISECONDS)) {
        return false;
      }
      assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
      return true;
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Starts or resumes the run of one story, in a process that may be killed. */
  static final class Child extends DriverContract {
    private final Path folder;

    private Child(Path folder) throws IOException {
      this.folder = folder;
      this.script = new Script(new Effects(folder.resolve("ledger")));
    }

    /** Takes the name of the story and the folder of its journal and ledger. */
    public static void main(String[] story) throws Exception {
      try {
        DriverContract.class.getDeclaredMethod(story[0]).invoke(new Child(Path.of(story[1])));
      } catch (InvocationTargetException e) {
        e.getCause().printStackTrace();
        System.exit(1);
      }
    }

    @Override
    Drivers.Ending run(Plan plan, Script script) throws IOException, InterruptedException {
      boolean begun = begun(folder.resolve("run.journal"));
      System.out.print('r');
      System.out.flush();
      Journals journals = Journals.inFolder(folder);
      try (Engine engine = Engine.of(journals)) {
        if (begun && ended(journals)) {
          Runtime.getRuntime().halt(0); // the last process was killed behind the end
        } else if (begun) {
          Drivers.end(engine.resume("run", plan, "bob"), script);
        } else {
          Drivers.local(engine, plan, "run", script);
        }
      }
      // whoever judges reads the journal and the ledger, not this process
      Runtime.getRuntime().halt(0);
      throw new IllegalStateException("halted");
    }

    private static boolean ended(Journals journals) throws IOException {
      List<Event> events = journals.read("run");
      return events.get(events.size() - 1) instanceof Event.RunEnded;
    }

    /** A first record that was torn is no run; nothing was started before it was whole. */
    private static boolean begun(Path journal) throws IOException {
      if (Files.exists(journal) && !Files.readString(journal).contains("\n")) {
        Files.delete(journal);
      }
      return Files.exists(journal);
    }
  }
}
