package dev.sallyport.check;

import java.util.Objects;

/**
 * One raw fact that a check saw.
 *
 * @param subject of what: a node, a pod, an address; empty for the system as a whole
 * @param name the fact's name as the system calls it, for example {@code master_link_status}
 * @param value its value as text; numbers in decimal notation, without the unit
 * @param unit the unit, for example {@code ms}; empty for none
 */
public record Observation(String subject, String name, String value, String unit) {

  /** Refuses nulls. */
  public Observation {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(unit, "unit");
  }

  /** Returns a fact without a unit. */
  public static Observation of(String subject, String name, Object value) {
    return new Observation(subject, name, String.valueOf(value), "");
  }

  /** Returns a fact with a unit. */
  public static Observation of(String subject, String name, Object value, String unit) {
    return new Observation(subject, name, String.valueOf(value), unit);
  }

  @Override
  public String toString() {
    String head = subject.isEmpty() ? name : subject + " " + name;
    return head + "=" + value + (unit.isEmpty() ? "" : " " + unit);
  }
}
