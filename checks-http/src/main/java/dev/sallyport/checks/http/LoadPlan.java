package dev.sallyport.checks.http;

import dev.sallyport.check.Quantities;
import dev.sallyport.check.Rate;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a load probe sends, fixed before the first request. Immutable; stands for one measurement.
 *
 * @param uri the address
 * @param rate how many requests arrive a second, whether or not earlier ones were answered
 * @param lasting how long, after the warm-up
 * @param warmUp how long before that, at the same rate, without being counted
 * @param timeout after which a request is given up, counted from its actual start
 * @param seed of random (Poisson) arrivals; constant gaps, if empty
 * @param maxInFlight how many requests may wait for their answer at once
 * @param headers what is sent along
 * @param clientErrors how 4xx count
 * @param body what is posted; empty for a GET
 */
record LoadPlan(
    URI uri,
    Rate rate,
    Duration lasting,
    Duration warmUp,
    Duration timeout,
    OptionalLong seed,
    int maxInFlight,
    List<HeaderSource> headers,
    ClientErrors clientErrors,
    Optional<LoadBody> body) {
  static final long MOST_REQUESTS = 10_000_000;
  private static final double FASTEST = 100_000;

  LoadPlan {
    headers = List.copyOf(headers);
    Quantities.positive(lasting, "length of a load");
    Quantities.positive(timeout, "timeout");
    if (warmUp.isNegative()) {
      throw new IllegalArgumentException("The warm-up must not be negative, but is " + warmUp);
    }
    if (rate.perSecond() <= 0 || rate.perSecond() > FASTEST) {
      throw new IllegalArgumentException(
          "The rate must be above 0 and at most 100000 /s, but is " + rate + ".");
    }
    if (maxInFlight < 1) {
      throw new IllegalArgumentException(
          "At least 1 request must be allowed in flight, not " + maxInFlight + ".");
    }
    if (rate.perSecond() * seconds(lasting.plus(warmUp)) > MOST_REQUESTS) {
      throw new IllegalArgumentException(
          "A load of "
              + rate
              + " for "
              + lasting
              + " is more than "
              + MOST_REQUESTS
              + " requests. Make it shorter or slower.");
    }
  }

  static LoadPlan of(URI uri, Rate rate, Duration lasting, Duration timeout) {
    return new LoadPlan(
        uri,
        rate,
        lasting,
        Duration.ofSeconds(1),
        timeout,
        OptionalLong.empty(),
        1000,
        List.of(),
        ClientErrors.COUNT_AS_ERRORS,
        Optional.empty());
  }

  /** Returns how many requests count, on average if arrivals are random. */
  long expectedRequests() {
    return Math.round(rate.perSecond() * seconds(lasting));
  }

  /**
   * Returns the longest a measurement takes, unless the target keeps requests from being started.
   */
  Duration needs() {
    return warmUp.plus(lasting).plus(timeout);
  }

  static double seconds(Duration span) {
    return span.toNanos() / 1e9;
  }

  LoadPlan warmUp(Duration span) {
    return new LoadPlan(
        uri, rate, lasting, span, timeout, seed, maxInFlight, headers, clientErrors, body);
  }

  LoadPlan timeout(Duration limit) {
    return new LoadPlan(
        uri, rate, lasting, warmUp, limit, seed, maxInFlight, headers, clientErrors, body);
  }

  LoadPlan seed(long value) {
    return new LoadPlan(
        uri,
        rate,
        lasting,
        warmUp,
        timeout,
        OptionalLong.of(value),
        maxInFlight,
        headers,
        clientErrors,
        body);
  }

  LoadPlan maxInFlight(int most) {
    return new LoadPlan(
        uri, rate, lasting, warmUp, timeout, seed, most, headers, clientErrors, body);
  }

  LoadPlan sending(HeaderSource more) {
    List<HeaderSource> all = new ArrayList<>(headers);
    all.add(more);
    return new LoadPlan(
        uri, rate, lasting, warmUp, timeout, seed, maxInFlight, all, clientErrors, body);
  }

  LoadPlan clientErrors(ClientErrors policy) {
    return new LoadPlan(
        uri, rate, lasting, warmUp, timeout, seed, maxInFlight, headers, policy, body);
  }

  LoadPlan posting(LoadBody what) {
    return new LoadPlan(
        uri,
        rate,
        lasting,
        warmUp,
        timeout,
        seed,
        maxInFlight,
        headers,
        clientErrors,
        Optional.of(what));
  }
}
