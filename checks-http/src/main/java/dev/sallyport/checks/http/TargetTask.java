package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The requests to one target, one after another, each over its own connection. Thread-safe. */
final class TargetTask implements Runnable {
  private final HealthPlan plan;
  private final HealthPlan.Target target;
  private final RequestHeaders headers;
  private final Exchange exchange;
  private final Duration requestTimeout;
  private final Deadline deadline;
  private final CheckContext context;
  private final List<Attempt> attempts = new ArrayList<>();
  private @Nullable Socket open;
  private boolean abandoned;

  TargetTask(
      HealthPlan plan,
      HealthPlan.Target target,
      RequestHeaders headers,
      Exchange exchange,
      Duration requestTimeout,
      Deadline deadline,
      CheckContext context) {
    this.plan = plan;
    this.target = target;
    this.headers = headers;
    this.exchange = exchange;
    this.requestTimeout = requestTimeout;
    this.deadline = deadline;
    this.context = context;
  }

  @Override
  public void run() {
    for (int turn = 0; turn < target.requests() && !over(); turn++) {
      Attempt attempt = ask(turn);
      if (!add(attempt) || attempt instanceof Attempt.Broken) {
        return; // the next would most likely cost another time limit and tell nothing new
      }
    }
  }

  private synchronized boolean over() {
    return abandoned || deadline.passed() || context.cancelled();
  }

  private synchronized boolean add(Attempt attempt) {
    if (!abandoned) {
      attempts.add(attempt);
    }
    return !abandoned;
  }

  private Attempt ask(int turn) {
    Deadline limit = deadline.orIn(requestTimeout);
    try {
      return new Attempt.Answered(follow(turn, limit));
    } catch (NotAnswered e) {
      return broken(e.trouble(), e, limit);
    } catch (IOException | RuntimeException e) {
      return broken(Trouble.of(e), e, limit);
    }
  }

  private Attempt broken(Trouble trouble, Exception e, Deadline limit) {
    // Cut short by the sample rather than by the limit of a request, a silence proves nothing.
    boolean cutShort = trouble == Trouble.NO_ANSWER && limit.equals(deadline);
    return new Attempt.Broken(
        cutShort ? Trouble.OUT_OF_TIME : trouble,
        Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName()));
  }

  private Answer follow(int turn, Deadline limit) throws IOException {
    URI uri = target.uri();
    List<String> hops = new ArrayList<>();
    Duration took = Duration.ZERO;
    while (true) {
      boolean own = Addresses.sameOrigin(uri, target.uri());
      Map<String, String> sent = own ? headers.values() : Map.of("Cache-Control", "no-cache");
      Optional<String> asHost = own ? plan.asHost() : Optional.empty();
      Answer answer = exchange.send(new Wire.Request(uri, turn, sent, asHost), limit, this::opened);
      took = took.plus(answer.took());
      Optional<URI> next = next(uri, answer);
      if (hops.size() >= plan.redirects() || next.isEmpty()) {
        return answer.after(hops, took);
      }
      uri = next.get();
      hops.add(uri.toString());
    }
  }

  /** Returns where an answer points, unless it leads out of encryption or out of HTTP. */
  private static Optional<URI> next(URI from, Answer answer) {
    if (!answer.redirects()) {
      return Optional.empty();
    }
    try {
      URI to = Addresses.check(from.resolve(answer.header("location").orElse("")));
      return Addresses.encrypted(from) && !Addresses.encrypted(to)
          ? Optional.empty()
          : Optional.of(to);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // then the redirect itself is the answer, and is complained of
    }
  }

  private synchronized void opened(Socket socket) {
    open = socket;
    if (abandoned) {
      close(socket);
    }
  }

  /** Ends the task; what it got until now stays. */
  synchronized void abandon() {
    abandoned = true;
    if (open != null) {
      close(open);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what became of the requests; those that were not made are out of time. */
  synchronized HealthSeen.TargetSeen seen() {
    List<Attempt> all = new ArrayList<>(attempts);
    boolean broken = all.stream().anyMatch(Attempt.Broken.class::isInstance);
    if (!broken && all.size() < target.requests()) {
      all.add(
          new Attempt.Broken(
              Trouble.OUT_OF_TIME,
              all.size() + " of " + target.requests() + " requests were answered in time"));
    }
    return new HealthSeen.TargetSeen(target, all);
  }
}
