package dev.sallyport.checks.mongo;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bson.Document;

/**
 * What all members of a set say of it, asked directly.
 *
 * @param members every member by its address, also those that only a configuration names
 */
record SetView(Map<String, Member> members) {
  private static final int UNAUTHORIZED = 13;
  private static final int ARBITER = 7;
  private static final Document CONFIG = new Document("replSetGetConfig", 1);

  /** One member: what it says of itself and of the others. */
  record Member(String name, Reply config, Reply status, Reply hello) {

    boolean answered() {
      return hello.answered();
    }

    boolean primary() {
      return hello.is("isWritablePrimary");
    }

    boolean arbiter() {
      return hello.is("arbiterOnly");
    }

    /** Returns whether it is an arbiter that has no users, so that nobody can log in there. */
    boolean arbiterWithoutLogins() {
      return arbiter() && status.failedWith(UNAUTHORIZED);
    }

    /** Returns its state by number, as {@code replSetGetStatus} tells it; 0 if it does not. */
    int state() {
      return arbiterWithoutLogins() ? ARBITER : (int) status.number("myState");
    }

    String version() {
      return config.text("config", "version") + "/" + config.text("config", "term");
    }
  }

  static SetView look(Source source, CheckContext context) throws InterruptedException {
    Map<String, Reply> first = source.ask(context, source.seeds(), "admin", CONFIG);
    Set<String> names = new LinkedHashSet<>(source.seeds());
    first.values().forEach(reply -> names.addAll(hosts(reply)));
    Map<String, Reply> hello = source.ask(context, names, "admin", new Document("hello", 1));
    hello.forEach((name, reply) -> alias(name, reply, names));
    // Whoever did not say hello is not waited for again.
    List<String> there =
        names.stream()
            .filter(name -> hello.containsKey(name) && hello.get(name).answered())
            .toList();
    Map<String, Reply> status =
        source.ask(context, there, "admin", new Document("replSetGetStatus", 1));
    Map<String, Reply> config = source.ask(context, there, "admin", CONFIG);
    Map<String, Member> members = new TreeMap<>();
    for (String name : names) {
      members.put(
          name,
          new Member(
              name,
              config.getOrDefault(name, Reply.trouble(name, "not asked")),
              status.getOrDefault(name, Reply.trouble(name, "not asked")),
              hello.getOrDefault(name, Reply.trouble(name, "not asked"))));
    }
    return new SetView(members);
  }

  private static void alias(String name, Reply hello, Set<String> names) {
    String me = hello.text("me");
    if (!me.equals(name) && names.contains(me)) {
      names.remove(name);
    }
  }

  private static List<String> hosts(Reply config) {
    return config.documents("config", "members").stream().map(m -> m.getString("host")).toList();
  }

  Collection<Member> all() {
    return members.values();
  }

  boolean answers(String name) {
    return all().stream().anyMatch(m -> m.name().equals(name) && m.answered());
  }

  List<Member> primaries() {
    return all().stream().filter(Member::primary).toList();
  }

  /** Returns a member's line in the configuration of whoever has the newest. */
  Optional<Document> line(String member) {
    return newest()
        .flatMap(
            m ->
                m.config().documents("config", "members").stream()
                    .filter(line -> member.equals(line.getString("host")))
                    .findFirst());
  }

  Optional<Member> newest() {
    return all().stream()
        .filter(m -> m.config().answered())
        .max(
            (a, b) -> {
              int term =
                  Double.compare(
                      a.config().number("config", "term"), b.config().number("config", "term"));
              return term != 0
                  ? term
                  : Double.compare(
                      a.config().number("config", "version"),
                      b.config().number("config", "version"));
            });
  }

  boolean arbiter(String member) {
    return line(member).map(l -> l.getBoolean("arbiterOnly", false)).orElse(false);
  }

  /** Returns the addresses of the members that hold data. */
  List<String> holders() {
    return members.keySet().stream().filter(name -> !arbiter(name)).toList();
  }

  /** Returns why this view is of no use: nobody answered, or nobody is in a set. */
  List<Objection> useless() {
    List<Objection> found = new ArrayList<>();
    if (all().stream().noneMatch(m -> m.answered() && m.config().answered())) {
      all().forEach(m -> found.add(unreadable(m.answered() ? m.config() : m.hello())));
    }
    return found;
  }

  static Objection unreadable(Reply reply) {
    return Objection.unknown(
        Verdict.Cause.ERROR,
        "unreadable",
        reply.member(),
        reply.member() + " could not be read: " + reply.trouble(),
        "Look whether it runs, the address and credentials are right, and it was initiated.");
  }

  List<Observation> rows() {
    List<Observation> rows = new ArrayList<>();
    for (Member m : all()) {
      if (!m.answered()) {
        rows.add(Observation.of(m.name(), "trouble", m.hello().trouble()));
      }
      row(rows, m, "setName", m.hello().text("setName"));
      row(rows, m, "isWritablePrimary", m.hello().text("isWritablePrimary"));
      row(rows, m, "primary", m.hello().text("primary"));
      row(rows, m, "myState", m.status().text("myState"));
      row(rows, m, "term", m.status().text("term"));
      row(rows, m, "configVersion/term", m.config().answered() ? m.version() : "");
      line(m.name()).ifPresent(l -> rows.add(Observation.of(m.name(), "config", config(l))));
    }
    return rows;
  }

  private static String config(Document line) {
    List<String> kept = new ArrayList<>();
    for (String key : List.of("votes", "priority", "hidden", "arbiterOnly", "secondaryDelaySecs")) {
      if (line.containsKey(key)) {
        kept.add(key + "=" + line.get(key));
      }
    }
    return String.join(" ", kept);
  }

  private static void row(List<Observation> rows, Member m, String name, String value) {
    if (!value.isEmpty()) {
      rows.add(Observation.of(m.name(), name, value));
    }
  }
}
