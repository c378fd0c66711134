package dev.sallyport.cli.checklist;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Splits a fenced block of shell into scripts: a comment, and the commands beneath it. */
final class ShellBlock {
  private static final Set<String> LANGUAGES =
      Set.of("", "bash", "sh", "shell", "zsh", "console", "shell-session", "terminal");

  private final List<Script> scripts = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private String title = "";
  private int begin;

  private ShellBlock() {}

  /** Returns whether a block in that language is shell; one in none is, if it looks like it. */
  static boolean isShell(String info, String text) {
    String language = info.strip().split("[\\s{]", 2)[0].toLowerCase(Locale.ROOT);
    return LANGUAGES.contains(language)
        && (!language.isEmpty() || text.lines().anyMatch(line -> isCommand(line.strip())));
  }

  /** Returns whether a piece of inline code is something to type rather than a name. */
  static boolean isCommand(String code) {
    return code.matches("(?:\\$\\s+)?(?:\\./|/)?[a-z][\\w./-]*\\s+\\S.*")
        || code.matches("\\.?/?[\\w/-]*[\\w-]+\\.sh")
        || code.startsWith("./") && code.length() > 2;
  }

  /**
   * Returns the scripts of a block.
   *
   * @param first the line of the checklist where the block's text begins
   */
  static List<Script> scripts(int first, String text) {
    List<String> all = text.lines().toList();
    boolean prompts = all.stream().anyMatch(line -> line.stripLeading().startsWith("$ "));
    ShellBlock block = new ShellBlock();
    for (int i = 0; i < all.size(); i++) {
      String line = all.get(i).strip();
      if (line.startsWith("#") && !line.startsWith("#!")) {
        block.comment(line.replaceFirst("^#+\\s*", ""));
      } else if (!line.isEmpty() && !line.startsWith("#!")) {
        if (!prompts || line.startsWith("$ ") || block.continues()) {
          block.command(first + i, line.replaceFirst("^\\$ ", ""));
        }
      }
    }
    block.end();
    return block.scripts;
  }

  private boolean continues() {
    return !lines.isEmpty() && lines.get(lines.size() - 1).endsWith("\\");
  }

  private void comment(String text) {
    if (!lines.isEmpty()) {
      end();
    }
    if (text.matches("(?i)(?:expected|output|returns?|note|should|erwartet|ausgabe)\\b.*")) {
      return; // says what comes of the commands above
    }
    // Of several comments in a row the first says what is done, the others explain it.
    title = title.isEmpty() ? text : title;
  }

  private void command(int at, String line) {
    if (lines.isEmpty()) {
      begin = at;
    }
    if (continues()) {
      String before = lines.remove(lines.size() - 1);
      lines.add(before.substring(0, before.length() - 1).stripTrailing() + " " + line);
    } else {
      lines.add(line);
    }
  }

  private void end() {
    if (!lines.isEmpty()) {
      scripts.add(new Script(begin, title, lines));
    }
    lines.clear();
    title = "";
  }
}
