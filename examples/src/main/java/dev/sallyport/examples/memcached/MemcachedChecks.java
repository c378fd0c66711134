package dev.sallyport.examples.memcached;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Metric;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks of memcached servers, by their answers to {@code stats}; nothing is changed.
 *
 * <p>Every server that was named must answer: it is a plan's cache, and one that is left out serves
 * no one. They are asked side by side, over a new connection for each look, within 2 s. Immutable
 * and thread-safe.
 */
public final class MemcachedChecks {
  private static final List<String> SHOWN =
      List.of(
          "version",
          "uptime",
          "accepting_conns",
          "curr_connections",
          "max_connections",
          "bytes",
          "limit_maxbytes",
          "evictions");

  private final List<String> servers;
  private final MemcachedSource source;

  MemcachedChecks(List<String> servers, MemcachedSource source) {
    this.servers = servers;
    this.source = source;
  }

  /**
   * Returns checks of these servers. Nothing is connected to yet.
   *
   * @param server {@code host:port}
   * @throws IllegalArgumentException if one cannot be read
   */
  public static MemcachedChecks at(String server, String... more) {
    List<String> servers = new ArrayList<>(List.of(server));
    servers.addAll(List.of(more));
    servers.forEach(MemcachedReader::address);
    return reading(List.copyOf(servers), Optional.empty());
  }

  /**
   * Returns these checks logging in first, as servers want it that run with {@code -Y}.
   *
   * @param login user and password, with a blank between
   */
  public MemcachedChecks login(Secret<String> login) {
    return reading(servers, Optional.of(login));
  }

  private static MemcachedChecks reading(List<String> servers, Optional<Secret<String>> login) {
    return new MemcachedChecks(servers, new MemcachedReader(servers, login, Duration.ofSeconds(2)));
  }

  /** Returns the check that every server answers and accepts connections. */
  public Check serving() {
    return Check.of(
        "memcached serving",
        sample -> {
          List<MemcachedSeen> all = look(sample);
          String pass = "All " + all.size() + " servers answer and accept connections";
          Evidence evidence = evidence(sample, all).against("accepting_conns = 1 on each");
          return Verdict.of(MemcachedRules.serving(all), pass, evidence);
        });
  }

  /** Returns the metric of how full the fullest server is; a full one evicts what it holds. */
  public Metric<Percent> memoryUse() {
    return Metric.of(
        "memcached memory-use",
        sample -> {
          List<MemcachedSeen> all = look(sample);
          Evidence evidence = evidence(sample, all);
          List<Objection> objections = MemcachedRules.memory(all);
          if (!objections.isEmpty()) {
            return Reading.error(Verdict.of(objections, "", evidence).reason(), evidence);
          }
          double fullest = MemcachedRules.fullest(all).orElse(Double.NaN);
          return Reading.ratio(fullest, 100, evidence);
        });
  }

  private List<MemcachedSeen> look(CheckContext sample) throws Exception {
    return sample.once(source, () -> source.look(sample));
  }

  private Evidence evidence(CheckContext sample, List<MemcachedSeen> all) {
    List<Observation> rows = new ArrayList<>();
    for (MemcachedSeen one : all) {
      if (one.isSilent()) {
        rows.add(Observation.of(one.server(), "no answer", one.silence()));
      }
      SHOWN.stream()
          .filter(one.stats()::containsKey)
          .map(name -> Observation.of(one.server(), name, one.stats().getOrDefault(name, "")))
          .forEach(rows::add);
    }
    String asked = "stats of " + String.join(", ", servers);
    return Evidence.of(asked, sample.clock().instant()).observing(rows);
  }
}
