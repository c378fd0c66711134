package dev.sallyport.examples;

import dev.sallyport.examples.bluegreen.Traffic;
import dev.sallyport.examples.world.AddressBook;
import dev.sallyport.examples.world.World;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.util.Optional;

/** The end of a demo: takes the servers down and tells what to try next. */
final class Ending {
  private final Event.RunEnded end;
  private final DemoOptions options;
  private final World world;

  Ending(History.Recorded run, DemoOptions options, World world) {
    this.end = run.end().orElseThrow();
    this.options = options;
    this.world = world;
  }

  /** Returns the code by which the library's command line tells outcomes apart. */
  int exitCode() {
    return switch (end.outcome()) {
      case SUCCEEDED -> 0;
      case ROLLED_BACK -> 10;
      case PARTIAL -> 11;
      case STOPPED -> 12;
    };
  }

  void tell(PrintStream out) throws IOException, InterruptedException {
    String customers = customers();
    int stopped = world.down();
    out.println();
    if (stopped > 0) {
      out.println(customers + stopped + " servers were taken down; their logs: " + world.folder());
    }
    out.println("What to try next:");
    if (end.outcome() == Outcome.SUCCEEDED) {
      out.println("  " + options.command("--fault errors") + "    (or slow, or redis-node)");
    } else {
      out.println(
          "  " + options.command("report") + "    (the cause, the readings, what was undone)");
    }
    out.println("  " + options.command("run") + ", kill -9 it half-way, and resume it");
  }

  private String customers() throws InterruptedException, IOException {
    Optional<AddressBook> book = world.addresses();
    if (book.isEmpty()) {
      return "";
    }
    Traffic traffic = new Traffic(book.get().port("balancer-admin"));
    long all;
    long failed;
    try {
      all = traffic.count("blue", "requests") + traffic.count("green", "requests");
      failed = traffic.count("blue", "failed") + traffic.count("green", "failed");
    } catch (ConnectException e) {
      return ""; // a demo killed while it took the servers down had stopped the load balancer
    }
    return String.format("%,d requests went through the load balancer, %,d failed. ", all, failed);
  }
}
