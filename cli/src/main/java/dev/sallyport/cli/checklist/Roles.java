package dev.sallyport.cli.checklist;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds who answers for an item. */
final class Roles {
  private static final String POST =
      "(?:lead|manager|engineers?|director|owner|officer|team|admin(?:istrator)?s?|dba|dbas|sre|cto|ceo|cio|ciso|vp|qa|devops"
          + "|ops|operations|developers?|architect|on-?call|support|captain|master|commander|leiter(?:in)?|leitung|verantwortliche[r]?"
          + "|entwickler(?:in)?|betrieb)";
  private static final String TITLE =
      "(?:[\\p{Lu}\\d][\\w&/-]*\\s+|senior\\s+|lead\\s+|on-call\\s+){0,3}" + "(?i:" + POST + ")";
  private static final Pattern IS_ROLE =
      Pattern.compile(
          "(?:.*[\\s/-])?" + POST + "(?:/.*)?", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern BY =
      Pattern.compile("\\b(?:by|von)\\s+(?:the\\s+|an?\\s+)?(" + TITLE + ")\\b");
  private static final Pattern OWNER =
      Pattern.compile(
          "\\((?:owner|who|wer|verantwortlich|dri)\\s*:\\s*([^)]+)\\)", Pattern.CASE_INSENSITIVE);
  private static final Pattern MENTION = Pattern.compile("(?<![\\w/.])@([a-zA-Z][\\w/-]*)");
  private static final Pattern PLAIN = Pattern.compile("^(" + TITLE + "):\\s");

  private Roles() {}

  /** Returns who answers for an item; null if nobody is named. */
  static @Nullable String of(Found found, Section section, Kind kind) {
    String own = ofItem(found, kind);
    if (own == null && isRole(found.group)) {
      own = found.group;
    }
    if (own == null) {
      own = section.said(Keys.OWNER);
    }
    if (own == null && isRole(section.title) && section.title.split(" ").length <= 4) {
      own = section.title;
    }
    return own == null ? null : tidy(own);
  }

  private static @Nullable String ofItem(Found found, Kind kind) {
    String column = found.keys.get(Keys.OWNER);
    if (column != null) {
      return column;
    }
    if (isRole(found.bold)
        || kind == Kind.APPROVAL && !found.bold.isEmpty() && !found.bold.equals(found.text)) {
      return found.bold;
    }
    for (Pattern pattern : new Pattern[] {OWNER, PLAIN, BY, MENTION}) {
      Matcher match = pattern.matcher(found.text);
      if (match.find()) {
        return match.group(1);
      }
    }
    return null;
  }

  private static boolean isRole(String text) {
    return !text.isEmpty() && text.length() <= 60 && IS_ROLE.matcher(text).matches();
  }

  /** Roles are typed on the command line as PATH=ROLE:WHO. */
  private static @Nullable String tidy(String role) {
    String plain = role.replaceAll("[:=@*_`]+", " ").replaceAll("\\s+", " ").strip();
    return plain.isEmpty() ? null : Names.cut(plain, 60);
  }
}
