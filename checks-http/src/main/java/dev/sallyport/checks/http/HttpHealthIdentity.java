package dev.sallyport.checks.http;

import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The stage of a health check that asks how to tell the service from a login page, a cache or
 * another version, all of which answer 200 as well.
 *
 * <p>Call it, do not implement it. Each method may be called again on what it returns.
 */
public interface HttpHealthIdentity {

  /** Returns the check that expects this version, exactly, in a header of each answer. */
  HttpHealth expectVersionHeader(String header, String id);

  /**
   * Returns the check that expects this version, exactly, in the body of each answer.
   *
   * @param inBody finds it; its first group, if it has one, is the version
   */
  HttpHealth expectVersion(Pattern inBody, String id);

  /** Returns the check that expects each body to contain {@code part}. */
  HttpHealth expectBody(String part);

  /** Returns the check that expects each answer to have this header with exactly this value. */
  HttpHealth expectHeader(String name, String value);

  /**
   * Returns the check that expects each body to be JSON with this text at a JSON Pointer (RFC
   * 6901).
   *
   * @param pointer such as {@code /status} or {@code /checks/0/state}
   * @throws IllegalArgumentException if it is no JSON Pointer
   */
  HttpHealth expectJson(String pointer, String value);

  /**
   * Returns the check that expects each body to be JSON with this number at a JSON Pointer.
   *
   * @throws IllegalArgumentException if it is no JSON Pointer
   */
  HttpHealth expectJson(String pointer, long value);

  /**
   * Returns the check that expects each body to be JSON with this truth value at a JSON Pointer.
   *
   * @throws IllegalArgumentException if it is no JSON Pointer
   */
  HttpHealth expectJson(String pointer, boolean value);

  /**
   * Returns the check that expects each body to be JSON with a value at a JSON Pointer that {@code
   * accepted} holds for; a list, an object, {@code null} and nothing are none.
   *
   * @param rule the rule in words, such as {@code 2 or more}
   * @param accepted is given a text as it is, a number or truth value as JSON writes it
   * @throws IllegalArgumentException if it is no JSON Pointer
   */
  HttpHealth expectJson(String pointer, String rule, Predicate<String> accepted);

  /**
   * Returns the check that takes any page with the right status for the service.
   *
   * @param reason why that is enough; printed in every report
   */
  HttpHealth statusOnly(String reason);
}
