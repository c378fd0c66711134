package dev.sallyport.plan;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The compiler a plan's author has, asked about one program. */
final class Javac {
  private static final String HEAD =
      """
      import static dev.sallyport.check.Percent.percent;
      import static dev.sallyport.plan.Dsl.*;
      import dev.sallyport.check.*;
      import dev.sallyport.plan.*;
      import java.time.Duration;

      class Program {
        record Cluster(String name) {}
        record Schema(int version) {}
        record Version(String text) {}
        static final Input<Version> VERSION = input("version", Version.class);
        static final Input<String> REGION = input("region", String.class);
        static final Secret<String> TOKEN = secret("token", String.class);
        Metric<Percent> errorRate;
        Metric<Duration> lag;
        Metric<DataSize> heap;
        Plan plan;

        void migrate(Cluster cluster) {}
        void drop(Schema schema) {}

        void program() {
      """;

  private Javac() {}

  /**
   * Returns the errors of a program with that body, one a line, types by their simple names; empty
   * if it compiles.
   */
  static String errors(String body, Path output) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    String classes = System.getProperty("java.class.path");
    List<String> options = List.of("-cp", classes, "-d", output.toString(), "-proc:none");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
      Source source = new Source(HEAD + body + "\n  }\n}\n");
      compiler.getTask(new StringWriter(), files, found, options, null, List.of(source)).call();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> diagnostic.getMessage(Locale.ENGLISH))
        .map(message -> message.replaceAll("\\b(?:[a-z]\\w*\\.)+(?=[A-Z])|\\bProgram\\.", ""))
        .collect(Collectors.joining("\n"));
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String text) {
      super(URI.create("string:///Program.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
