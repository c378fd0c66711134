package dev.sallyport.command;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything a {@link Command} says. Never changed once {@link #with} or the constructor is left.
 */
final class Spec {
  static final int CAPTURE = 128 * 1024;

  List<Value> argv;
  @Nullable Path directory;
  List<String> passed = List.of("PATH", "HOME");
  Map<String, Value> env = Map.of("LC_ALL", new Value.Text("C"), "TZ", new Value.Text("UTC"));
  @Nullable Value stdin;
  Charset charset = StandardCharsets.UTF_8;
  @Nullable Duration timeout;
  Duration grace = Duration.ofSeconds(5);
  Duration drain = Duration.ofSeconds(2);
  Set<Integer> expected = Set.of(0);
  Set<Integer> unknown = Set.of();
  int head = CAPTURE;
  int tail = CAPTURE;

  Spec(List<Value> argv) {
    this.argv = List.copyOf(argv);
  }

  Spec with(Consumer<Spec> change) {
    Spec copy = new Spec(argv);
    copy.directory = directory;
    copy.passed = passed;
    copy.env = env;
    copy.stdin = stdin;
    copy.charset = charset;
    copy.timeout = timeout;
    copy.grace = grace;
    copy.drain = drain;
    copy.expected = expected;
    copy.unknown = unknown;
    copy.head = head;
    copy.tail = tail;
    change.accept(copy);
    return copy;
  }

  Spec withEnv(String name, Value value) {
    if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name of an environment variable. Leave out '=' and NUL.");
    }
    Map<String, Value> more = new LinkedHashMap<>(env);
    more.put(name, value);
    return with(s -> s.env = Map.copyOf(more));
  }
}
