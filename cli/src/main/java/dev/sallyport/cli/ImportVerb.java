package dev.sallyport.cli;

import dev.sallyport.cli.checklist.Checklist;
import dev.sallyport.cli.checklist.Skeleton;
import dev.sallyport.plan.Codec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "import",
    description = {
      "Turn a checklist in Markdown into the skeleton of a plan, with a list of what it lacks.",
      "Nothing of it is run, and no file is written over."
    })
final class ImportVerb implements Callable<Integer> {
  private final Tool tool;

  @Parameters(index = "0", paramLabel = "CHECKLIST", description = "The Markdown file.")
  Path file = Path.of("");

  @Option(
      names = "--package",
      paramLabel = "NAME",
      description = "The package of the code; default ${DEFAULT-VALUE}.")
  String packageName = "deployment";

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "The class of the plan; by default made from the title.")
  String className = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The folder of the sources; default the current one.")
  Path out = Path.of("");

  ImportVerb(Tool tool) {
    this.tool = tool;
  }

  @Override
  public Integer call() throws IOException {
    Skeleton skeleton = skeleton(ChecklistFile.read(file));
    List<Path> paths = new ArrayList<>();
    for (String path : skeleton.files().keySet()) {
      Path target = out.resolve(path);
      if (Files.exists(target)) {
        throw new UsageProblem(
            target
                + " is there already, and what was written by hand must not be lost. Name another"
                + " --class, --package or --out, or move it away.");
      }
      paths.add(target);
    }
    int next = 0;
    for (String text : skeleton.files().values()) {
      Path target = paths.get(next++);
      Files.createDirectories(target.toAbsolutePath().getParent());
      ReportFile.write(target, text);
    }
    tool.print(tool.root().json ? json(skeleton, paths) : text(skeleton, paths));
    return Exit.SUCCEEDED;
  }

  private Skeleton skeleton(Checklist list) {
    try {
      return list.skeleton(packageName, className);
    } catch (IllegalArgumentException e) {
      throw new UsageProblem(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
  }

  private static String text(Skeleton skeleton, List<Path> paths) {
    StringBuilder text = new StringBuilder(skeleton.summary()).append("written\n");
    paths.forEach(path -> text.append("  ").append(path).append('\n'));
    return text.append("next\n  compile it and start ")
        .append(skeleton.mainClass())
        .append(" with the verb checklist; then automate one item after the other\n")
        .toString();
  }

  private static String json(Skeleton skeleton, List<Path> paths) {
    Map<String, Object> fields = new LinkedHashMap<>(skeleton.counts());
    fields.put("mainClass", skeleton.mainClass());
    fields.put("files", paths.stream().map(Path::toString).toList());
    return Codec.json(Object.class).encode(fields);
  }
}
