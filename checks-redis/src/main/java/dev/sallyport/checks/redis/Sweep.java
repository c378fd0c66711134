package dev.sallyport.checks.redis;

import dev.sallyport.check.CheckContext;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One look at the whole cluster: asks the named servers, then every server that any answer tells
 * of, until there is none left. One that hangs holds up no other. For one use by one thread.
 */
final class Sweep {
  private static final long PATIENCE_MILLIS = 100;

  private final Function<Address, CompletableFuture<Answer>> ask;
  private final BlockingQueue<Asked> answers = new LinkedBlockingQueue<>();
  private final Set<Address> asked = new HashSet<>();
  private final Set<String> answered = new HashSet<>();

  Sweep(Function<Address, CompletableFuture<Answer>> ask) {
    this.ask = ask;
  }

  ClusterView over(Set<Address> named, CheckContext context) throws InterruptedException {
    named.forEach(this::ask);
    Map<Address, Answer> got = new LinkedHashMap<>();
    while (got.size() < asked.size()) {
      if (context.cancelled()) {
        throw new CancellationException("The answer is no longer wanted.");
      }
      Asked next = answers.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      if (next != null) {
        got.put(next.address(), next.answer());
        if (next.answer() instanceof NodeState state) {
          follow(state);
        }
      }
    }
    return new ClusterView(Roll.call(new LinkedHashSet<>(named), got), context.clock().instant());
  }

  private void follow(NodeState state) {
    answered.add(state.myself().id());
    for (NodeLine line : state.nodes()) {
      // a node that answered under another name is not asked again
      if (!answered.contains(line.id())) {
        line.address().ifPresent(this::ask);
      }
    }
  }

  private void ask(Address address) {
    if (asked.add(address)) {
      // the sweep waits for each address, so each must be heard of, whatever happens
      CompletableFuture<Answer> unused =
          ask.apply(address)
              .exceptionally(bug -> Problems.silence(bug, Optional.empty()))
              .whenComplete((answer, none) -> answers.add(new Asked(address, answer)));
    }
  }

  private record Asked(Address address, Answer answer) {}
}
