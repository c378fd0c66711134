package dev.sallyport.examples.analytics.service;

import com.mongodb.ConnectionString;
import com.mongodb.ErrorCategory;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bson.Document;

/** A database of MongoDB, and a replica of it that is read first. Thread-safe. */
final class MongoStore implements Store {
  private static final List<String> KINDS = List.of("webhooks", "dead_letters");

  private final Metrics metrics;
  private final MongoClient client;
  private final MongoDatabase database;
  private final Optional<MongoClient> replicaClient;
  private final Optional<MongoDatabase> replica;

  MongoStore(String uri, Optional<String> replicaUri, int pool, Metrics metrics) {
    this.metrics = metrics;
    Pool used = new Pool();
    this.client = MongoClients.create(settings(uri, pool, 2000).build(used));
    this.database = client.getDatabase(name(uri));
    this.replicaClient =
        replicaUri.map(each -> MongoClients.create(settings(each, pool, 300).build(new Pool())));
    this.replica = replicaClient.map(each -> each.getDatabase(name(replicaUri.orElse(uri))));
    metrics.gauge("db_pool_in_use", used::inUse);
    metrics.gauge("db_pool_max", () -> pool);
  }

  private static String name(String uri) {
    String named = new ConnectionString(uri).getDatabase();
    return named == null ? "forms" : named;
  }

  private static Settings settings(String uri, int pool, long selectionMillis) {
    return new Settings(uri, pool, selectionMillis);
  }

  /** How a client is made. */
  private record Settings(String uri, int pool, long selectionMillis) {
    MongoClientSettings build(Pool used) {
      return MongoClientSettings.builder()
          .applyConnectionString(new ConnectionString(uri))
          .applyToClusterSettings(
              each -> each.serverSelectionTimeout(selectionMillis, TimeUnit.MILLISECONDS))
          .applyToSocketSettings(
              each ->
                  each.connectTimeout(selectionMillis, TimeUnit.MILLISECONDS)
                      .readTimeout(5, TimeUnit.SECONDS))
          .applyToConnectionPoolSettings(
              each ->
                  each.maxSize(pool)
                      .maxWaitTime(2, TimeUnit.SECONDS)
                      .addConnectionPoolListener(used))
          .build();
    }
  }

  @Override
  public boolean add(Response response) {
    Document document =
        new Document("_id", response.form() + "/" + response.id())
            .append("form", response.form())
            .append("submitted", response.at())
            .append("completed", response.completed())
            .append("answers", new Document("score", response.score()));
    return wrote(
        () -> {
          try {
            database.getCollection("responses").insertOne(document);
            return true;
          } catch (MongoWriteException e) {
            if (e.getError().getCategory() == ErrorCategory.DUPLICATE_KEY) {
              return false;
            }
            throw e;
          }
        });
  }

  @Override
  public List<Response> latest(String form) {
    return read(database, "primary", form);
  }

  @Override
  public List<Response> fromReplica(String form) throws NoReplicaException {
    if (replica.isEmpty()) {
      throw new NoReplicaException("none is configured");
    }
    try {
      return read(replica.get(), "replica", form);
    } catch (MongoException e) {
      throw new NoReplicaException(e.getClass().getSimpleName());
    }
  }

  private List<Response> read(MongoDatabase from, String called, String form) {
    long begun = System.nanoTime();
    List<Response> all = new ArrayList<>();
    for (Document each :
        from.getCollection("responses")
            .find(Filters.eq("form", form))
            .sort(Sorts.ascending("submitted"))) {
      all.add(response(form, each));
    }
    metrics.query(called, System.nanoTime() - begun);
    return all;
  }

  /** Version 2.0 did not write whether it was completed: it kept nothing else. */
  private static Response response(String form, Document document) {
    String id = document.getString("_id");
    Number score = document.getEmbedded(List.of("answers", "score"), Number.class);
    return new Response(
        id.startsWith(form + "/") ? id.substring(form.length() + 1) : id,
        form,
        document.getDate("submitted").toInstant(),
        document.getBoolean("completed", true),
        score == null ? 0 : score.doubleValue());
  }

  private <T> T wrote(Supplier<T> work) {
    long begun = System.nanoTime();
    try {
      return work.get();
    } finally {
      metrics.wrote(System.nanoTime() - begun);
    }
  }

  @Override
  public void remove(String form) {
    database.getCollection("responses").deleteMany(Filters.eq("form", form));
    KINDS.forEach(kind -> database.getCollection(kind).deleteMany(Filters.eq("form", form)));
  }

  @Override
  public void keep(String kind, String id, Map<String, String> document) {
    MongoCollection<Document> all = database.getCollection(kind);
    Document kept = new Document("_id", id).append("kept_at", Instant.now());
    document.forEach(kept::append);
    wrote(() -> all.replaceOne(Filters.eq("_id", id), kept, new ReplaceOptions().upsert(true)));
  }

  @Override
  public List<Map<String, String>> kept(String kind, String name, String value) {
    long begun = System.nanoTime();
    List<Map<String, String>> found = new ArrayList<>();
    for (Document each :
        database
            .getCollection(kind)
            .find(Filters.eq(name, value))
            .sort(Sorts.ascending("kept_at"))) {
      Map<String, String> one = new LinkedHashMap<>();
      each.forEach(
          (key, text) -> {
            if (text instanceof String it && !key.equals("_id")) {
              one.put(key, it);
            }
          });
      found.add(one);
    }
    metrics.query("primary", System.nanoTime() - begun);
    return found;
  }

  @Override
  public boolean answers() {
    try {
      return database.runCommand(new Document("ping", 1)).get("ok") instanceof Number ok
          && ok.doubleValue() == 1;
    } catch (MongoException e) {
      return false;
    }
  }

  @Override
  public void close() {
    client.close();
    replicaClient.ifPresent(MongoClient::close);
  }
}
