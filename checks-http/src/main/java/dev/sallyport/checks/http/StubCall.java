package dev.sallyport.checks.http;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One call that came to a stub.
 *
 * @param at when, by {@link MonotonicTime}
 * @param body the beginning of its body
 * @param headers the first value of each, by name in lower case
 */
record StubCall(long at, String body, Map<String, String> headers) {
  StubCall {
    headers = Map.copyOf(headers);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }
}
