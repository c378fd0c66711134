package dev.sallyport.checks.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One service of a script, in the state it was told. Guarded by the script. */
final class ScriptedService {
  /** Whether it answers. */
  enum Mode {
    ANSWERS,
    DOWN,
    STALLS,
    DROPS
  }

  Mode mode = Mode.ANSWERS;
  int status = 200;
  String body = "";
  final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  Duration latency = Duration.ofMillis(1);
  double failing;
  private double failed;

  /** Makes all as it was at the start. */
  void well() {
    mode = Mode.ANSWERS;
    status = 200;
    body = "";
    headers.clear();
    latency = Duration.ofMillis(1);
    failing = 0;
    failed = 0;
  }

  /** Returns what keeps it from answering, in the words of the JDK on Linux. */
  Optional<IOException> trouble() {
    return switch (mode) {
      case ANSWERS -> Optional.empty();
      case DOWN -> Optional.of(new ConnectException("Connection refused"));
      case STALLS -> Optional.of(new SocketTimeoutException("Read timed out"));
      case DROPS ->
          Optional.of(new EOFException("the connection was closed before the answer was complete"));
    };
  }

  /** Returns the status of the next answer: so many of them fail, evenly spread. */
  int nextStatus() {
    failed += failing;
    if (failed < 1 - 1e-9) {
      return status;
    }
    failed -= 1;
    return 500;
  }

  Answer answer(String from) {
    Map<String, List<String>> all = new TreeMap<>();
    headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), List.of(value)));
    return new Answer(nextStatus(), all, body, false, from, List.of(), latency);
  }
}
