package dev.sallyport.examples.analytics.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A store without a database; what it holds ends with the process. */
final class MemoryStore implements Store {
  private final Map<String, Response> responses = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> documents = new LinkedHashMap<>();

  @Override
  public synchronized boolean add(Response response) {
    return responses.putIfAbsent(response.form() + "/" + response.id(), response) == null;
  }

  @Override
  public synchronized List<Response> latest(String form) {
    return responses.values().stream().filter(each -> each.form().equals(form)).toList();
  }

  @Override
  public List<Response> fromReplica(String form) throws NoReplicaException {
    throw new NoReplicaException("memory has no replica");
  }

  @Override
  public synchronized void remove(String form) {
    responses.values().removeIf(each -> each.form().equals(form));
    documents.values().removeIf(each -> form.equals(each.get("form")));
  }

  @Override
  public synchronized void keep(String kind, String id, Map<String, String> document) {
    documents.put(kind + "/" + id, Map.copyOf(document));
  }

  @Override
  public synchronized List<Map<String, String>> kept(String kind, String name, String value) {
    List<Map<String, String>> found = new ArrayList<>();
    documents.forEach(
        (key, document) -> {
          if (key.startsWith(kind + "/") && value.equals(document.get(name))) {
            found.add(document);
          }
        });
    return found;
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
