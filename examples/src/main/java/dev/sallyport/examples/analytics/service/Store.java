package dev.sallyport.examples.analytics.service;

import java.util.List;
import java.util.Map;

/**
 * Where data are kept: responses, and documents of other kinds (webhooks, dead letters).
 * Thread-safe.
 */
interface Store extends AutoCloseable {
  /** Keeps a response, once; returns whether it is a new one. */
  boolean add(Response response);

  /** Returns all responses to a form as the database itself has them. */
  List<Response> latest(String form);

  /**
   * Returns all responses to a form as a replica has them, which may be behind.
   *
   * @throws NoReplicaException if there is none, or it does not answer
   */
  List<Response> fromReplica(String form) throws NoReplicaException;

  /** Removes a form with all that is kept of it. */
  void remove(String form);

  /** Keeps a document, instead of the one with the same id if there is one. */
  void keep(String kind, String id, Map<String, String> document);

  /** Returns the documents of a kind that have this value, the oldest first. */
  List<Map<String, String>> kept(String kind, String name, String value);

  /** Returns whether the database answers. */
  boolean answers();

  @Override
  void close();

  /** Says that no replica can be read. */
  final class NoReplicaException extends Exception {
    private static final long serialVersionUID = 1;

    NoReplicaException(String why) {
      super(why);
    }
  }
}
