package dev.sallyport.command;

import dev.sallyport.check.DataSize;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.StepBody;
import dev.sallyport.plan.StepContext;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * An operating-system command: a program with its arguments, and how it is run as a step or a
 * check.
 *
 * <p>Defaults: no shell; the working directory of the virtual machine; an environment of {@code
 * PATH} and {@code HOME}, passed on, and {@code LC_ALL=C} and {@code TZ=UTC}; an empty standard
 * input; UTF-8; no limit but that of the step or check; 5 s from SIGTERM to SIGKILL; exit code 0
 * expected; the first and the last 128 KiB of each stream captured. Immutable, thread-safe, and
 * never holding the value of a secret.
 */
public final class Command {
  private final Spec spec;

  private Command(Spec spec) {
    this.spec = spec;
  }

  /**
   * Returns the command that runs a program, without a shell.
   *
   * @param program a name to be found in {@code PATH}, or a path; a relative path is read from the
   *     working directory
   * @param arguments the arguments as the program gets them: nothing is split, expanded or quoted
   */
  public static Command of(String program, String... arguments) {
    text(program, "program");
    List<Value> argv = new ArrayList<>();
    argv.add(argument(program));
    for (String text : arguments) {
      argv.add(argument(text));
    }
    return new Command(new Spec(argv));
  }

  /**
   * Returns the command that runs a script by {@code /bin/sh -c}.
   *
   * <p>The shell goes on after a command that failed, and a pipeline ends as its last command does;
   * begin with {@code set -eu}. Never build the script from values: give them by {@link #env} or
   * {@link #arg}, which the script reads as {@code "$1"} and so on.
   */
  public static Command shell(String script) {
    text(script, "script");
    return of("/bin/sh", "-c", script, "sh");
  }

  /** Returns this command with one more argument. */
  public Command arg(String argument) {
    return withArgument(argument(argument));
  }

  /**
   * Returns this command with one more argument: the path of a file that holds the secret, readable
   * by its owner only and deleted after the end.
   *
   * @param prefix what stands before the path in the same argument, for example {@code
   *     --password-file=}; may be empty
   */
  public Command fileArgument(String prefix, Secret<String> secret) {
    return withArgument(new Value.HiddenFile(prefix, secret));
  }

  private Command withArgument(Value argument) {
    List<Value> more = new ArrayList<>(spec.argv);
    more.add(argument);
    return new Command(spec.with(s -> s.argv = List.copyOf(more)));
  }

  /** Returns this command run in another working directory. */
  public Command in(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return new Command(spec.with(s -> s.directory = directory));
  }

  /** Returns this command with a variable in its environment. */
  public Command env(String name, String value) {
    return new Command(spec.withEnv(name, argument(value)));
  }

  /** Returns this command with a secret in its environment. */
  public Command env(String name, Secret<String> secret) {
    return new Command(spec.withEnv(name, new Value.Hidden(secret)));
  }

  /**
   * Returns this command with a variable that holds the path of a file with the secret, readable by
   * its owner only and deleted after the end.
   */
  public Command envFile(String name, Secret<String> secret) {
    return new Command(spec.withEnv(name, new Value.HiddenFile("", secret)));
  }

  /** Returns this command with more variables passed on from this virtual machine, where set. */
  public Command passing(String... names) {
    List<String> more = new ArrayList<>(spec.passed);
    more.addAll(List.of(names));
    return new Command(spec.with(s -> s.passed = List.copyOf(more)));
  }

  /** Returns this command with a text to read from its standard input. */
  public Command stdin(String text) {
    Objects.requireNonNull(text, "text");
    return new Command(spec.with(s -> s.stdin = new Value.Text(text)));
  }

  /** Returns this command with a secret to read from its standard input. */
  public Command stdin(Secret<String> secret) {
    Objects.requireNonNull(secret, "secret");
    return new Command(spec.with(s -> s.stdin = new Value.Hidden(secret)));
  }

  /** Returns this command with another charset for its three streams and its secret files. */
  public Command charset(Charset charset) {
    Objects.requireNonNull(charset, "charset");
    return new Command(spec.with(s -> s.charset = charset));
  }

  /** Returns this command with a limit of its own, after which it is killed. */
  public Command timeout(Duration limit) {
    if (limit.isZero() || limit.isNegative()) {
      throw new IllegalArgumentException(
          "The timeout must be longer than zero, but is " + limit + ".");
    }
    return new Command(spec.with(s -> s.timeout = limit));
  }

  /**
   * Returns this command with another span from SIGTERM to SIGKILL; zero for SIGKILL at once.
   *
   * <p>Keep it well below the plan's own grace, after which the engine asks a person.
   */
  public Command grace(Duration span) {
    notNegative(span, "grace");
    return new Command(spec.with(s -> s.grace = span));
  }

  /**
   * Returns this command with another span for which output is awaited after the end of the program
   * from what it left in the background; default 2 s.
   */
  public Command drain(Duration span) {
    notNegative(span, "drain");
    return new Command(spec.with(s -> s.drain = span));
  }

  /** Returns this command with these exit codes expected, in place of 0. */
  public Command expecting(int... exitCodes) {
    Set<Integer> codes = ExitCodes.set(exitCodes);
    if (codes.isEmpty()) {
      throw new IllegalArgumentException("No exit code is expected. Give at least one.");
    }
    return new Command(spec.with(s -> s.expected = codes));
  }

