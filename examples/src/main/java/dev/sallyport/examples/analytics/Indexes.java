package dev.sallyport.examples.analytics;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.Document;

/**
 * The indexes that the migrations make, as the release's queries need them.
 *
 * <p>Each is compared by its keys in their order and whether it is unique, not by its name: an
 * index of that name may be another one.
 */
final class Indexes {
  private static final List<Wanted> ALL =
      List.of(
          new Wanted("responses", "{name: 'plan3_form_day', key: {form: 1, day: 1}}"),
          new Wanted("responses", "{name: 'plan3_form_submitted', key: {form: 1, submitted: -1}}"),
          new Wanted(
              "analytics_rollups",
              "{name: 'plan3_rollup_day', key: {form: 1, day: 1}, unique: true}"));

  private Indexes() {}

  /** An index of a collection. */
  private record Wanted(String collection, String specification) {
    Document document() {
      return Document.parse(specification);
    }

    String name() {
      return document().getString("name");
    }
  }

  /** Returns the check that they are on every member of the replica set that holds data. */
  static Check onEveryMember(AnalyticsSystems on) {
    String database = Manage.database(on.at.data().database());
    return ALL.stream()
        .map(each -> on.mongo.indexReady(database + "." + each.collection(), each.specification()))
        .reduce(Check::and)
        .orElseThrow();
  }

  /** Returns the check that they are in the database at a URI. */
  static Check in(String uri) {
    return Check.of("indexes", context -> judge(uri, context));
  }

  private static Verdict judge(String uri, CheckContext context) {
    ConnectionString where = new ConnectionString(uri);
    Evidence evidence =
        Evidence.of("listIndexes of " + uri, context.startedAt())
            .against(String.join(", ", ALL.stream().map(Wanted::specification).toList()));
    try (MongoClient client = MongoClients.create(bounded(where, context.remaining()))) {
      MongoDatabase database = client.getDatabase(String.valueOf(where.getDatabase()));
      List<Objection> found = new ArrayList<>();
      for (Wanted each : ALL) {
        Optional<Document> there = find(database, each);
        evidence =
            evidence.and(
                each.collection(), each.name(), there.map(Document::toJson).orElse("none"));
        objection(each, there).ifPresent(found::add);
      }
      return Verdict.of(found, "All " + ALL.size() + " indexes are there", evidence);
    } catch (MongoException e) {
      return Verdict.inconclusive(
          Verdict.Cause.ERROR, uri + " could not be asked: " + e.getMessage(), evidence);
    }
  }

  private static MongoClientSettings bounded(ConnectionString where, Duration left) {
    long millis = Math.max(1, Math.min(3000, left.toMillis()));
    return MongoClientSettings.builder()
        .applyConnectionString(where)
        .timeout(millis, TimeUnit.MILLISECONDS)
        .applyToClusterSettings(c -> c.serverSelectionTimeout(millis, TimeUnit.MILLISECONDS))
        .build();
  }

  private static Optional<Document> find(MongoDatabase database, Wanted wanted) {
    for (Document index : database.getCollection(wanted.collection()).listIndexes()) {
      if (wanted.name().equals(index.getString("name"))) {
        return Optional.of(index);
      }
    }
    return Optional.empty();
  }

  private static Optional<Objection> objection(Wanted wanted, Optional<Document> there) {
    if (there.isEmpty()) {
      return Optional.of(
          Objection.pending(
              "index-missing",
              wanted.name(),
              wanted.collection() + " has no index " + wanted.name(),
              "Look whether the migration ran, and whether it is still building."));
    }
    boolean sameKeys = keys(there.get()).equals(keys(wanted.document()));
    boolean sameKind = unique(there.get()) == unique(wanted.document());
    return sameKeys && sameKind
        ? Optional.empty()
        : Optional.of(
            Objection.fail(
                "index-differs",
                wanted.name(),
                wanted.collection() + " has another index under the name " + wanted.name(),
                "Drop it, and migrate again."));
  }

  /** Keys in their order; a number may come as another type. */
  private static String keys(Document index) {
    StringBuilder keys = new StringBuilder();
    index
        .get("key", Document.class)
        .forEach((key, order) -> keys.append(key).append(((Number) order).intValue()).append(' '));
    return keys.toString();
  }

  private static boolean unique(Document index) {
    return index.getBoolean("unique", false);
  }
}
