package dev.sallyport.examples.analytics.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A store without a database; what it holds ends with the process. */
final class MemoryStore implements Store {
  private final Map<String, Map<String, Response>> forms = new ConcurrentHashMap<>();

  @Override
  public boolean add(Response response) {
    Map<String, Response> form =
        forms.computeIfAbsent(response.form(), name -> new LinkedHashMap<>());
    synchronized (form) {
      return form.putIfAbsent(response.id(), response) == null;
    }
  }

  @Override
  public List<Response> latest(String form) {
    Map<String, Response> all = forms.getOrDefault(form, Map.of());
    synchronized (all) {
      return List.copyOf(all.values());
    }
  }

  @Override
  public List<Response> fromReplica(String form) throws NoReplicaException {
    throw new NoReplicaException("memory has no replica");
  }

  @Override
  public boolean answers() {
    return true;
  }

  @Override
  public void close() {
    // nothing is held that would not go by itself
  }
}
