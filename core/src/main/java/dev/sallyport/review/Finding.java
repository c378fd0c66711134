package dev.sallyport.review;

/**
 * One thing in a plan that is allowed and yet hardly meant.
 *
 * @param code a stable code, for example {@code LINT-004}
 * @param path the path of what it is about
 * @param source the file and line that declared it, for example {@code ReleasePlan.java:31}; empty
 *     for an acceptance
 * @param why what is so, and what follows from it
 * @param wayOut what to do about it
 */
public record Finding(String code, String path, String source, String why, String wayOut) {

  @Override
  public String toString() {
    String where = source.isEmpty() ? "" : " (" + source + ")";
    return code + " " + path + where + ": " + why + " " + wayOut;
  }
}
