package dev.sallyport.checks.http;

import java.util.Map;
import java.util.Optional;

/**
 * One request of a load; shows no header's value.
 *
 * @param headers by name
 * @param body what is posted; empty for a GET
 */
record LoadRequest(Map<String, String> headers, Optional<String> body) {
  @Override
  public String toString() {
    return (body.isPresent() ? "POST" : "GET") + " with headers " + headers.keySet();
  }
}
