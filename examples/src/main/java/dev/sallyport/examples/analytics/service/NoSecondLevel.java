package dev.sallyport.examples.analytics.service;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What a backend does that has no Redis: it counts its own writes, and keeps nothing. */
final class NoSecondLevel implements SecondLevel {
  private final Map<String, Long> writes = new ConcurrentHashMap<>();

  @Override
  public Kept get(String form) {
    return new Kept(Optional.empty(), writes.getOrDefault(form, 0L));
  }

  @Override
  public void put(String form, Summary summary) {
    // nowhere to put it
  }

  @Override
  public void wrote(String form) {
    writes.merge(form, 1L, Long::sum);
  }

  @Override
  public void forget(String form) {
    writes.remove(form);
  }

  @Override
  public void onWrite(Consumer<String> listener) {
    // there is no other backend to hear of
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
