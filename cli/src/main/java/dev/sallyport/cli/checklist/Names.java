package dev.sallyport.cli.checklist;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import javax.lang.model.SourceVersion;

/** Makes names of nodes, phases and Java things from what people wrote; each is given out once. */
final class Names {
  private static final int LONGEST_NODE = 60;
  private static final int LONGEST_PHASE = 90;

  /** Methods of every object, and the words that the generated code uses. */
  private static final Set<String> TAKEN =
      Set.of(
          "wait",
          "notify",
          "notifyAll",
          "hashCode",
          "toString",
          "getClass",
          "finalize",
          "clone",
          "equals",
          "plan",
          "phase",
          "step",
          "gate",
          "approval",
          "monitor",
          "byHand",
          "takenBackByHand",
          "walkedBackByHand",
          "notAutomated",
          "askPeople",
          "main",
          "record",
          "yield");

  private final Set<String> given = new HashSet<>();

  /** Returns the text cut at a word, so that it is no longer than that. */
  static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int blank = text.lastIndexOf(' ', longest - 3);
    int end = blank > longest / 2 ? blank : longest - 3;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end).stripTrailing() + "...";
  }

  /** Returns a node's name: words in lower case, joined by hyphens. */
  String node(String text) {
    String slug =
        text.toLowerCase(Locale.ROOT)
            .replaceAll("(?<=[\\p{L}\\p{N}])['’](?=\\p{L})", "")
            .replaceAll("[^\\p{L}\\p{N}]+", "-")
            .replaceAll("^-+|-+$", "");
    if (slug.codePointCount(0, slug.length()) > LONGEST_NODE) {
      String longest = slug.substring(0, slug.offsetByCodePoints(0, LONGEST_NODE));
      int word = longest.lastIndexOf('-');
      slug = word > LONGEST_NODE / 2 ? longest.substring(0, word) : longest;
    }
    return once(slug.isEmpty() ? "item" : slug, "-");
  }

  /** Returns a phase's name: the heading, without what would make a path ambiguous. */
  String phase(String heading, String outer) {
    String name = phaseName(heading);
    if (given.contains(name.toLowerCase(Locale.ROOT)) && !outer.isBlank()) {
      name = cut(phaseName(outer) + " - " + name, LONGEST_PHASE - 4);
    }
    return once(name, " ");
  }

  private static String phaseName(String heading) {
    String plain =
        heading
            .replaceAll("[/=]", "-")
            .replaceAll("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cs}\\p{Cn}]", "")
            .replaceAll("\\s+", " ")
            .replaceFirst("\\s*:$", "")
            .replaceFirst("^[@\\s]+", "")
            .strip();
    return plain.isEmpty() ? "Checklist" : cut(plain, LONGEST_PHASE);
  }

  /** Returns a method's name. */
  String method(String text) {
    String camel = camel(text);
    String name =
        camel.isEmpty() ? "section" : Character.toLowerCase(camel.charAt(0)) + camel.substring(1);
    if (Character.isDigit(name.charAt(0)) || SourceVersion.isKeyword(name) || isTaken(name)) {
      name = "phase" + camel;
    }
    return once(name, "");
  }

  /** Returns the name of a class; empty if the text holds no letter that one could use. */
  static String type(String text) {
    String camel = camel(text).replaceFirst("^\\d+", "");
    return camel.isEmpty() ? "" : Character.toUpperCase(camel.charAt(0)) + camel.substring(1);
  }

  private static boolean isTaken(String name) {
    return TAKEN.contains(name);
  }

  private static String camel(String text) {
    String ascii =
        Normalizer.normalize(text.replace("ß", "ss"), Normalizer.Form.NFD)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^A-Za-z0-9]+", " ")
            .strip();
    StringBuilder camel = new StringBuilder();
    for (String word : ascii.split(" ")) {
      if (!word.isEmpty() && camel.length() < 40) {
        boolean shout = word.length() > 1 && word.equals(word.toUpperCase(Locale.ROOT));
        String rest = word.substring(1);
        camel
            .append(Character.toUpperCase(word.charAt(0)))
            .append(shout ? rest.toLowerCase(Locale.ROOT) : rest);
      }
    }
    return Names.shortened(camel.toString());
  }

  private static String shortened(String word) {
    return word.length() > 60 ? word.substring(0, 60) : word;
  }

  private String once(String name, String between) {
    String free = name;
    for (int i = 2; !given.add(free.toLowerCase(Locale.ROOT)); i++) {
      free = name + between + i;
    }
    return free;
  }
}
