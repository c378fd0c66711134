package dev.sallyport.checks.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.connection.ServerType;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandSucceededEvent;
import com.mongodb.event.ConnectionCheckOutFailedEvent;
import com.mongodb.event.ConnectionCheckedInEvent;
import com.mongodb.event.ConnectionCheckedOutEvent;
import com.mongodb.event.ConnectionCreatedEvent;
import com.mongodb.event.ConnectionPoolListener;
import dev.sallyport.checks.mongo.Source.AppPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads as the application does, with a client of its own, and listens to what the driver did. */
final class Application {
  private static final Duration SETTLED = Duration.ofSeconds(1);
  private final Clients clients;
  private final ExecutorService threads;

  Application(Clients clients, ExecutorService threads) {
    this.clients = clients;
    this.threads = threads;
  }

  AppRun run(AppPlan plan, Optional<String> password, Duration limit) throws InterruptedException {
    Ears ears = new Ears(plan.together() ? plan.count() : 0, limit);
    try (MongoClient client =
        clients.application(
            plan.preference(),
            password,
            settings ->
                settings
                    .addCommandListener(ears)
                    .applyToConnectionPoolSettings(
                        pool ->
                            pool.addConnectionPoolListener(ears)
                                .maxWaitTime(limit.toMillis(), TimeUnit.MILLISECONDS)))) {
      settle(client, limit);
      List<Future<?>> reads = new ArrayList<>();
      for (int i = 0; i < plan.count(); i++) {
        reads.add(threads.submit(() -> read(client, plan, ears)));
      }
      long end = System.nanoTime() + limit.toNanos();
      for (Future<?> read : reads) {
        await(read, end, ears);
      }
    } catch (IllegalArgumentException e) {
      ears.errors.add(Clients.trouble(e));
    }
    return ears.heard();
  }

  /** Waits until the driver has found all members: before, it would read from whom it has. */
  private static void settle(MongoClient client, Duration limit) throws InterruptedException {
    long end = System.nanoTime() + Math.min(limit.toNanos() / 4, SETTLED.toNanos());
    while (System.nanoTime() < end
        && client.getClusterDescription().getServerDescriptions().stream()
            .anyMatch(server -> server.getType() == ServerType.UNKNOWN)) {
      Thread.sleep(5);
    }
  }

  private static void read(MongoClient client, AppPlan plan, Ears ears) {
    long began = System.nanoTime();
    ears.began.set(began);
    try {
      client.getDatabase(plan.database()).getCollection(plan.collection()).find().limit(1).first();
    } catch (MongoException e) {
      ears.errors.add(Clients.trouble(e));
    }
  }

  private static void await(Future<?> read, long end, Ears ears) throws InterruptedException {
    try {
      read.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      read.cancel(true);
      ears.errors.add("no answer in time");
    } catch (ExecutionException e) {
      ears.errors.add(String.valueOf(e.getCause()));
    }
  }

  /** What the driver tells. The driver calls it in the thread that takes the connection. */
  private static final class Ears implements CommandListener, ConnectionPoolListener {
    private final Map<String, Integer> served = new ConcurrentHashMap<>();
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> waits = Collections.synchronizedList(new ArrayList<>());
    private final ThreadLocal<Long> began = new ThreadLocal<>();
    private final AtomicInteger out = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger created = new AtomicInteger();
    private final CountDownLatch all;
    private final Duration limit;

    Ears(int together, Duration limit) {
      this.all = new CountDownLatch(together);
      this.limit = limit;
    }

    AppRun heard() {
      return new AppRun(
          new TreeMap<>(served),
          List.copyOf(errors),
          most.get(),
          created.get(),
          List.copyOf(waits));
    }

    @Override
    public void commandSucceeded(CommandSucceededEvent event) {
      if (event.getCommandName().equals("find")) {
        var server = event.getConnectionDescription();
        served.merge(server.getServerAddress() + " " + server.getServerType(), 1, Integer::sum);
      }
    }

    @Override
    public void connectionCreated(ConnectionCreatedEvent event) {
      created.incrementAndGet();
    }

    @Override
    public void connectionCheckOutFailed(ConnectionCheckOutFailedEvent event) {
      errors.add("no connection: " + event.getReason());
    }

    @Override
    public void connectionCheckedOut(ConnectionCheckedOutEvent event) {
      Long since = began.get();
      if (since != null) {
        waits.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
      }
      most.accumulateAndGet(out.incrementAndGet(), Math::max);
      all.countDown();
      try {
        // Holds the connection until all are out: only so are they out at once.
        boolean complete = all.await(limit.toMillis() / 2, TimeUnit.MILLISECONDS);
        if (!complete) {
          errors.add("not all connections could be had at once");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void connectionCheckedIn(ConnectionCheckedInEvent event) {
      out.decrementAndGet();
    }
  }
}
