package dev.sallyport.testkit.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sallyport.check.Sample;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.Channel;
import dev.sallyport.testkit.checks.HostileServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.AssertionFailedError;

/**
 * The contract of every channel: where nobody can have taken a message it throws, in time and with
 * a text of use; it ends at once when it is interrupted; and it shows no secret.
 *
 * <p>A module of channels extends it once, naming all its channels.
 */
public abstract class ChannelContract {

  /** A subclass adds what it knows. */
  protected ChannelContract() {}

  /**
   * A channel, and what is bound to the secrets it needs.
   *
   * @param channel the channel
   * @param secrets the values; none of them may be shown anywhere
   */
  public record Subject(Channel channel, Map<Secret<String>, String> secrets) {
    /** Copies the map. */
    public Subject {
      Objects.requireNonNull(channel, "channel");
      secrets = Map.copyOf(secrets);
    }
  }

  /** Returns every channel, each sending to a server that is of no use, by a name of the test's. */
  protected abstract Map<String, Subject> sendingTo(HostileServer.Kind kind, HostileServer server)
      throws Exception;

  /** Returns every channel, each sending to somebody who takes what is sent. */
  protected abstract Map<String, Subject> taken() throws Exception;

  /** Returns how long sending may take, 2 s unless overridden. */
  protected Duration limit() {
    return Duration.ofSeconds(2);
  }

  /** Returns by how much sending may be late on a busy machine, 2 s unless overridden. */
  protected Duration slack() {
    return Duration.ofSeconds(2);
  }

  /** Returns a message with all that a channel may need. */
  public static Channel.Message message() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("plan", "shop-release 1");
    facts.put("run", "shop-release-20300101-000000");
    facts.put("by", "ann");
    return new Channel.Message(
        "run started", "shop-release has begun", "Two phases.\nAbout an hour.", facts, "key-1");
  }

  /** Each one throws where nobody takes its message. */
  @TestFactory
  final Stream<DynamicNode> throws_where_the_server_is() {
    return Arrays.stream(HostileServer.Kind.values())
        .map(kind -> dynamicContainer(kind.name(), hostile(kind)));
  }

  private Stream<DynamicTest> hostile(HostileServer.Kind kind) {
    try (HostileServer server = HostileServer.start(kind)) {
      Map<String, Future<String>> ends = new LinkedHashMap<>();
      Map<String, Subject> subjects = sendingTo(kind, server);
      assertThat(subjects).as("channels under the contract").isNotEmpty();
      ExecutorService threads = Executors.newCachedThreadPool();
      try {
        subjects.forEach(
            (name, subject) -> ends.put(name, threads.submit(() -> sentInTime(subject))));
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, Future<String>> end : ends.entrySet()) {
          Callable<Throwable> thrown = thrownBy(end.getValue());
          Subject subject = Objects.requireNonNull(subjects.get(end.getKey()));
          tests.add(dynamicTest(end.getKey(), () -> assertOfUse(thrown.call(), subject)));
        }
        return tests.stream();
      } finally {
        threads.shutdownNow();
      }
    } catch (Exception e) {
      throw new AssertionError("The channels could not be asked", e);
    }
  }

  private Callable<Throwable> thrownBy(Future<String> end) {
    try {
      Duration most = limit().plus(slack()).plus(slack());
      String receipt = end.get(most.toMillis(), TimeUnit.MILLISECONDS);
      return () -> {
        throw new AssertionError("It says that it was sent: " + receipt);
      };
    } catch (java.util.concurrent.ExecutionException e) {
      return e::getCause;
    } catch (Exception e) {
      return () -> {
        throw new AssertionError("It had not ended long after its time was up", e);
      };
    }
  }

  private String sentInTime(Subject subject) throws Exception {
    long began = System.nanoTime();
    try {
      return subject.channel().send(message(), sample(subject, limit()));
    } finally {
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertThat(took).as("time to send").isLessThan(limit().plus(slack()));
    }
  }

  private static void assertOfUse(Throwable thrown, Subject subject) {
    if (thrown instanceof AssertionError failed) {
      throw failed;
    }
    assertThat(thrown)
        .as("an exception that says what is the matter")
        .isNotInstanceOf(NullPointerException.class);
    assertThat(thrown.getMessage())
        .hasSizeGreaterThan(40)
        .contains("'run started'", "'" + subject.channel().name() + "'");
    assertShowsNoSecret(thrown, subject);
  }

  /** Each one says what the receiver calls the message, and no secret. */
  @TestFactory
  final Stream<DynamicTest> gives_a_receipt() throws Exception {
    return taken().entrySet().stream()
        .map(
            one ->
                dynamicTest(
                    one.getKey(),
                    () -> {
                      Subject subject = one.getValue();
                      String name = subject.channel().name();
                      assertThat(name).isNotBlank().doesNotContain("\n");
                      String receipt = sentInTime(subject);
                      assertThat(receipt).isNotBlank();
                      for (String secret : subject.secrets().values()) {
                        assertThat(name + receipt + subject.channel()).doesNotContain(secret);
                      }
                    }));
  }

  /** Each one sends nothing without time. */
  @TestFactory
  final Stream<DynamicTest> throws_where_no_time_is_left() throws Exception {
    return taken().entrySet().stream()
        .map(
            one ->
                dynamicTest(
                    one.getKey(),
                    () -> {
                      Subject subject = one.getValue();
                      assertOfUse(
                          caught(
                              () ->
                                  subject
                                      .channel()
                                      .send(message(), sample(subject, Duration.ZERO))),
                          subject);
                    }));
  }

  /** Each one ends soon when it is interrupted. */
  @TestFactory
  final Stream<DynamicTest> ends_when_interrupted() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    try (HostileServer server = HostileServer.start(HostileServer.Kind.SILENT)) {
      for (Map.Entry<String, Subject> one :
          sendingTo(HostileServer.Kind.SILENT, server).entrySet()) {
        long began = System.nanoTime();
        Throwable thrown = caughtWhenInterrupted(one.getValue());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        tests.add(
            dynamicTest(
                one.getKey(),
                () -> {
                  assertThat(thrown)
                      .isInstanceOfAny(InterruptedException.class, CancellationException.class);
                  assertThat(took).isLessThan(slack());
                }));
      }
    }
    return tests.stream();
  }

  private static Throwable caughtWhenInterrupted(Subject subject) {
    Thread.currentThread().interrupt();
    try {
      return caught(
          () -> subject.channel().send(message(), sample(subject, Duration.ofMinutes(1))));
    } finally {
      Thread.interrupted(); // the test's own interrupt must not reach the next test
    }
  }

  private static Throwable caught(Callable<String> sending) {
    try {
      return new AssertionFailedError("It says that it was sent: " + sending.call());
    } catch (Exception e) {
      return e;
    }
  }

  private static Sample sample(Subject subject, Duration limit) {
    return Sample.begin(
        Clock.systemUTC(), limit, Secret.Source.of(Map.copyOf(subject.secrets())), () -> false);
  }

  private static void assertShowsNoSecret(Throwable thrown, Subject subject) {
    List<Throwable> all = new ArrayList<>();
    for (Throwable t = thrown; t != null && all.size() < 20; t = t.getCause()) {
      all.add(t);
      all.addAll(Arrays.asList(t.getSuppressed()));
    }
    for (String secret : subject.secrets().values()) {
      assertThat(all).allSatisfy(t -> assertThat(String.valueOf(t)).doesNotContain(secret));
    }
  }
}
