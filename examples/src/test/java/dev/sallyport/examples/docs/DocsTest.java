package dev.sallyport.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every Java block of the README and of the guide compiles. */
class DocsTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  @TempDir Path classes;

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  @Test
  void everyJavaBlockCompiles() throws IOException {
    List<JavaFileObject> sources = new ArrayList<>();
    for (Path file : pages()) {
      List<Page.Snippet> snippets = Page.read(file).snippets();
      for (int i = 0; i < snippets.size(); i++) {
        String page = file.getFileName().toString().replaceAll("\\W", "_");
        String name = "Block_" + page + "_" + (i + 1);
        sources.add(new Source(name, snippets.get(i).asClass(name)));
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    boolean compiled = compiler.getTask(complaints, null, null, options, null, sources).call();
    assertThat(compiled).as("%s", complaints).isTrue();
    assertThat(sources).hasSizeGreaterThan(4);
  }

  @Test
  void theReadmeBeginsWithAWholePlanOfAtMostFifteenLines() throws IOException {
    List<String> lines = Files.readAllLines(ROOT.resolve("README.md"));
    int begin = lines.indexOf("```java");
    int end = lines.subList(begin, lines.size()).indexOf("```") + begin;
    assertThat(begin).isLessThan(12);
    assertThat(end - begin - 1).isLessThanOrEqualTo(15);
    assertThat(end).isLessThan(30);
  }

  @Test
  void theQuickStartHasTwoCommands() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    String quickStart = readme.split("\n## Quick start\n", 2)[1].split("\n## ", 2)[0];
    List<String> commands =
        Stream.of(quickStart.split("```sh\n", -1)).skip(1).map(b -> b.split("```", 2)[0]).toList();
    assertThat(commands).hasSize(2).allMatch(block -> block.lines().count() == 1);
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String name, String code) {
      super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
