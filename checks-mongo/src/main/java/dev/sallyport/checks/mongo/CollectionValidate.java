package dev.sallyport.checks.mongo;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks by {@code validate} that a member's copy of a collection and its indexes are sound.
 *
 * <p><strong>It locks the collection</strong> on that member for as long as it takes, which grows
 * with the data, and a secondary that is locked falls behind. So one secondary is asked, a hidden
 * one if there is, and never the primary unless {@link #on} names it; members are asked one after
 * the other; and the server is told to give up when the time is up. Other members have copies of
 * their own, of which it says nothing. No answer is "not yet", so that a gate does not lock again
 * and again. Even a full validation does not find every corruption.
 *
 * <p>Defaults: 1 document or more, 5 minutes for each member (never longer than the sample), not
 * full. Immutable and thread-safe.
 */
public final class CollectionValidate implements Check {
  private final Source source;
  private final String database;
  private final String collection;
  private final List<String> named;
  private final boolean full;
  private final long least;
  private final Duration limit;

  CollectionValidate(Source source, String database, String collection) {
    this(source, database, collection, List.of(), false, 1, Duration.ofMinutes(5));
  }

  private CollectionValidate(
      Source source,
      String database,
      String collection,
      List<String> named,
      boolean full,
      long least,
      Duration limit) {
    this.source = source;
    this.database = database;
    this.collection = collection;
    this.named = List.copyOf(named);
    this.full = full;
    this.least = least;
    this.limit = limit;
  }

  /** Returns this check on these members, one after the other, each {@code host:port}. */
  public CollectionValidate on(String first, String... more) {
    List<String> members = new ArrayList<>(List.of(first));
    members.addAll(List.of(more));
    return new CollectionValidate(source, database, collection, members, full, least, limit);
  }

  /** Returns this check with the slower validation that also looks at the storage's structures. */
  public CollectionValidate full() {
    return new CollectionValidate(source, database, collection, named, true, least, limit);
  }

  /**
   * Returns this check with another least number of documents; 0 lets an empty collection pass.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public CollectionValidate records(long atLeast) {
    if (atLeast < 0) {
      throw new IllegalArgumentException("There are no " + atLeast + " documents.");
    }
    return new CollectionValidate(source, database, collection, named, full, atLeast, limit);
  }

  /**
   * Returns this check with another time for each member, after which the server gives up.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public CollectionValidate within(Duration time) {
    Duration positive = Quantities.positive(time, "time to validate");
    return new CollectionValidate(source, database, collection, named, full, least, positive);
  }

  @Override
  public String name() {
    return "mongo collection-validate";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    List<Observation> rows = new ArrayList<>();
    List<Objection> found = new ArrayList<>();
    List<String> members = named.isEmpty() ? chosen(context, rows, found) : named;
    ValidateRules rules = new ValidateRules(database + "." + collection, least);
    int warned = 0;
    for (String member : members) {
      long began = System.nanoTime();
      Reply reply =
          source.askSlowly(context, member, database, Commands.validate(collection, full), limit);
      long took = (System.nanoTime() - began) / 1_000_000;
      rows.add(Observation.of(member, "validated and locked for", took, "ms"));
      observe(reply, rows);
      warned += ValidateRules.warnings(reply).size();
      found.addAll(rules.objections(reply));
    }
    Evidence evidence =
        Evidence.of(
                "validate " + rules.namespace() + (full ? " in full" : "") + " on " + members,
                context.clock().instant())
            .observing(rows)
            .against("valid, no errors, at least " + least + " documents");
    return Verdict.of(
        found,
        rules.namespace()
            + " is valid on "
            + String.join(", ", members)
            + (warned > 0 ? ", with " + warned + (warned == 1 ? " warning" : " warnings") : ""),
        evidence);
  }

  private List<String> chosen(CheckContext context, List<Observation> rows, List<Objection> found)
      throws InterruptedException {
    SetView view = SetView.look(source, context);
    rows.addAll(view.rows());
    found.addAll(view.useless());
    Optional<String> quietest = ValidateRules.quietest(view);
    if (found.isEmpty() && quietest.isEmpty()) {
      found.add(ValidateRules.nobody());
    }
    return found.isEmpty() ? List.of(quietest.orElseThrow()) : List.of();
  }

  private static void observe(Reply reply, List<Observation> rows) {
    String member = reply.member();
    if (!reply.answered()) {
      rows.add(Observation.of(member, "trouble", reply.trouble()));
    }
    for (String field : List.of("valid", "nrecords", "nIndexes", "errors")) {
      reply.at(field).ifPresent(value -> rows.add(Observation.of(member, field, value)));
    }
    ValidateRules.warnings(reply).forEach(w -> rows.add(Observation.of(member, "warning", w)));
  }
}
