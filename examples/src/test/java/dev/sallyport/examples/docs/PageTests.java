package dev.sallyport.examples.docs;

import dev.sallyport.testkit.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** A page of the guide whose Java blocks are compiled, and whose tests are run. */
final class PageTests {
  private final Path page;
  private final Path folder;

  PageTests(String page, Path folder) {
    this.page = Path.of("").toAbsolutePath().getParent().resolve("docs/guide/" + page);
    this.folder = folder;
  }

  /** Returns a class loader that has a block as a class of that name. */
  URLClassLoader compile(String name, int snippet) throws IOException {
    Page.Snippet code = Page.read(page).snippets().get(snippet);
    Path source = folder.resolve(name + ".java");
    Files.writeString(source, code.asClass(name) + "class " + name + "_ extends " + name + " {}\n");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                folder.toString(),
                "-classpath",
                System.getProperty("java.class.path"),
                source.toString());
    if (result != 0) {
      throw new AssertionError("The block " + snippet + " of " + page + " does not compile.");
    }
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }

  /** Returns what became of each test of a block: {@code passed}, or why it failed. */
  Map<String, String> run(String name, int snippet) throws Exception {
    try (URLClassLoader loader = compile(name, snippet)) {
      return run(loader.loadClass(name + "_"));
    }
  }

  /** Returns what became of each test that the superclass of a class has. */
  static Map<String, String> run(Class<?> tests) throws ReflectiveOperationException {
    Map<String, String> results = new TreeMap<>();
    for (Method test : tests.getSuperclass().getDeclaredMethods()) {
      if (test.isAnnotationPresent(Test.class)) {
        results.put(test.getName(), run(tests, test));
      }
    }
    return results;
  }

  /** Returns what became of each test of every block. */
  Map<String, String> runAll() throws Exception {
    Map<String, String> results = new TreeMap<>();
    int count = Page.read(page).snippets().size();
    for (int i = 0; i < count; i++) {
      results.putAll(run("Block" + i, i));
    }
    return results;
  }

  private static String run(Class<?> tests, Method test) throws ReflectiveOperationException {
    Constructor<?> constructor = tests.getDeclaredConstructor();
    constructor.setAccessible(true);
    test.setAccessible(true);
    List<Object> given = Arrays.stream(test.getParameterTypes()).map(PageTests::parameter).toList();
    try {
      test.invoke(constructor.newInstance(), given.toArray());
      return "passed";
    } catch (InvocationTargetException failed) {
      return String.valueOf(failed.getCause().getMessage());
    }
  }

  private static Object parameter(Class<?> type) {
    if (type == Seed.class) {
      return new Seed(7);
    }
    throw new IllegalArgumentException("No test of a page is given a " + type.getName() + ".");
  }

  /** Returns the n-th block of that language, counted from 0. */
  String block(String language, int number) {
    try {
      return Pattern.compile("```" + language + "\\n(.*?)\\n```", Pattern.DOTALL)
          .matcher(Files.readString(page))
          .results()
          .skip(number)
          .findFirst()
          .orElseThrow()
          .group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
