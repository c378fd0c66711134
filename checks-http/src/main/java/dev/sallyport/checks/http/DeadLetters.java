package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import java.util.List;

/** Reads the queue in which a service keeps what it could not deliver. */
@FunctionalInterface
public interface DeadLetters {
  /** Returns the payloads in it now, without taking them out. */
  List<String> payloads(CheckContext context) throws Exception;
}
