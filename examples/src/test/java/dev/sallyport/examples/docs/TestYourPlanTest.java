package dev.sallyport.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.check.Check;
import dev.sallyport.plan.Plan;
import dev.sallyport.testkit.Scripted;
import dev.sallyport.testkit.Seed;
import dev.sallyport.testkit.simulation.Simulation;
import java.io.IOException;
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
import org.junit.jupiter.api.io.TempDir;

/** The guide's page about tests of a plan, run: its tests pass and fail as it says. */
class TestYourPlanTest {
  private static final Path PAGE =
      Path.of("").toAbsolutePath().getParent().resolve("docs/guide/test-your-plan.md");
  private static final Check ERRORS = Scripted.check("error rate", Scripted.fails("never asked"));

  @TempDir Path folder;

  @Test
  void thePlanWithTheBugFailsTheTestThatShowsIt() throws Exception {
    try (URLClassLoader loader = compile("Buggy", 0)) {
      assertThat(run(loader.loadClass("Buggy_")))
          .isEqualTo(
              Map.of(
                  "goesLive", "passed",
                  "walksBackWhenErrorsRise", "passed",
                  "trafficGoesBackThoughTheFlagsAreDown", text(0)));
    }
  }

  @Test
  void theFixedPlanPassesThemAll() throws Exception {
    try (URLClassLoader loader = compile("Fixed", 1)) {
      assertThat(run(loader.loadClass("Fixed_")))
          .hasSize(7)
          .allSatisfy((test, result) -> assertThat(result).as(test).isEqualTo("passed"));
    }
  }

  @Test
  void thePlanThatIsWatchedPassesThemAll() throws Exception {
    try (URLClassLoader loader = compile("Watched", 2)) {
      assertThat(run(loader.loadClass("Watched_")))
          .hasSize(6)
          .allSatisfy((test, result) -> assertThat(result).as(test).isEqualTo("passed"));
    }
  }

  @Test
  void whatTheScriptForgetsIsRefusedInThesePlainWords() throws Exception {
    try (URLClassLoader loader = compile("Buggy", 0)) {
      Method release =
          loader
              .loadClass("Buggy")
              .getDeclaredMethod("release", Balancer.class, Flags.class, Check.class);
      release.setAccessible(true);
      Simulation script = Simulation.of((Plan) release.invoke(null, null, null, ERRORS));
      assertThatThrownBy(() -> script.gate("Live/errors").fails("4 %").run()).hasMessage(text(1));
    }
  }

  private static String text(int number) throws IOException {
    return Pattern.compile("```text\\n(.*?)\\n```", Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .skip(number)
        .findFirst()
        .orElseThrow()
        .group(1);
  }

  private URLClassLoader compile(String name, int snippet) throws IOException {
    Page.Snippet code = Page.read(PAGE).snippets().get(snippet);
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
    assertThat(result).isZero();
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }

  private static Map<String, String> run(Class<?> tests) throws ReflectiveOperationException {
    Map<String, String> results = new TreeMap<>();
    for (Method test : tests.getSuperclass().getDeclaredMethods()) {
      if (test.isAnnotationPresent(Test.class)) {
        results.put(test.getName(), run(tests, test));
      }
    }
    return results;
  }

  private static String run(Class<?> tests, Method test) throws ReflectiveOperationException {
    var constructor = tests.getDeclaredConstructor();
    constructor.setAccessible(true);
    test.setAccessible(true);
    List<Seed> given = Arrays.stream(test.getParameterTypes()).map(type -> new Seed(7)).toList();
    try {
      test.invoke(constructor.newInstance(), given.toArray());
      return "passed";
    } catch (InvocationTargetException failed) {
      return String.valueOf(failed.getCause().getMessage());
    }
  }
}
