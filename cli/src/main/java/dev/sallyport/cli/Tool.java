package dev.sallyport.cli;

import dev.sallyport.engine.Inbox;
import dev.sallyport.plan.Plan;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What every verb works with.
 *
 * @param maker makes the plan
 * @param around the process
 * @param root the common options
 * @param command what a person types to get here
 * @param ownRuns where the plan's author wants runs to be kept; null for nowhere in particular
 */
record Tool(
    Supplier<Plan> maker, Surroundings around, Root root, String command, @Nullable Path ownRuns) {

  Plan plan() {
    return maker.get();
  }

  RunFolder folder() {
    Path chosen = root.runs != null ? root.runs : ownRuns;
    return new RunFolder(chosen != null ? chosen : RunFolder.usual(around.env()));
  }

  /** Returns by what people speak to runs from other processes. */
  Inbox inbox() {
    return Inbox.inFolder(folder().path(), around.clock());
  }

  /** Returns the command line that does that to the runs at hand. */
  String command(String verb, String... more) {
    List<String> words = new ArrayList<>(List.of(verb));
    words.addAll(List.of(more));
    if (root.runs != null) {
      words.add("--runs");
      words.add(root.runs.toString());
    }
    return command + " " + CommandName.words(words);
  }

  String resumeCommand(String runId) {
    return command("resume", runId);
  }

  PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, java.nio.charset.Charset.defaultCharset());
  }

  /** Writes text that may or may not end in a line break. */
  void print(String text) {
    PrintStream out = around.out();
    out.print(text.endsWith("\n") ? text : text + "\n");
    out.flush();
  }

  void print(byte[] text) {
    PrintStream out = around.out();
    out.write(text, 0, text.length);
    out.flush();
  }

  void warn(String text) {
    around.err().println(text);
    around.err().flush();
  }
}
