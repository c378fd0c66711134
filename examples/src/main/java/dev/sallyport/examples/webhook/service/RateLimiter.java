package dev.sallyport.examples.webhook.service;

/** A bucket of tokens: so many a second, and a few saved up. Thread-safe. */
final class RateLimiter {
  private final double perSecond;
  private final double most;
  private double tokens;
  private long last;

  RateLimiter(double perSecond, int burst, long nanos) {
    this.perSecond = perSecond;
    this.most = burst;
    this.tokens = burst;
    this.last = nanos;
  }

  /** Returns 0 and takes a token, or returns after how many nanoseconds there will be one. */
  synchronized long take(long nanos) {
    tokens = Math.min(most, tokens + (nanos - last) / 1e9 * perSecond);
    last = nanos;
    if (tokens >= 1) {
      tokens--;
      return 0;
    }
    return (long) Math.ceil((1 - tokens) / perSecond * 1e9);
  }
}
