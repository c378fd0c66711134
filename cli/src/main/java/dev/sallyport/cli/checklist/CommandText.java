package dev.sallyport.cli.checklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes the Java code of the command that a script suggests; it is shown, never run. */
final class CommandText {
  private static final Pattern WORD =
      Pattern.compile(
          "'([^']*)'|\"([^\"$`\\\\]*)\"|(<[A-Za-z][\\w .-]*>|[^\\s'\"|&;<>()$`\\\\*?~#{}!\\[\\]])");
  private static final Pattern PLACEHOLDER = Pattern.compile("<([A-Za-z][\\w .-]*)>");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Z][A-Z0-9_]*)");

  private CommandText() {}

  static String of(Script script) {
    if (script.lines().size() == 1) {
      List<String> words = words(script.lines().get(0));
      if (!words.isEmpty() && !words.get(0).contains("=") && !words.get(0).isBlank()) {
        return "Command.of("
            + words.stream().map(JavaText::literal).collect(Collectors.joining(", "))
            + ")";
      }
    }
    String text = "set -eu\n" + String.join("\n", script.lines());
    String shell =
        PLACEHOLDER
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement("${" + variable(found.group(1)) + ":?}"));
    return "Command.shell(" + JavaText.literal(shell) + ")" + passing(shell);
  }

  private static String passing(String shell) {
    Set<String> names = new TreeSet<>();
    Matcher found = VARIABLE.matcher(shell);
    while (found.find()) {
      if (!Pattern.compile("(?m)^\\s*(?:export\\s+)?" + found.group(1) + "=")
          .matcher(shell)
          .find()) {
        names.add(found.group(1));
      }
    }
    return names.isEmpty()
        ? ""
        : ".passing("
            + names.stream().map(JavaText::literal).collect(Collectors.joining(", "))
            + ")";
  }

  private static String variable(String placeholder) {
    return placeholder.strip().toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
  }

  /** Returns the words of a line; none if it takes a shell to say what they are. */
  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher part = WORD.matcher(line);
    StringBuilder word = new StringBuilder();
    int at = 0;
    while (at < line.length()) {
      if (Character.isWhitespace(line.charAt(at))) {
        addTo(words, word);
        at++;
      } else if (part.find(at) && part.start() == at && part.end() > at) {
        word.append(
            part.group(1) != null
                ? part.group(1)
                : part.group(2) != null ? part.group(2) : part.group(3));
        at = part.end();
      } else {
        return List.of();
      }
    }
    addTo(words, word);
    return words;
  }

  private static void addTo(List<String> words, StringBuilder word) {
    if (!word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
