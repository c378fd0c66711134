package dev.sallyport.checks.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A change set of Liquibase.
 *
 * @param path the file as Liquibase names it
 * @param author who wrote it
 * @param id its name
 * @param attributes {@code context}, {@code dbms} and the like, by name
 */
record ChangeSet(String path, String author, String id, Map<String, String> attributes) {

  /** Returns the name by which Liquibase knows it. */
  String key() {
    return key(path, author, id);
  }

  static String key(String path, String author, String id) {
    return path.replaceFirst("^classpath:", "").replaceFirst("^/+", "") + "::" + id + "::" + author;
  }

  private String attribute(String name) {
    return attributes.getOrDefault(name, "");
  }

  /**
   * Returns whether it is for that database: {@code dbms}, a list in which a name may be excluded.
   */
  boolean isFor(String product) {
    List<String> names =
        Arrays.stream(attribute("dbms").toLowerCase(Locale.ROOT).split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    String ours = product.toLowerCase(Locale.ROOT).replace(" ", "");
    if (names.contains("none") || names.contains("!" + ours)) {
      return false;
    }
    return names.stream().allMatch(name -> name.startsWith("!"))
        || names.contains("all")
        || names.contains(ours);
  }

  /**
   * Returns whether it is run in these contexts.
   *
   * @throws IllegalArgumentException if its expression has parentheses
   */
  boolean isIn(List<String> contexts) {
    String expression =
        (attribute("contextFilter") + attribute("context")).toLowerCase(Locale.ROOT).strip();
    if (expression.isEmpty() || contexts.isEmpty()) {
      return true;
    }
    if (expression.contains("(")) {
      throw new IllegalArgumentException("its context is " + expression);
    }
    return Arrays.stream(expression.split("\\s+or\\s+|,"))
        .anyMatch(
            either ->
                Arrays.stream(either.strip().split("\\s+and\\s+"))
                    .allMatch(one -> holds(one.strip(), contexts)));
  }

  private static boolean holds(String word, List<String> contexts) {
    boolean not = word.startsWith("!") || word.startsWith("not ");
    String name = word.replaceFirst("^(!|not )\\s*", "");
    return contexts.stream().anyMatch(name::equalsIgnoreCase) != not;
  }
}
