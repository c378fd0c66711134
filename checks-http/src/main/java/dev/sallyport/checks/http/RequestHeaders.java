package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The headers of a request with their values, ready to send; shows no value.
 *
 * @param values by name
 * @param redactor takes the secrets among them out of what is shown
 */
record RequestHeaders(Map<String, String> values, Redactor redactor) {

  /**
   * Returns the headers with the secrets of this sample.
   *
   * @throws IllegalStateException if a secret is not bound, or cannot be sent
   */
  static RequestHeaders resolve(List<HeaderSource> sources, CheckContext context) {
    Map<String, String> values = new LinkedHashMap<>();
    // A cache on the way must ask the service itself (RFC 9111, section 5.2.1.4).
    values.put("Cache-Control", "no-cache");
    List<String> secrets = new ArrayList<>();
    for (HeaderSource source : sources) {
      if (source instanceof HeaderSource.Open open) {
        values.put(open.name(), open.value());
      } else if (source instanceof HeaderSource.Hidden hidden) {
        String secret = context.secret(hidden.secret());
        if (!HeaderSource.sendable(secret)) {
          // Checked here, because a client's own complaint would quote the value.
          throw new IllegalStateException(
              "The value of the "
                  + hidden.secret()
                  + " cannot be sent as a header: it is blank or has a control character.");
        }
        secrets.add(secret);
        values.put(hidden.name(), hidden.prefix() + secret);
      }
    }
    return new RequestHeaders(Map.copyOf(values), Redactor.of(secrets));
  }

  @Override
  public String toString() {
    return "headers " + values.keySet();
  }
}
