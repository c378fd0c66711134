package dev.sallyport.cli.checklist;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The code of a plan made from a checklist, and what it lacks. Nothing of it has been written
 * anywhere, and none of its commands has been run. Immutable.
 */
public final class Skeleton {
  private final String packageName;
  private final String className;
  private final Map<String, String> code;
  private final GapReport report;

  Skeleton(String packageName, String className, Map<String, String> code, GapReport report) {
    this.packageName = packageName;
    this.className = className;
    this.code = code;
    this.report = report;
  }

  /** Returns the name of the plan's class, with its package. */
  public String mainClass() {
    return packageName.isEmpty() ? className : packageName + "." + className;
  }

  /** Returns the text of each file by its path below the folder of the sources. */
  public Map<String, String> files() {
    String folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
    Map<String, String> files = new LinkedHashMap<>();
    code.forEach((name, text) -> files.put(folder + name + ".java", text));
    files.put(folder + className + "-gaps.md", report.markdown());
    return files;
  }

  /** Returns how many items were read, of which kinds, and what they lack: a few lines of text. */
  public String summary() {
    return report.summary();
  }

  /** Returns the numbers of the summary: items, phases, thresholds, kinds, gaps, lines left out. */
  public Map<String, Object> counts() {
    return report.counts();
  }
}
