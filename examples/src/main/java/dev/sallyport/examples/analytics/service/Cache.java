package dev.sallyport.examples.analytics.service;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Summaries of forms in levels: this process (L1, for some seconds), Redis (L2), a replica of the
 * database (L3), the database itself. A write makes the first two forget; what is read from a level
 * that is known to lack a write is passed over. Thread-safe.
 */
final class Cache {
  private final Store store;
  private final SecondLevel second;
  private final Metrics metrics;
  private final long keptNanos;
  private final Map<String, Entry> first = new ConcurrentHashMap<>();

  Cache(Store store, SecondLevel second, Metrics metrics, Duration kept) {
    this.store = store;
    this.second = second;
    this.metrics = metrics;
    this.keptNanos = kept.toNanos();
    second.onWrite(first::remove);
  }

  private record Entry(Summary summary, long until) {}

  /** A summary and where it was found. */
  record Found(Summary summary, Level level) {}

  Found get(String form) {
    Found found = find(form);
    metrics.cache(found.level());
    return found;
  }

  private Found find(String form) {
    Entry entry = first.get(form);
    if (entry != null && entry.until() - System.nanoTime() > 0) {
      return new Found(entry.summary(), Level.L1);
    }
    SecondLevel.Kept kept = second.get(form);
    if (kept.summary().isPresent() && kept.summary().get().responses() >= kept.writes()) {
      return keep(form, new Found(kept.summary().get(), Level.L2), kept.writes());
    }
    Found read = read(form, kept.writes());
    if (read.summary().responses() >= kept.writes()) {
      second.put(form, read.summary());
    }
    return keep(form, read, kept.writes());
  }

  private Found read(String form, long writes) {
    try {
      List<Response> seen = store.fromReplica(form);
      if (seen.size() >= writes) {
        return new Found(Summary.of(seen), Level.L3);
      }
    } catch (Store.NoReplicaException e) {
      return new Found(Summary.of(store.latest(form)), Level.MISS);
    }
    return new Found(Summary.of(store.latest(form)), Level.MISS); // the replica is behind
  }

  /** Keeps it here, unless something was written since it was looked for. */
  private Found keep(String form, Found found, long writes) {
    if (keptNanos > 0 && second.get(form).writes() == writes) {
      first.put(form, new Entry(found.summary(), System.nanoTime() + keptNanos));
    }
    return found;
  }

  void wrote(String form) {
    second.wrote(form);
    first.remove(form);
  }

  void forget(String form) {
    second.forget(form);
    first.remove(form);
  }
}
