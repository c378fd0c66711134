package dev.sallyport.command;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** An argument list as people read it. */
final class Argv {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private Argv() {}

  /** Returns the list as one would type it into a shell; a secret file is shown by its name. */
  static String show(List<Value> argv) {
    return argv.stream().map(Argv::show).collect(Collectors.joining(" "));
  }

  private static String show(Value value) {
    if (value instanceof Value.Text text) {
      return quote(text.text());
    }
    Value.HiddenFile file = (Value.HiddenFile) value;
    return quote(file.prefix()) + "<file of " + file.secret() + ">";
  }

  private static String quote(String text) {
    if (text.isEmpty() || PLAIN.matcher(text).matches()) {
      return text.isEmpty() ? "''" : text;
    }
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
