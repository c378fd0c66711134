package dev.sallyport.checks.prometheus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * A comparison with a number, of which an alert's expression consists, whole or in part. Immutable.
 *
 * @param left what is compared
 * @param operator how, with the number on the right
 * @param limit the number
 * @param bool whether it gives 0 or 1, instead of nothing where it is not so
 */
record Condition(Expression left, String operator, double limit, boolean bool) {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern MATCHING =
      Pattern.compile("^(on|ignoring)\\s*\\([^)]*\\)\\s*", Pattern.CASE_INSENSITIVE);

  /**
   * Returns the comparisons that must all hold for an alert to fire; empty if it is an expression
   * of another kind, such as one with {@code or}, of which this cannot be told.
   */
  static List<Condition> allOf(String query) {
    Expression whole = new Expression(query).bare();
    if (!whole.words("or", "unless").isEmpty()) {
      return List.of();
    }
    List<Condition> all = new ArrayList<>();
    Expression rest = whole;
    List<Expression.Cut> cuts = rest.words("and");
    while (!cuts.isEmpty()) {
      one(rest.before(cuts.get(0))).ifPresent(all::add);
      rest = new Expression(MATCHING.matcher(rest.after(cuts.get(0)).text()).replaceFirst(""));
      cuts = rest.words("and");
    }
    one(rest).ifPresent(all::add);
    return all;
  }

  private static Optional<Condition> one(Expression part) {
    Expression bare = part.bare();
    List<Expression.Cut> cuts = bare.comparisons();
    if (cuts.size() != 1) {
      return Optional.empty();
    }
    Expression left = bare.before(cuts.get(0)).bare();
    Expression right = bare.after(cuts.get(0));
    String operator = cuts.get(0).operator();
    boolean bool = right.text().matches("(?is)bool\\b.*");
    Expression compared = bool ? new Expression(right.text().substring("bool".length())) : right;
    OptionalDouble limit = number(compared.bare());
    if (limit.isPresent()) {
      return Optional.of(new Condition(left, operator, limit.getAsDouble(), bool));
    }
    OptionalDouble turned = number(left);
    return turned.isPresent()
        ? Optional.of(new Condition(compared.bare(), turned(operator), turned.getAsDouble(), bool))
        : Optional.empty();
  }

  private static String turned(String operator) {
    return switch (operator.charAt(0)) {
      case '>' -> operator.replace('>', '<');
      case '<' -> operator.replace('<', '>');
      default -> operator;
    };
  }

  private static OptionalDouble number(Expression part) {
    return NUMBER.matcher(part.text()).matches()
        ? OptionalDouble.of(Double.parseDouble(part.text()))
        : OptionalDouble.empty();
  }

  boolean isAbove() {
    return operator.startsWith(">");
  }

  boolean isBelow() {
    return operator.startsWith("<");
  }

  @Override
  public String toString() {
    return left + " " + operator + (bool ? " bool " : " ") + limit;
  }
}
