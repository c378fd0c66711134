package dev.sallyport.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.cli.checklist.Checklist;
import dev.sallyport.cli.checklist.Skeleton;
import dev.sallyport.plan.Node;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's page about importing a checklist, followed: it says what happens. */
class ImportAChecklistTest {
  private static final Path PAGE =
      Path.of("").toAbsolutePath().getParent().resolve("docs/guide/import-a-checklist.md");

  @TempDir Path folder;

  private final String page = read();
  private final Skeleton skeleton =
      Checklist.read("release.md", block("markdown", 0)).skeleton("com.acme.deploy", "");

  private static String read() {
    try {
      return Files.readString(PAGE);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String block(String language, int number) {
    return Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
        .matcher(page)
        .results()
        .skip(number)
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  /** Code without its comments, and with one blank for any. */
  private static String squeezed(String code) {
    return code.replaceAll("(?m)^\\s*//.*$", "").replaceAll("\\s+", " ").strip();
  }

  @Test
  void theSummaryAndTheFilesAreAsThePageSays() {
    assertThat(skeleton.summary()).isEqualTo(block("text", 0));
    assertThat(skeleton.files().keySet())
        .map(path -> path.replace("com/acme/deploy/", ""))
        .containsExactly(
            "ShopRelease.java",
            "ShopReleasePhases1.java",
            "ShopReleaseByHand.java",
            "ShopRelease-gaps.md")
        .allSatisfy(file -> assertThat(page).contains("`" + file + "`"));
  }

  @Test
  void theFirstGateIsMadeByThePagesThreeMoves() throws Exception {
    String phases = squeezed(skeleton.files().get("com/acme/deploy/ShopReleasePhases1.java"));
    String before = squeezed(block("text", 1));
    String after = squeezed(block("java", 1).split("phase\\(\"Before\"\\)", 2)[1]);
    String metric = squeezed(block("java", 0));
    assertThat(phases).contains(before);

    String changed =
        phases
            .replace(
                before,
                after.substring(0, after.length() - 1).replace("ofMinutes", "Duration.ofMinutes"))
            .replace("private ShopReleasePhases1() {}", "private ShopReleasePhases1() {} " + metric)
            .replace(
                "import java.time.Duration;",
                "import dev.sallyport.check.*; import java.nio.file.*; import java.time.Duration;");
    Plan plan = compiled(changed);

    Node first = plan.graph().node(0);
    assertThat(first.path()).isEqualTo("Before/free-disk-space-is-at-least-1-gb");
    assertThat(((Node.GateNode) first).gate().check().name()).contains("free space");
    assertThat(Checklist.read("release.md", block("markdown", 0)).drift(plan)).isEmpty();
  }

  @Test
  void theFirstCommandIsTheSuggestionOfTheSkeleton() {
    String phases = skeleton.files().get("com/acme/deploy/ShopReleasePhases1.java");
    String suggestions = squeezed(phases.replaceAll("(?m)^ {8}// {3}", "        "));
    String step = squeezed(block("java", 2).split("phase\\(\"Go\"\\)", 2)[1]);

    assertThat(suggestions)
        .contains(step.substring(0, step.length() - 1).replace("ofMinutes", "Duration.ofMinutes"));
  }

  private Plan compiled(String phases) throws Exception {
    List<Path> sources = new ArrayList<>();
    for (Map.Entry<String, String> file : skeleton.files().entrySet()) {
      if (file.getKey().endsWith(".java")) {
        Path source = folder.resolve(file.getKey());
        Files.createDirectories(source.getParent());
        boolean changed = file.getKey().endsWith("Phases1.java");
        sources.add(Files.writeString(source, changed ? phases : file.getValue()));
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            folder.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  complaints,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as("%s", complaints).isTrue();
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      return (Plan) loader.loadClass(skeleton.mainClass()).getMethod("plan").invoke(null);
    }
  }
}
