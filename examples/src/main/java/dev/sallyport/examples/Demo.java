package dev.sallyport.examples;

import dev.sallyport.examples.world.AddressBook;
import dev.sallyport.examples.world.Fault;
import dev.sallyport.examples.world.World;
import dev.sallyport.examples.world.WorldException;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.JournalException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * The demo's main class: brings the servers up, runs the plan through the library's command line,
 * takes the servers down when the run has ended.
 */
public final class Demo {
  private static final int USAGE_ERROR = 2;
  private static final int INTERRUPTED = 130;

  private final DemoOptions options;
  private final PrintStream out;
  private final World world;
  private final History history;

  private Demo(DemoOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
    this.world = World.of(options.runs());
    this.history = new History(options.runs());
  }

  /** Runs the demo and exits with the code of the library's command line. */
  public static void main(String[] args) throws IOException {
    System.exit(run(args));
  }

  /** Runs the demo and returns its exit code. */
  private static int run(String... args) throws IOException {
    PrintStream out = List.of(args).contains("--json") ? System.err : System.out;
    try {
      return new Demo(DemoOptions.parse(args), out).perform();
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage() + "\n\n" + DemoOptions.USAGE);
      return USAGE_ERROR;
    } catch (DemoException | WorldException | JournalException e) {
      out.println(e.getMessage());
      return USAGE_ERROR;
    } catch (InterruptedException e) {
      out.println("Interrupted; no server is left.");
      return INTERRUPTED;
    }
  }

  private int perform() throws IOException, InterruptedException {
    return switch (options.verb()) {
      case "run" -> owned(this::begin);
      case "resume" -> owned(this::resume);
      case "down" -> owned(this::down);
      case "help" -> help();
      default -> new Deployment(world, options).perform(options.verb());
    };
  }

  private interface Work {
    int run() throws IOException, InterruptedException;
  }

  @SuppressWarnings("try") // what is owned is owned while the work lasts, and not spoken to
  private int owned(Work work) throws IOException, InterruptedException {
    try (Ownership owned = Ownership.take(options.runs())) {
      return work.run();
    }
  }

  private int begin() throws IOException, InterruptedException {
    Optional<AddressBook> book = world.addresses();
    if (book.isPresent() && isBegun(book.get()) && newestEnd().isEmpty()) {
      throw new DemoException(
          "The run "
              + history.newestId()
              + " has not ended, and its servers are still up. Go on with it: "
              + options.command("resume")
              + "; or give it up: "
              + options.command("down"));
    }
    bringUp(options.fault());
    return deploy("run");
  }

  private int resume() throws IOException, InterruptedException {
    Optional<AddressBook> book = world.addresses();
    Optional<History.Recorded> newest = history.newest();
    if (book.isPresent() && !isBegun(book.get())) {
      out.println("The demo was killed before its run began; it begins now.");
      if (!book.get().ready()) {
        bringUp(book.get().fault());
      }
      return deploy("run");
    }
    if (newest.isEmpty()) {
      throw new DemoException("There is nothing to resume. Begin with `examples/demo run`.");
    }
    if (newest.get().end().isPresent()) {
      out.println("The newest run has ended; nothing is left to resume.");
      new Deployment(world, options).perform("status", newest.get().id());
      return conclude(newest.get());
    }
    if (book.isEmpty()) {
      throw new DemoException(
          "The run "
              + newest.get().id()
              + " cannot be resumed: its servers were taken down. Begin"
              + " a new one with `examples/demo run`.");
    }
    return deploy("resume", newest.get().id());
  }

  /** Returns whether the run that these servers were brought up for has left a trace. */
  private boolean isBegun(AddressBook book) throws IOException {
    return !history.newestId().equals(book.runBefore());
  }

  private Optional<Event.RunEnded> newestEnd() throws IOException {
    return history.newest().flatMap(History.Recorded::end);
  }

  @SuppressWarnings("try") // Ctrl-C is caught while the block lasts, and not spoken to
  private void bringUp(Fault fault) throws IOException, InterruptedException {
    out.println("Bringing up, on this machine:");
    try (Interruption ctrlC = Interruption.ofThisThread()) {
      world.up(fault, history.newestId(), what -> out.println("  " + what));
    }
    out.println();
  }

  private int deploy(String... command) throws IOException, InterruptedException {
    int code = new Deployment(world, options).perform(command);
    History.Recorded newest = history.newest().orElseThrow();
    if (newest.end().isPresent()) {
      return conclude(newest);
    }
    out.println();
    out.println("The run has not ended, and its servers stay up.");
    out.println("  " + options.command("resume") + "    (goes on)");
    out.println("  " + options.command("down") + "    (gives it up)");
    return code;
  }

  private int conclude(History.Recorded run) throws IOException, InterruptedException {
    Ending ending = new Ending(run, options, world);
    ending.tell(out);
    return ending.exitCode();
  }

  private int help() {
    out.println(DemoOptions.USAGE);
    return 0;
  }

  private int down() throws IOException, InterruptedException {
    out.println(world.down() + " servers stopped.");
    return 0;
  }
}
