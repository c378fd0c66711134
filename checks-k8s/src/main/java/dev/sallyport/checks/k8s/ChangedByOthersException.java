package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;

/** Somebody else changed an object meanwhile; their change was not overwritten. */
public final class ChangedByOthersException extends Exception {
  private static final long serialVersionUID = 1L;

  ChangedByOthersException(String message) {
    super(message);
  }

  static ChangedByOthersException of(String what, String expected, JsonNode now, String seen) {
    return new ChangedByOthersException(
        what
            + " was to be "
            + expected
            + ", but is "
            + seen
            + ": somebody else changed it, and it was left as it is. Its last writers: "
            + String.join(", ", Trees.managers(now))
            + ". Decide with them what it should be.");
  }
}
