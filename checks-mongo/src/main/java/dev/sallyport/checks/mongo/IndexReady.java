package dev.sallyport.checks.mongo;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Checks that an index exists, as specified and fully built, on every data member.
 *
 * <p>Each member is asked by {@code $indexStats}: {@code listIndexes} gives an index that is still
 * being built as an ordinary one. Immutable and thread-safe.
 */
final class IndexReady implements Check {
  private static final List<String> OPTIONS =
      List.of(
          "unique",
          "sparse",
          "expireAfterSeconds",
          "partialFilterExpression",
          "collation",
          "hidden");
  private final Source source;
  private final String database;
  private final String collection;
  private final Document spec;

  IndexReady(Source source, String database, String collection, Document spec) {
    this.source = source;
    this.database = Objects.requireNonNull(database, "database");
    this.collection = Objects.requireNonNull(collection, "collection");
    this.spec = spec;
    if (!(spec.get("name") instanceof String) || !(spec.get("key") instanceof Document)) {
      throw new IllegalArgumentException(
          "An index has a name and a key, such as {name: 'email_1', key: {email: 1}}.");
    }
  }

  @Override
  public String name() {
    return "mongo index-ready";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    SetView view = SetView.look(source, context);
    Evidence evidence =
        Evidence.of(
                "$indexStats of " + database + "." + collection + " on " + view.members().keySet(),
                context.clock().instant())
            .against(spec.toJson());
    List<Objection> found = new ArrayList<>(view.useless());
    if (!found.isEmpty()) {
      return Verdict.of(found, "", evidence.observing(view.rows()));
    }
    List<String> holders =
        view.holders().stream()
            .filter(
                name -> view.line(name).map(l -> l.getBoolean("buildIndexes", true)).orElse(true))
            .toList();
    Document ask =
        new Document("aggregate", collection)
            .append("pipeline", List.of(new Document("$indexStats", new Document())))
            .append("cursor", new Document("batchSize", 1000));
    Map<String, Reply> replies = source.ask(context, holders, database, ask);
    List<Observation> rows = new ArrayList<>(view.rows());
    replies.values().forEach(reply -> objection(reply, rows).ifPresent(found::add));
    if (replies.isEmpty()) {
      found.add(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "no-member",
              "",
              "No member builds indexes",
              "Look at rs.conf()."));
    }
    return Verdict.of(
        found,
        "The index "
            + spec.getString("name")
            + " is built on all "
            + replies.size()
            + " data members",
        evidence.observing(rows));
  }

  private Optional<Objection> objection(Reply reply, List<Observation> rows) {
    String name = spec.getString("name");
    String member = reply.member();
    if (!reply.answered()) {
      return Optional.of(SetView.unreadable(reply));
    }
    Optional<Document> line =
        reply.documents("cursor", "firstBatch").stream()
            .filter(l -> name.equals(l.getString("name")))
            .findFirst();
    line.ifPresent(l -> rows.add(Observation.of(member, "index", l.toJson())));
    if (line.isEmpty()) {
      return Optional.of(
          Objection.pending(
              "index-missing",
              member,
              member + " has no index " + name + " on " + database + "." + collection,
              "Create it; on a secondary it appears when the build begins there."));
    }
    if (line.get().getBoolean("building", false)) {
      return Optional.of(
          Objection.pending(
              "index-building", member, member + " is still building " + name, "Wait for it."));
    }
    return difference(line.get())
        .map(
            text ->
                Objection.fail(
                    "index-differs",
                    member,
                    "The index " + name + " on " + member + " differs: " + text,
                    "Drop it and create it as specified, or give it another name."));
  }

  private Optional<String> difference(Document line) {
    Document built = line.get("spec", line);
    Document key = line.get("key", new Document());
    if (!same(key, spec.get("key")) || !List.copyOf(key.keySet()).equals(keys())) {
      return Optional.of("key " + key.toJson());
    }
    for (String option : OPTIONS) {
      Object is = built.get(option);
      Object wanted = spec.get(option);
      if (!same(
          Boolean.FALSE.equals(is) ? null : is, Boolean.FALSE.equals(wanted) ? null : wanted)) {
        return Optional.of(option + " is " + is + ", not " + wanted);
      }
    }
    return Optional.empty();
  }

  private List<String> keys() {
    return List.copyOf(spec.get("key", Document.class).keySet());
  }

  /** Compares as the server does: 1, 1.0 and 1L are one number. */
  private static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Number x && b instanceof Number y) {
      return Double.compare(x.doubleValue(), y.doubleValue()) == 0;
    }
    if (a instanceof Document x && b instanceof Document y) {
      return x.keySet().equals(y.keySet())
          && x.keySet().stream().allMatch(k -> same(x.get(k), y.get(k)));
    }
    return Objects.equals(a, b);
  }
}
