package dev.sallyport.checks.redis;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All Sentinels that were named or that any of them knows, and what each said.
 *
 * @param named those the caller named
 */
record SentinelView(
    Set<Address> named,
    Map<Address, SentinelState> answers,
    Map<Address, Silence> silences,
    Instant at) {

  SentinelView {
    answers = new TreeMap<>(answers);
    silences = new TreeMap<>(silences);
  }
}
