package dev.sallyport.cli;

import dev.sallyport.plan.Plan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A shell without a terminal, in which a plan's command line is typed; keeps what was printed. */
final class Shell {
  static final Instant NOW = Instant.parse("2026-11-22T22:15:30Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Path runs;
  final Map<String, String> env = new TreeMap<>();
  volatile Consumer<Signals.Kind> signals = kind -> {};
  UnaryOperator<SallyportCli> author = cli -> cli;
  boolean interactive;
  InputStream in = new ByteArrayInputStream(new byte[0]);
  Clock clock = Clock.systemUTC();
  int exit = -1;

  Shell(Path runs) {
    this.runs = runs;
  }

  /** A shell whose clock stands still, so that its output is always the same. */
  static Shell timeless(Path runs) {
    Shell shell = new Shell(runs);
    shell.clock = Clock.fixed(NOW, ZoneOffset.UTC);
    return shell;
  }

  Shell type(Plan plan, String... args) {
    return type(() -> plan, args);
  }

  Shell type(Supplier<Plan> plan, String... args) {
    out.reset();
    err.reset();
    Surroundings around =
        new Surroundings(
            in,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new FakeScreen(),
            listener -> {
              signals = listener;
              return () -> signals = kind -> {};
            },
            clock,
            env);
    SallyportCli cli = SallyportCli.of(plan).command("shop").runs(runs).in(around);
    exit = author.apply(cli).run(args);
    return this;
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  Path file(String name) {
    return runs.resolve(name);
  }

  private final class FakeScreen implements Screen {
    @Override
    public boolean isInteractive() {
      return interactive;
    }

    @Override
    public boolean hasColours() {
      return false;
    }

    @Override
    public Size size() {
      return new Size(24, 100);
    }
  }
}
