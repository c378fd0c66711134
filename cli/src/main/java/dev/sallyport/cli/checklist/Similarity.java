package dev.sallyport.cli.checklist;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares texts as people read them: without case, punctuation and emphasis. */
final class Similarity {
  private Similarity() {}

  /** Returns the words and numbers of a text, and the signs that turn their meaning. */
  static String normal(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^not so:\\s*", "")
        .replaceAll("[^\\p{L}\\p{N}<>≤≥=%]+", " ")
        .strip();
  }

  /** Returns how alike two normal texts are: from 0, no pair of letters shared, to 1, the same. */
  static double of(String one, String other) {
    List<String> left = pairs(one);
    List<String> right = pairs(other);
    int all = left.size() + right.size();
    if (all == 0) {
      return one.equals(other) ? 1 : 0;
    }
    int shared = 0;
    for (String pair : left) {
      if (right.remove(pair)) {
        shared++;
      }
    }
    return 2.0 * shared / all;
  }

  private static List<String> pairs(String text) {
    List<String> pairs = new ArrayList<>();
    for (String word : text.split(" ")) {
      for (int i = 0; i + 1 < word.length(); i++) {
        pairs.add(word.substring(i, i + 2));
      }
    }
    return pairs;
  }
}
