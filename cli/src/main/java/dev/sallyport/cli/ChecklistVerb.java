package dev.sallyport.cli;

import dev.sallyport.cli.checklist.Checklist;
import dev.sallyport.cli.checklist.Drift;
import dev.sallyport.plan.Codec;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "checklist",
    description = "Show the plan as a checklist in Markdown, or compare it with one; nothing runs.",
    footer = {
      "",
      "Exit codes: 0 shown, or no difference; 3 plan and checklist have drifted apart."
    })
final class ChecklistVerb implements Callable<Integer> {
  private final Tool tool;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      description = "Say how the plan and this checklist differ.")
  @Nullable Path file;

  ChecklistVerb(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() {
    if (file == null) {
      tool.print(Checklist.of(tool.plan()));
      return Exit.SUCCEEDED;
    }
    List<Drift> drifts = ChecklistFile.read(file).drift(tool.plan());
    tool.print(tool.root().json ? json(drifts) : text(file, drifts));
    return drifts.isEmpty() ? Exit.SUCCEEDED : Exit.DRIFTED;
  }

  private static String text(Path file, List<Drift> drifts) {
    if (drifts.isEmpty()) {
      return file + " and the plan say the same.\n";
    }
    StringBuilder text = new StringBuilder(file + " and the plan have drifted apart: ");
    text.append(drifts.size()).append(drifts.size() == 1 ? " difference\n" : " differences\n");
    for (Drift drift : drifts) {
      String line = drift.line() == 0 ? "" : file + ":" + drift.line();
      String both = drift.where().isEmpty() || line.isEmpty() ? "" : ", ";
      text.append('\n').append(word(drift)).append("  ").append(line).append(both);
      text.append(drift.where()).append("\n  what:     ").append(drift.what());
      text.append("\n  way out:  ").append(drift.wayOut()).append('\n');
    }
    return text.toString();
  }

  private static String word(Drift drift) {
    return drift.kind().name().toLowerCase(Locale.ROOT);
  }

  private static String json(List<Drift> drifts) {
    List<Map<String, Object>> all =
        drifts.stream()
            .map(
                drift -> {
                  Map<String, Object> fields = new LinkedHashMap<>();
                  fields.put("kind", drift.kind().name());
                  fields.put("line", drift.line() == 0 ? null : drift.line());
                  fields.put("where", drift.where());
                  fields.put("what", drift.what());
                  fields.put("wayOut", drift.wayOut());
                  return fields;
                })
            .toList();
    return Codec.json(Object.class).encode(Map.of("differences", all));
  }
}
