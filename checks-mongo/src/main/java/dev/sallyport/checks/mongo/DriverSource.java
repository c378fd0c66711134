package dev.sallyport.checks.mongo;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Secret;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bson.Document;

/**
 * Asks the members through the MongoDB driver, each over a connection of its own.
 *
 * <p>Connections are opened when first needed and kept; a password that has changed closes them.
 */
final class DriverSource implements Source {
  private final MongoOptions options;
  private final Clients clients;
  private final Map<String, Link> links = new ConcurrentHashMap<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "sallyport-mongo");
            thread.setDaemon(true);
            return thread;
          });

  DriverSource(MongoOptions options) {
    this.options = options;
    this.clients = new Clients(options);
  }

  /** A client of one member, and the password it was opened with. */
  private record Link(MongoClient client, Optional<String> password) {}

  @Override
  public Collection<String> seeds() {
    return options.members();
  }

  @Override
  public Map<String, Reply> ask(
      CheckContext context, Collection<String> members, String database, Document command)
      throws InterruptedException {
    Optional<String> password = password(context);
    long end = System.nanoTime() + context.remaining(options.limit()).toNanos();
    Map<String, Future<Reply>> asked = new LinkedHashMap<>();
    for (String member : members) {
      asked.put(member, threads.submit(() -> one(member, password, database, command)));
    }
    Map<String, Reply> replies = new LinkedHashMap<>();
    for (Map.Entry<String, Future<Reply>> one : asked.entrySet()) {
      replies.put(one.getKey(), reply(one.getKey(), one.getValue(), end));
    }
    return replies;
  }

  private Reply reply(String member, Future<Reply> asked, long end) throws InterruptedException {
    return reply(member, asked, end, options.limit());
  }

  private static Reply reply(String member, Future<Reply> asked, long end, Duration limit)
      throws InterruptedException {
    try {
      return asked.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      asked.cancel(true);
      return Reply.trouble(member, "no answer within " + Quantities.show(limit));
    } catch (ExecutionException e) {
      return Reply.trouble(member, String.valueOf(e.getCause()));
    }
  }

  private Reply one(String member, Optional<String> password, String database, Document command) {
    try {
      MongoClient client = link(member, password).client();
      return Reply.of(member, client.getDatabase(database).runCommand(command));
    } catch (MongoException | IllegalArgumentException | IllegalStateException e) {
      return Reply.trouble(member, Clients.trouble(e));
    }
  }

  @Override
  public Reply askSlowly(
      CheckContext context, String member, String database, Document command, Duration limit)
      throws InterruptedException {
    Optional<String> password = password(context);
    Duration time = context.remaining(limit);
    // The server stops first: a lock must not outlast whoever waits for it.
    Document bounded = new Document(command).append("maxTimeMS", Math.max(1, time.toMillis()));
    Duration patience = time.plus(options.limit());
    Future<Reply> asked =
        threads.submit(() -> alone(member, password, database, bounded, patience));
    return reply(member, asked, System.nanoTime() + time.toNanos(), time);
  }

  private Reply alone(
      String member,
      Optional<String> password,
      String database,
      Document command,
      Duration patience) {
    try (MongoClient client = clients.patient(member, password, patience)) {
      return Reply.of(member, client.getDatabase(database).runCommand(command));
    } catch (MongoException | IllegalArgumentException e) {
      return Reply.trouble(member, Clients.trouble(e));
    }
  }

  private Link link(String member, Optional<String> password) {
    if (threads.isShutdown()) {
      throw new IllegalStateException("The checks are closed");
    }
    Link link =
        links.compute(
            member,
            (name, old) -> {
              if (old != null && old.password().equals(password)) {
                return old;
              }
              if (old != null) {
                old.client().close();
              }
              return new Link(clients.direct(name, password), password);
            });
    return link;
  }

  private Optional<String> password(CheckContext context) {
    Optional<Secret<String>> secret = options.password();
    return secret.map(context::secret);
  }

  @Override
  public AppRun run(CheckContext context, AppPlan plan) throws InterruptedException {
    Duration limit = context.remaining(plan.limit());
    return new Application(clients, threads).run(plan, password(context), limit);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    links.values().forEach(link -> link.client().close());
    links.clear();
  }

  /** Returns who is asked, for messages. */
  @Override
  public String toString() {
    return String.join(", ", List.copyOf(options.members()));
  }
}
