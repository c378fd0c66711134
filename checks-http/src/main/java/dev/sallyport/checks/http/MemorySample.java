package dev.sallyport.checks.http;

/**
 * How much memory a process used at one moment.
 *
 * @param nanos when, by {@link MonotonicTime}
 * @param bytes how much
 * @param started what stands for the process: when it was started
 */
record MemorySample(long nanos, double bytes, double started) {}
