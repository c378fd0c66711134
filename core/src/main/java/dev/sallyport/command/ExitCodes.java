package dev.sallyport.command;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What exit codes usually mean. A code of 128+n may be signal n, or the program's own choice. */
final class ExitCodes {
  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(3, "SIGQUIT"),
          Map.entry(4, "SIGILL"),
          Map.entry(5, "SIGTRAP"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL or out of memory"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(13, "SIGPIPE"),
          Map.entry(14, "SIGALRM"),
          Map.entry(15, "SIGTERM"),
          Map.entry(24, "SIGXCPU"),
          Map.entry(25, "SIGXFSZ"));

  private ExitCodes() {}

  /** Returns the code with its usual meaning, for example {@code 137 (possibly SIGKILL ...)}. */
  static String show(int code) {
    if (possiblySignal(code)) {
      return code
          + " (possibly "
          + SIGNALS.getOrDefault(code - 128, "signal " + (code - 128))
          + ")";
    }
    return switch (code) {
      case 126 -> "126 (possibly found, but not executable)";
      case 127 -> "127 (possibly program not found)";
      default -> Integer.toString(code);
    };
  }

  /** Returns whether the code is one that a signal leaves. */
  static boolean possiblySignal(int code) {
    return code > 128 && code <= 128 + 64;
  }

  /** Returns whether the code is one that says the program itself did not run. */
  static boolean notRun(int code) {
    return code == 126 || code == 127;
  }

  static Set<Integer> set(int... codes) {
    return Set.copyOf(Arrays.stream(codes).boxed().collect(Collectors.toSet()));
  }

  static String show(Set<Integer> codes) {
    return new TreeSet<>(codes).stream().map(String::valueOf).collect(Collectors.joining(" or "));
  }
}
