package dev.sallyport.cli.checklist;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What words such as "Owner:" at the beginning of a line or the head of a column mean. */
final class Keys {
  static final String OWNER = "owner";
  static final String UNDO = "undo";
  static final String DEADLINE = "deadline";
  static final String LIMIT = "limit";
  static final String COMMAND = "command";
  static final String TRIGGER = "trigger";
  static final String ITEM = "item";
  static final String NUMBER = "number";
  static final String DONE = "done";

  private static final Map<String, Pattern> WORDS =
      Map.of(
          OWNER,
          words(
              "owner|who|responsible|assignee|assigned to|dri|role|by whom|wer|verantwortlich\\w*|zuständig\\w*|rolle"),
          UNDO,
          words(
              "roll ?back|undo|revert|back ?out|recovery|if it fails|rückgängig|rücknahme|zurück|fallback"),
          DEADLINE,
          words(
              "deadline|time ?out|time limit|duration|how long|max(?:imum)? time|time|frist|dauer|zeit\\w*|eta"),
          LIMIT,
          words(
              "threshold|target|expected(?: \\w+)?|limit|criteria|criterion|acceptance|soll\\w*|grenzwert|schwelle\\w*|erwartet\\w*|ziel"),
          COMMAND,
          words("command|cmd|run|how|befehl|kommando"),
          TRIGGER,
          words(
              "(?:rollback )?trigger\\w*|roll ?back (?:if|when)|abort (?:if|when)|stop if|no-go(?: if)?|auslöser|abbruch\\w*"),
          ITEM,
          words(
              "item|step|task|action|check|what|description|activity|metric|test|criterion|aufgabe|schritt|prüfung|was|tätigkeit|punkt|beschreibung|signal"),
          NUMBER,
          words("#|no\\.?|nr\\.?|id|number|nummer"),
          DONE,
          words(
              "done|status|state|ok\\??|checked|complete\\w*|✓|☑|✅|\\[ ]|erledigt|fertig|sign(?:ed)?[- ]?off|result|ergebnis|pass(?:ed)?\\??|y/n"));
  private static final Pattern LINE =
      Pattern.compile("^([\\p{L}][\\p{L} -]{1,30}?)\\s*:\\s+(\\S.*)$");

  private Keys() {}

  private static Pattern words(String regex) {
    return Pattern.compile("^(?:" + regex + ")$", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Returns which key the words are; null if they are none that means anything here. */
  static @Nullable String of(String words) {
    String plain = words.strip().replaceFirst("\\s*[:?]$", "").toLowerCase(Locale.ROOT);
    for (String key :
        new String[] {NUMBER, DONE, OWNER, UNDO, DEADLINE, LIMIT, COMMAND, TRIGGER, ITEM}) {
      Pattern pattern = WORDS.get(key);
      if (pattern != null && pattern.matcher(plain).matches()) {
        return key;
      }
    }
    return null;
  }

  /** Reads a line such as "Owner: the DBAs" into key and value; null if it is none. */
  static String @Nullable [] read(String line) {
    Matcher found = LINE.matcher(line);
    String key = found.matches() ? of(found.group(1)) : null;
    return key == null || key.equals(ITEM) || key.equals(NUMBER) || key.equals(DONE)
        ? null
        : new String[] {key, found.group(2).strip().replaceFirst("^`([^`]*)`$", "$1")};
  }
}
