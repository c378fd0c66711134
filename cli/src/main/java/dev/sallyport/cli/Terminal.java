package dev.sallyport.cli;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The terminal this process was started from, if any. */
record Terminal(Map<String, String> env) implements Screen {
  private static final Size USUAL = new Size(24, 80);

  @Override
  public boolean isInteractive() {
    return isTerminal() && !env.getOrDefault("TERM", "dumb").equals("dumb");
  }

  @Override
  public boolean hasColours() {
    return env.getOrDefault("NO_COLOR", "").isEmpty();
  }

  /** From Java 22 on there is always a console, and one asks it; this code is compiled for 17. */
  @SuppressWarnings("SystemConsoleNull") // it may be null on the platforms before that
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null || Runtime.version().feature() < 22) {
      return console != null;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("The console of this Java platform cannot be asked.", e);
    }
  }

  @Override
  public Size size() {
    Process stty;
    try {
      stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      // No such program, as on Windows; a usual size will do.
      return USUAL;
    }
    try (InputStream out = stty.getInputStream()) {
      String text = new String(out.readNBytes(100), StandardCharsets.US_ASCII).strip();
      return stty.waitFor(1, TimeUnit.SECONDS) && stty.exitValue() == 0 ? parse(text) : USUAL;
    } catch (IOException e) {
      // It did not answer; a usual size will do.
      return USUAL;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL;
    } finally {
      stty.destroy();
    }
  }

  static Size parse(String text) {
    if (!text.matches("\\d{1,5} \\d{1,5}")) {
      return USUAL;
    }
    int rows = Integer.parseInt(text.substring(0, text.indexOf(' ')));
    int columns = Integer.parseInt(text.substring(text.indexOf(' ') + 1));
    // A terminal that does not know its size says 0.
    return new Size(rows < 3 ? USUAL.rows() : rows, columns < 20 ? USUAL.columns() : columns);
  }
}
