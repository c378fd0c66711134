package dev.sallyport.testkit.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The contract of every check of a module: it never passes, and never hangs, on a server that is
 * down, silent, talks garbage, hangs up or refuses the credentials; and what it says then is of
 * use.
 *
 * <p>A module of checks extends it once, naming all its checks; one that is forgotten fails the
 * test. Each check is given {@link #limit} for its sample and must answer within it, give or take
 * {@link #slack}. It must not throw: whoever reads the report wants the culprit's name, not a
 * stack.
 */
public abstract class CheckContract {

  /** A subclass adds what it knows. */
  protected CheckContract() {}

  /** Returns the classes whose public methods hand out the module's checks and metrics. */
  protected abstract List<Class<?>> entries();

  /**
   * Returns every check of the module, asking the server at {@code server}, by the name of the
   * method that hands it out; a metric is compared with a threshold that any value keeps. Where one
   * method needs several checks, what follows a space in the name is free.
   */
  protected abstract Map<String, Check> checks(InetSocketAddress server) throws Exception;

  /**
   * Returns every check of the module, asking a real server that refuses the credentials they
   * bring; empty where a module has no credentials.
   */
  protected abstract Map<String, Check> refused() throws Exception;

  /** Returns the values of the secrets that the checks bring; no verdict may contain one. */
  protected abstract Map<Secret<String>, String> credentials();

  /** Returns the names of checks that ask no server, and so cannot be held against one. */
  protected Set<String> withoutServer() {
    return Set.of();
  }

  /** Returns how long a sample may take, 3 s unless overridden. */
  protected Duration limit() {
    return Duration.ofSeconds(3);
  }

  /** Returns by how much a sample may be late on a busy machine, 2 s unless overridden. */
  protected Duration slack() {
    return Duration.ofSeconds(2);
  }

  /** Every public method that hands out a check or a metric is named. */
  @Test
  final void every_check_is_held_to_the_contract() throws Exception {
    Set<String> named =
        checks(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)).keySet().stream()
            .map(name -> name.split(" ", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));
    named.addAll(withoutServer());
    Set<String> offered =
        entries().stream()
            .flatMap(entry -> Arrays.stream(entry.getMethods()))
            .filter(CheckContract::handsOutCheck)
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(offered).as("methods that hand out checks").isNotEmpty();
    assertThat(named).as("checks held to the contract").containsAll(offered);
  }

  private static boolean handsOutCheck(Method method) {
    Class<?> type = method.getReturnType();
    return !Modifier.isStatic(method.getModifiers())
        && (Check.class.isAssignableFrom(type) || Metric.class.isAssignableFrom(type));
  }

  /** No check passes on a server that is of no use. */
  @TestFactory
  final Stream<DynamicNode> never_passes_on_a_server_that_is() {
    return Arrays.stream(HostileServer.Kind.values())
        .map(kind -> dynamicContainer(kind.name(), hostile(kind)));
  }

  private Stream<DynamicTest> hostile(HostileServer.Kind kind) {
    try (HostileServer server = HostileServer.start(kind)) {
      String port = String.valueOf(server.address().getPort());
      return inTests(judgedAll(checks(server.address())), port);
    } catch (Exception e) {
      throw new AssertionError("The checks could not be asked", e);
    }
  }

  /** No check passes where the credentials are refused. */
  @TestFactory
  final Stream<DynamicTest> never_passes_where_refused() throws Exception {
    return inTests(judgedAll(refused()), "");
  }

  private Stream<DynamicTest> inTests(Map<String, Callable<Verdict>> ends, String address) {
    return ends.entrySet().stream()
        .map(end -> dynamicTest(end.getKey(), () -> assertOfUse(end.getValue().call(), address)));
  }

  /** Asks all of them side by side, as each may take its whole time, and returns how each ended. */
  private Map<String, Callable<Verdict>> judgedAll(Map<String, Check> checks)
      throws InterruptedException {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Map<String, Callable<Verdict>> ends = new TreeMap<>();
      Map<String, Future<Verdict>> asked = new TreeMap<>();
      checks.forEach((name, check) -> asked.put(name, threads.submit(() -> judged(check))));
      Instant late = Instant.now().plus(limit()).plus(slack()).plus(slack());
      for (Map.Entry<String, Future<Verdict>> one : asked.entrySet()) {
        ends.put(one.getKey(), ended(one.getValue(), late));
      }
      return ends;
    } finally {
      threads.shutdownNow();
    }
  }

  private static Callable<Verdict> ended(Future<Verdict> asked, Instant late)
      throws InterruptedException {
    try {
      Duration left = Duration.between(Instant.now(), late);
      Verdict verdict = asked.get(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS);
      return () -> verdict;
    } catch (ExecutionException e) {
      return () -> {
        throw new AssertionError("The check threw, and names no culprit", e.getCause());
      };
    } catch (TimeoutException e) {
      return () -> {
        throw new AssertionError("The check had not answered long after its time was up", e);
      };
    }
  }

  private Verdict judged(Check check) throws Exception {
    long began = System.nanoTime();
    CheckContext sample =
        Sample.begin(
            Clock.systemUTC(), limit(), Secret.Source.of(Map.copyOf(credentials())), () -> false);
    Verdict verdict = check.judge(sample);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    assertThat(took).as("time for a sample").isLessThan(limit().plus(slack()));
    return verdict;
  }

  private void assertOfUse(Verdict verdict, String address) {
    assertThat(verdict.passed()).as("passed: %s", verdict.reason()).isFalse();
    assertThat(verdict.reason()).as("the reason").hasSizeGreaterThan(20);
    assertThat(verdict.reason() + verdict.evidence()).as("the culprit's address").contains(address);
    for (String secret : credentials().values()) {
      assertThat(verdict.toString()).as("the secrets in a verdict").doesNotContain(secret);
    }
  }
}
