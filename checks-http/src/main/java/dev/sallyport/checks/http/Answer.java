package dev.sallyport.checks.http;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP response as it came; not yet cleaned of secrets.
 *
 * @param status the status code
 * @param headers by name in lower case
 * @param body the beginning of the body, as far as it was read
 * @param cutOff whether the body goes on
 * @param from the address that answered
 * @param hops the addresses redirected to, in order
 * @param took from connecting to the last byte
 */
record Answer(
    int status,
    Map<String, List<String>> headers,
    String body,
    boolean cutOff,
    String from,
    List<String> hops,
    Duration took) {

  Answer {
    headers = Map.copyOf(headers);
    hops = List.copyOf(hops);
  }

  Optional<String> header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream().findFirst();
  }

  boolean redirects() {
    return status >= 300 && status < 400 && header("location").isPresent();
  }

  Answer after(List<String> passed, Duration all) {
    return new Answer(status, headers, body, cutOff, from, passed, all);
  }
}
