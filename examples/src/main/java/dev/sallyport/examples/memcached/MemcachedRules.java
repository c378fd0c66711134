package dev.sallyport.examples.memcached;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** When memcached servers serve, and how full they are. Pure. */
final class MemcachedRules {
  private MemcachedRules() {}

  /** Returns why servers do not serve. */
  static List<Objection> serving(List<MemcachedSeen> all) {
    List<Objection> found = new ArrayList<>(unread(all, "accepting_conns"));
    for (MemcachedSeen one : all) {
      if (one.number("accepting_conns").filter(accepting -> accepting == 0).isPresent()) {
        found.add(
            Objection.pending(
                "not-accepting",
                one.server(),
                one.server() + " accepts no more connections",
                "All of its connections are in use; raise -c, or look for a client that leaks."));
      }
    }
    return found;
  }

  /** Returns why the memory in use cannot be told. */
  static List<Objection> memory(List<MemcachedSeen> all) {
    List<Objection> found = new ArrayList<>(unread(all, "bytes"));
    found.addAll(unread(all.stream().filter(one -> !one.isSilent()).toList(), "limit_maxbytes"));
    return found;
  }

  /** Returns how full the fullest server is, in percent. */
  static OptionalDouble fullest(List<MemcachedSeen> all) {
    return all.stream()
        .filter(one -> one.number("limit_maxbytes").orElse(0L) > 0)
        .mapToDouble(
            one -> 100.0 * one.number("bytes").orElse(0L) / one.number("limit_maxbytes").orElse(1L))
        .max();
  }

  private static List<Objection> unread(List<MemcachedSeen> all, String field) {
    List<Objection> found = new ArrayList<>();
    for (MemcachedSeen one : all) {
      if (one.isSilent()) {
        found.add(
            unknown(
                "no-answer",
                one.server(),
                one.server() + " " + one.silence(),
                "Look whether it runs, and whether its port is open from here."));
      } else if (one.number(field).isEmpty()) {
        found.add(
            unknown(
                "not-memcached",
                one.server(),
                one.server() + " answers, but does not tell " + field,
                "Look whether that port is memcached's."));
      }
    }
    return found;
  }

  private static Objection unknown(String code, String server, String text, String wayOut) {
    return Objection.unknown(Verdict.Cause.ERROR, code, server, text, wayOut);
  }
}
