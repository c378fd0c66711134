package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What is asked of an API server, and told to it: a real one, or a script. */
interface Api extends AutoCloseable {

  /** Returns the object at a path; empty if there is none. */
  Optional<JsonNode> get(String path, Call call) throws Exception;

  /** Returns the items of a list at a path, with its query. */
  List<JsonNode> list(String path, Call call) throws Exception;

  /** Returns what stands at a path as plain text, such as a log. */
  String text(String path, Call call) throws Exception;

  /**
   * Sends an object or a patch and returns what became of it.
   *
   * @param contentType what kind of patch it is, or {@code application/json}
   * @throws ApiException if the server refuses it
   */
  JsonNode send(String method, String path, String contentType, String body, Call call)
      throws Exception;

  /** Returns where the server is, as evidence shows it. */
  String server();

  @Override
  void close();
}