  /**
   * Returns this command with exit codes after which it is unknown whether it took effect, such as
   * 255 of a lost {@code ssh}; a possible signal (above 128) always counts as one, unless expected.
   */
  public Command unknownOn(int... exitCodes) {
    Set<Integer> codes = ExitCodes.set(exitCodes);
    return new Command(spec.with(s -> s.unknown = codes));
  }

  /**
   * Returns this command with other capture limits, for each of its two output streams; what lies
   * between is dropped and counted.
   *
   * @param head how much is kept from the beginning; at most 1 GiB
   * @param tail how much is kept from the end; at most 1 GiB
   */
  public Command capture(DataSize head, DataSize tail) {
    int first = captureLimit(head, "head");
    int last = captureLimit(tail, "tail");
    return new Command(
        spec.with(
            s -> {
              s.head = first;
              s.tail = last;
            }));
  }

  /** Returns the code of a step that runs this command and makes no output. */
  public StepBody.Does0 asStep() {
    return this::run;
  }

  /**
   * Returns the code of a step that runs this command and makes what the parser reads.
   *
   * @param <O> the step's output
   */
  public <O> StepBody.Makes0<O> returning(Parser<O> parser) {
    Objects.requireNonNull(parser, "parser");
    return context -> run(context, parser);
  }

  /**
   * Runs this command within a step's code, for commands made of values the step uses.
   *
   * @throws CommandNotStartedException if it could not be started
   * @throws CommandFailedException if it ended with an exit code that is not expected
   * @throws OutcomeUnknownException if it was killed, by its timeout, an interrupt, which stays
   *     set, or a signal; or if {@link #unknownOn} names its exit code
   * @throws InterruptedException if the thread was interrupted before the start; the interrupt
   *     stays set
   * @throws IllegalStateException if nothing was bound to one of its secrets
   */
  public CommandResult run(StepContext context)
      throws CommandNotStartedException,
          CommandFailedException,
          OutcomeUnknownException,
          InterruptedException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("Interrupted before the command was started: " + this);
    }
    CommandResult result = execute(context::secret, context.remaining());
    int code = result.exitCode();
    if (result.killed()) {
      throw new OutcomeUnknownException(Explanation.unknown(result));
    }
    if (spec.expected.contains(code)) {
      return result;
    }
    if (ExitCodes.possiblySignal(code) || spec.unknown.contains(code)) {
      throw new OutcomeUnknownException(Explanation.unknown(result));
    }
    throw new CommandFailedException(Explanation.failed(result, spec.expected), result);
  }

  /**
   * Runs this command within a step's code and reads its output; throws what {@link
   * #run(StepContext)} throws, too.
   *
   * @throws OutcomeUnknownException if the output cannot be read: by then the command took effect
   */
  public <O> O run(StepContext context, Parser<O> parser)
      throws CommandNotStartedException,
          CommandFailedException,
          OutcomeUnknownException,
          InterruptedException {
    CommandResult result = run(context);
    Reading<O> reading = Parsing.read(result, parser, Look.evidence(result, context.clock()));
    if (reading instanceof Reading.Value<O> read) {
      return read.value();
    }
    String problem =
        reading instanceof Reading.NoData<O> none
            ? none.why()
            : ((Reading.Failed<O>) reading).problem();
    throw new OutcomeUnknownException(Explanation.unread(result, problem));
  }

  /** Returns the check that judges this command by its exit code, and from there by its output. */
  public ExitCheck check(String name) {
    return new ExitCheck(this, name, Set.of(1), Set.of());
  }

  /**
   * Returns the metric that reads a quantity from this command's output.
   *
   * <p>No data, if it prints nothing; an error, if its exit code is not expected, its output cannot
   * be read or is not whole, or it times out.
   */
  public <Q extends Comparable<? super Q>> Metric<Q> metric(String name, Parser<Q> parser) {
    Objects.requireNonNull(parser, "parser");
    return Metric.of(name, context -> OutputCheck.read(this, parser, context));
  }

  CommandResult execute(Secret.Source secrets, Duration limit) throws CommandNotStartedException {
    return Execution.run(Platform.current(), spec, secrets, limit);
  }

  Spec spec() {
    return spec;
  }

  /** Returns the program and its arguments, quoted as a shell would want them. */
  @Override
  public String toString() {
    return Argv.show(spec.argv);
  }

  static String text(String text, String what) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("The " + what + " is blank. Give it some words.");
    }
    return text;
  }

  private static Value argument(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "A NUL stands in '" + text.replace('\0', '?') + "', which no system can pass on.");
    }
    return new Value.Text(text);
  }

  private static void notNegative(Duration span, String what) {
    if (span.isNegative()) {
      throw new IllegalArgumentException(
          "The " + what + " must not be negative, but is " + span + ".");
    }
  }

  private static int captureLimit(DataSize size, String what) {
    if (size.bytes() < 1 || size.bytes() > 1 << 30) {
      throw new IllegalArgumentException(
          "The " + what + " to capture must be from 1 B to 1 GiB, but is " + size + ".");
    }
    return (int) size.bytes();
  }
}
