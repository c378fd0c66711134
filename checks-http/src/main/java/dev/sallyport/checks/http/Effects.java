package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;

/** Counts what a service has done, so that "accepted" can be told from "answered 200". */
@FunctionalInterface
public interface Effects {
  /** Returns how often it was done so far: rows, messages, calls to a stub. */
  long count(CheckContext context) throws Exception;
}
