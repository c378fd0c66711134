package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import java.net.URI;
import java.util.Map;

/**
 * Sends single requests, each within its deadline: over the network, or to the script of a test.
 */
interface Poster {
  /** Returns the answer to a body of JSON, or throws what kept it from coming. */
  Reply send(URI uri, byte[] body, Map<String, String> headers, CheckContext context)
      throws Exception;

  /** Returns the answer to a GET, or throws what kept it from coming. */
  Reply get(URI uri, CheckContext context) throws Exception;
}
