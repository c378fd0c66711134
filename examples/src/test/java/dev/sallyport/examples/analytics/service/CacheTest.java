package dev.sallyport.examples.analytics.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The cache over a replica that can be behind, and a second level that keeps what it is given. */
class CacheTest {
  private final MemoryStore primary = new MemoryStore();
  private final MemoryStore copy = new MemoryStore();
  private final OneForm second = new OneForm();
  private final Cache cache =
      new Cache(new Replicated(), second, new Metrics(), Duration.ofHours(1));

  private static Response response(String id) {
    return new Response(id, "f", Instant.parse("2026-01-05T09:30:00Z"), true, 4);
  }

  private void write(String id) {
    primary.add(response(id));
    cache.wrote("f");
  }

  @Test
  void a_replica_that_lacks_a_write_is_passed_over() {
    write("a");
    assertThat(cache.get("f").level()).isEqualTo(Level.MISS);
    copy.add(response("a"));
    cache.forget("f");
    assertThat(cache.get("f").level()).isEqualTo(Level.L3);
  }

  @Test
  void what_another_backend_wrote_is_seen_at_once() {
    write("a");
    cache.get("f");
    assertThat(cache.get("f").level()).isEqualTo(Level.L1);
    primary.add(response("b"));
    second.wrote("f");
    Cache.Found found = cache.get("f");
    assertThat(found.level()).isEqualTo(Level.MISS);
    assertThat(found.summary().responses()).isEqualTo(2);
  }

  @Test
  void what_was_kept_before_a_write_is_passed_over() {
    write("a");
    cache.get("f");
    second.writes++; // counted, but the message has not come, and the old value is still there
    primary.add(response("b"));
    second.listener.accept("f");
    assertThat(cache.get("f").summary().responses()).isEqualTo(2);
  }

  @Test
  void a_write_while_it_is_read_is_not_kept_away() {
    write("a");
    second.onNextGet = () -> write("b");
    cache.get("f");
    assertThat(cache.get("f").summary().responses()).isEqualTo(2);
  }

  /** A primary and its copy. */
  private final class Replicated implements Store {
    @Override
    public boolean add(Response response) {
      return primary.add(response);
    }

    @Override
    public List<Response> latest(String form) {
      return primary.latest(form);
    }

    @Override
    public List<Response> fromReplica(String form) {
      return copy.latest(form);
    }

    @Override
    public void remove(String form) {
      primary.remove(form);
    }

    @Override
    public void keep(String kind, String id, Map<String, String> document) {
      primary.keep(kind, id, document);
    }

    @Override
    public List<Map<String, String>> kept(String kind, String name, String value) {
      return primary.kept(kind, name, value);
    }

    @Override
    public boolean answers() {
      return true;
    }

    @Override
    public void close() {
      // nothing is held
    }
  }

  /** One form of a second level. */
  private static final class OneForm implements SecondLevel {
    private Optional<Summary> summary = Optional.empty();
    private long writes;
    private Consumer<String> listener = form -> {};
    private Runnable onNextGet = () -> {};

    @Override
    public SecondLevel.Kept get(String form) {
      SecondLevel.Kept kept = new SecondLevel.Kept(summary, writes);
      Runnable meanwhile = onNextGet;
      onNextGet = () -> {};
      meanwhile.run();
      return kept;
    }

    @Override
    public void put(String form, Summary value) {
      summary = Optional.of(value);
    }

    @Override
    public void wrote(String form) {
      writes++;
      summary = Optional.empty();
      listener.accept(form);
    }

    @Override
    public void forget(String form) {
      writes = 0;
      summary = Optional.empty();
      listener.accept(form);
    }

    @Override
    public void onWrite(Consumer<String> told) {
      listener = told;
    }

    @Override
    public boolean answers() {
      return true;
    }

    @Override
    public void close() {
      // nothing is held
    }
  }
}
