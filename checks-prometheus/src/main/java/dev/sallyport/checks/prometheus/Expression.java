package dev.sallyport.checks.prometheus;

import java.util.ArrayList;
import java.util.List;

/**
 * The text of a PromQL expression, cut only where no bracket and no quotation is open. Immutable.
 *
 * <p>Precedence as in Prometheus' documentation of operators: {@code or} binds weakest, then {@code
 * and} and {@code unless}, then comparisons, then arithmetic.
 */
record Expression(String text) {
  private static final List<String> COMPARISONS = List.of(">=", "<=", "==", "!=", ">", "<");

  Expression {
    text = text.strip();
  }

  /** A place where it is cut: from where, and which operator stands there. */
  record Cut(int at, String operator) {}

  /** Returns where these words stand outside of everything, in order. */
  List<Cut> words(String... wanted) {
    List<Cut> cuts = new ArrayList<>();
    for (int at : open()) {
      for (String word : wanted) {
        if (isWord(at, word)) {
          cuts.add(new Cut(at, word));
        }
      }
    }
    return cuts;
  }

  /** Returns where comparisons stand outside of everything, in order. */
  List<Cut> comparisons() {
    List<Cut> cuts = new ArrayList<>();
    int next = 0;
    for (int at : open()) {
      if (at >= next) {
        for (String operator : COMPARISONS) {
          if (text.startsWith(operator, at)) {
            cuts.add(new Cut(at, operator));
            next = at + operator.length();
            break;
          }
        }
      }
    }
    return cuts;
  }

  Expression before(Cut cut) {
    return new Expression(text.substring(0, cut.at()));
  }

  Expression after(Cut cut) {
    return new Expression(text.substring(cut.at() + cut.operator().length()));
  }

  /** Returns it without brackets around the whole. */
  Expression bare() {
    Expression bare = this;
    while (bare.text.startsWith("(") && bare.closing(0) == bare.text.length() - 1) {
      bare = new Expression(bare.text.substring(1, bare.text.length() - 1));
    }
    return bare;
  }

  /** Returns whether it names a metric, outside of quotations. */
  boolean names(String metric) {
    boolean[] quoted = quoted();
    for (int at = text.indexOf(metric); at >= 0; at = text.indexOf(metric, at + 1)) {
      if (!quoted[at] && isWord(at, metric)) {
        return true;
      }
    }
    return false;
  }

  private boolean isWord(int at, String word) {
    return text.regionMatches(true, at, word, 0, word.length())
        && (at == 0 || !isNamed(text.charAt(at - 1)))
        && (at + word.length() == text.length() || !isNamed(text.charAt(at + word.length())));
  }

  private static boolean isNamed(char letter) {
    return Character.isLetterOrDigit(letter) || letter == '_' || letter == ':';
  }

  /** Returns the places that lie in no bracket and no quotation. */
  private List<Integer> open() {
    List<Integer> places = new ArrayList<>();
    boolean[] quoted = quoted();
    int depth = 0;
    for (int at = 0; at < text.length(); at++) {
      depth += quoted[at] ? 0 : step(text.charAt(at));
      if (depth == 0 && !quoted[at]) {
        places.add(at);
      }
    }
    return places;
  }

  private int closing(int from) {
    boolean[] quoted = quoted();
    int depth = 0;
    for (int at = from; at < text.length(); at++) {
      depth += quoted[at] ? 0 : step(text.charAt(at));
      if (depth == 0) {
        return at;
      }
    }
    return -1;
  }

  private static int step(char letter) {
    return switch (letter) {
      case '(', '[', '{' -> 1;
      case ')', ']', '}' -> -1;
      default -> 0;
    };
  }

  private boolean[] quoted() {
    boolean[] quoted = new boolean[text.length()];
    char mark = 0;
    for (int at = 0; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (mark == 0 && (letter == '"' || letter == '\'' || letter == '`')) {
        mark = letter;
        quoted[at] = true;
      } else if (mark != 0) {
        quoted[at] = true;
        if (letter == '\\' && mark != '`') {
          at++;
          if (at < text.length()) {
            quoted[at] = true;
          }
        } else if (letter == mark) {
          mark = 0;
        }
      }
    }
    return quoted;
  }

  @Override
  public String toString() {
    return text;
  }
}
