package dev.sallyport.examples.analytics.service;

/** Where an answer came from: what {@code X-Cache} says. */
enum Level {
  /** This process. */
  L1,
  /** Redis. */
  L2,
  /** A replica of the database. */
  L3,
  /** The database itself. */
  MISS
}
