package dev.sallyport.testkit;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.EngineOptions;
import dev.sallyport.report.Report;
import dev.sallyport.testkit.simulation.LastRun;
import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests what they need, and tells the story of a simulation that failed its test; use it by
 * {@code @ExtendWith(SallyportExtension.class)}.
 *
 * <p>A test may take an {@link Engine} that keeps its journals in memory and is closed after the
 * test, a {@link ManualClock}, and a {@link Seed}: one of each for a test. When a test fails that
 * simulated a plan on its thread, the last simulation's seed and story are printed.
 */
public final class SallyportExtension
    implements ParameterResolver,
        BeforeEachCallback,
        AfterTestExecutionCallback,
        AfterEachCallback {
  private static final Namespace OURS = Namespace.create(SallyportExtension.class);

  private final PrintStream out;

  /** Creates it; JUnit does. */
  public SallyportExtension() {
    this(System.err);
  }

  SallyportExtension(PrintStream out) {
    this.out = out;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Engine.class || type == ManualClock.class || type == Seed.class;
  }

  @Override
  public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> wanted = parameter.getParameter().getType();
    return context
        .getStore(OURS)
        .getOrComputeIfAbsent(
            wanted,
            type -> {
              if (type == Engine.class) {
                return Engine.of(EngineOptions.defaults());
              }
              return type == Seed.class
                  ? seed(context.getConfigurationParameter(Seed.PROPERTY))
                  : ManualClock.create();
            });
  }

  static Seed seed(Optional<String> given) {
    if (given.isEmpty()) {
      return new Seed(ThreadLocalRandom.current().nextInt(1_000_000));
    }
    try {
      return new Seed(Long.parseLong(given.get().strip()));
    } catch (NumberFormatException e) {
      throw new ParameterResolutionException(
          "The seed of the property '"
              + Seed.PROPERTY
              + "' is '"
              + given.get()
              + "', which is no whole number. Set it to one, or leave it out.",
          e);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    LastRun.forget();
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    if (context.getExecutionException().isPresent()) {
      LastRun.onThisThread().ifPresent(last -> tell(context.getDisplayName(), last));
    }
  }

  private void tell(String test, LastRun last) {
    Long seed = last.seed();
    out.println(
        "The last simulation of "
            + test
            + (seed == null
                ? ", without a seed:"
                : ", with the seed " + seed + " (again: -D" + Seed.PROPERTY + "=" + seed + "):"));
    out.println(Report.of(last.run().events()).text());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    LastRun.forget();
    Engine engine = context.getStore(OURS).remove(Engine.class, Engine.class);
    if (engine != null) {
      engine.close();
    }
  }
}
