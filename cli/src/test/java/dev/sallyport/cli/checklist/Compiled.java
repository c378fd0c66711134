package dev.sallyport.cli.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** A skeleton that javac has compiled, with every warning an error. */
public final class Compiled {
  private Compiled() {}

  /** Returns the text of a checklist of the test's resources. */
  static String text(String name) {
    try (var in = Compiled.class.getResourceAsStream("/checklists/" + name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Checklist list(String name) {
    return Checklist.read(name, text(name));
  }

  /** Compiles a skeleton and returns the plan that it builds. */
  public static Plan plan(Skeleton skeleton) {
    try {
      Path classes = Files.createTempDirectory("skeleton");
      compile(skeleton, classes, code -> code);
      // Kept open: lambdas of the plan are linked when they are first called.
      URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
      return (Plan) loader.loadClass(skeleton.mainClass()).getMethod("plan").invoke(null);
    } catch (IOException | ReflectiveOperationException e) {
      throw new AssertionError("The skeleton does not build: " + e.getCause(), e);
    }
  }

  /** Compiles a skeleton after its code was changed. */
  static void compile(Skeleton skeleton, Path classes, UnaryOperator<String> change) {
    List<JavaFileObject> sources = new ArrayList<>();
    for (Map.Entry<String, String> file : skeleton.files().entrySet()) {
      if (file.getKey().endsWith(".java")) {
        sources.add(new Source(file.getKey(), change.apply(file.getValue())));
      }
    }
    StringWriter complaints = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none",
            "-Xlint:all,-classfile,-path",
            "-Werror",
            "-d",
            classes.toString(),
            "-classpath",
            System.getProperty("java.class.path"));
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(complaints, null, null, options, null, sources)
            .call();
    assertThat(compiled).as("%s", complaints).isTrue();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String path, String code) {
      super(URI.create("string:///" + path), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }
}
