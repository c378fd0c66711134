package dev.sallyport.checks.mongo;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;

/**
 * What the answer to {@code validate} means. Pure.
 *
 * @param namespace {@code database.collection}
 * @param least how many documents there must be at least
 */
record ValidateRules(String namespace, long least) {
  private static final int NO_SUCH_COLLECTION = 26;
  private static final int TOOK_TOO_LONG = 50;
  private static final int A_VIEW = 166;

  /** Chooses the secondary that is missed least while it is locked: a hidden one, if there is. */
  static Optional<String> quietest(SetView view) {
    return view.all().stream()
        .filter(m -> m.answered() && m.hello().is("secondary"))
        .min(
            Comparator.comparingDouble((SetView.Member m) -> hidden(view, m) ? 0 : 1)
                .thenComparingDouble(m -> priority(view, m))
                .thenComparing(SetView.Member::name))
        .map(SetView.Member::name);
  }

  private static boolean hidden(SetView view, SetView.Member m) {
    return view.line(m.name()).map(line -> line.getBoolean("hidden", false)).orElse(false);
  }

  private static double priority(SetView view, SetView.Member m) {
    return view.line(m.name())
        .map(line -> line.get("priority") instanceof Number n ? n.doubleValue() : 1.0)
        .orElse(1.0);
  }

  /** Returns what keeps anybody from being asked: no secondary, and no member was named. */
  static Objection nobody() {
    return Objection.unknown(
        Verdict.Cause.NO_DATA,
        "no-secondary",
        "",
        "There is no secondary to validate on",
        "validate locks the collection, so a primary is asked only where on(...) names it.");
  }

  List<Objection> objections(Reply reply) {
    if (!reply.answered()) {
      return List.of(unanswered(reply));
    }
    List<Objection> found = new ArrayList<>();
    Optional<Object> valid = reply.at("valid");
    if (valid.isEmpty() || Double.isNaN(reply.number("nrecords"))) {
      return List.of(
          SetView.unreadable(
              Reply.trouble(reply.member(), "validate told neither valid nor nrecords")));
    }
    List<String> broken = broken(reply);
    if (!broken.isEmpty() || !reply.is("valid")) {
      found.add(invalid(reply.member(), broken));
    }
    few(reply).ifPresent(found::add);
    return found;
  }

  private Objection unanswered(Reply reply) {
    String member = reply.member();
    if (reply.failedWith(NO_SUCH_COLLECTION)) {
      return Objection.fail(
          "no-collection",
          member,
          member + " has no collection " + namespace,
          "Look at the name; if it was just created, wait until it was replicated.");
    }
    if (reply.failedWith(A_VIEW)) {
      return Objection.fail(
          "a-view", member, namespace + " is a view", "Validate the collection it is a view of.");
    }
    if (reply.failedWith(TOOK_TOO_LONG)) {
      return Objection.unknown(
          Verdict.Cause.ERROR,
          "not-finished",
          member,
          "validate of " + namespace + " on " + member + " had not ended when its time was up",
          "Give it more by within(...), and the sample as well; the collection is locked for as"
              + " long.");
    }
    return SetView.unreadable(reply);
  }

  private static List<String> broken(Reply reply) {
    List<String> broken = new ArrayList<>();
    reply.list("errors").forEach(error -> broken.add(String.valueOf(error)));
    for (String list : List.of("missingIndexEntries", "extraIndexEntries", "corruptRecords")) {
      int size = reply.list(list).size();
      if (size > 0) {
        broken.add(size + " " + list);
      }
    }
    Object details = reply.at("indexDetails").orElseGet(Document::new);
    if (details instanceof Document indexes) {
      for (Map.Entry<String, Object> index : indexes.entrySet()) {
        if (index.getValue() instanceof Document detail
            && Boolean.FALSE.equals(detail.get("valid"))) {
          broken.add("the index " + index.getKey() + " is not valid");
        }
      }
    }
    return broken;
  }

  private Objection invalid(String member, Collection<String> broken) {
    String first = broken.stream().findFirst().orElse("it does not say why");
    return Objection.fail(
        "invalid",
        member,
        namespace
            + " on "
            + member
            + " is not valid: "
            + first
            + (broken.size() > 1 ? ", and " + (broken.size() - 1) + " more" : ""),
        "This copy is damaged: look at its disk and its log, then make the member sync anew. The"
            + " other members have copies of their own, so validate those as well.");
  }

  private Optional<Objection> few(Reply reply) {
    long records = (long) reply.number("nrecords");
    if (records >= least) {
      return Optional.empty();
    }
    String seen = namespace + " on " + reply.member() + " has " + records + " documents";
    return Optional.of(
        records == 0
            ? Objection.unknown(
                Verdict.Cause.NO_DATA,
                "nothing-validated",
                reply.member(),
                seen + ", so there was nothing to validate",
                "Look at the name; if it may be empty, say records(0).")
            : Objection.fail(
                "records-missing",
                reply.member(),
                seen + ", fewer than " + least,
                "What is there is sound, but documents are missing: compare with the others."));
  }

  /** Returns what the server warns of, such as documents that break the collection's schema. */
  static List<String> warnings(Reply reply) {
    List<String> warnings = new ArrayList<>();
    reply.list("warnings").forEach(warning -> warnings.add(String.valueOf(warning)));
    for (String count : List.of("nInvalidDocuments", "nNonCompliantDocuments")) {
      if (reply.number(count) > 0) {
        warnings.add(reply.text(count) + " " + count);
      }
    }
    return warnings;
  }
}
