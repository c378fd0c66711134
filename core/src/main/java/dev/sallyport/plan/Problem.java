package dev.sallyport.plan;

/**
 * One thing wrong with a plan.
 *
 * @param code a stable code, for example {@code DSL-104}
 * @param path the path of what is wrong
 * @param source the file and line that declared it, for example {@code ReleasePlan.java:31}
 * @param message what is wrong
 * @param wayOut what to do about it
 */
public record Problem(String code, String path, String source, String message, String wayOut) {

  @Override
  public String toString() {
    return code + " " + source + ": " + message + " " + wayOut;
  }
}
