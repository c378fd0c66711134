package dev.sallyport.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Map;

/**
 * What the command line touches of the process it runs in; a test has its own.
 *
 * @param screen whether, and how wide, a terminal is there
 * @param signals how the process is told to end
 */
record Surroundings(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Screen screen,
    Signals signals,
    Clock clock,
    Map<String, String> env) {

  static Surroundings ofProcess() {
    Map<String, String> env = System.getenv();
    return new Surroundings(
        System.in,
        System.out,
        System.err,
        new Terminal(env),
        new ProcessSignals(),
        Clock.systemUTC(),
        env);
  }
}
