package dev.sallyport.examples;

import dev.sallyport.examples.world.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The demo's command line.
 *
 * @param verb what to do
 * @param fault what goes wrong in a new run
 * @param runs the folder of the journals; the script names its own in the property {@code
 *     demo.runs}
 * @param rest what the command line of the library is told beside the verb
 */
record DemoOptions(String verb, Fault fault, Path runs, List<String> rest) {
  static final String USAGE =
      """
      Usage: examples/demo [--fault errors|slow|redis-node] [--runs DIR] [VERB]

        run      performs the deployment (the default)
        resume   goes on with the newest run after a kill
        down     stops what a killed demo left running, and gives its run up
        plan     shows the plan
        runs, status, report   show what was recorded

        --fault errors      green answers half of the requests for its new feature with 503
        --fault slow        green's new feature takes a second and a half
        --fault redis-node  a Redis primary is killed on the way
        --runs DIR          where journals, reports and the servers' logs go

      What else stands on the line is for the library's own command line: `examples/demo run --help`.
      """;

  private static final List<String> VERBS =
      List.of("run", "resume", "down", "plan", "runs", "status", "report");

  DemoOptions {
    rest = List.copyOf(rest);
  }

  /**
   * Returns the options of a command line; what is unknown behind the verb is passed on.
   *
   * @throws IllegalArgumentException if it cannot be understood
   */
  static DemoOptions parse(String... args) {
    String verb = "";
    Fault fault = Fault.NONE;
    Path runs = Path.of("runs");
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--fault" -> fault = Fault.of(value(args, ++i, "--fault"));
        case "--runs" -> runs = Path.of(value(args, ++i, "--runs"));
        default -> {
          if (verb.isEmpty() && List.of("-h", "--help").contains(args[i])) {
            verb = "help";
          } else if (!verb.isEmpty() || args[i].startsWith("-")) {
            rest.add(args[i]);
          } else if (VERBS.contains(args[i])) {
            verb = args[i];
          } else {
            throw new IllegalArgumentException("'" + args[i] + "' is not understood here.");
          }
        }
      }
    }
    if (fault != Fault.NONE && !verb.isEmpty() && !verb.equals("run")) {
      throw new IllegalArgumentException("--fault goes with run; a resumed run keeps its fault.");
    }
    return new DemoOptions(verb.isEmpty() ? "run" : verb, fault, runs, rest);
  }

  /** Returns a command to type, for the same folder. */
  String command(String words) {
    String folder = runs.toString();
    if (folder.equals(System.getProperty("demo.runs"))) {
      return "examples/demo " + words;
    }
    boolean blank = folder.chars().anyMatch(Character::isWhitespace);
    return "examples/demo " + words + " --runs " + (blank ? "'" + folder + "'" : folder);
  }

  private static String value(String[] args, int index, String flag) {
    if (index >= args.length) {
      throw new IllegalArgumentException(flag + " needs a value.");
    }
    return args[index];
  }
}
