package dev.sallyport.cli.checklist;

import java.util.Locale;
import java.util.regex.Pattern;

/** Says what an item asks for, by where it stands and by its words. */
final class Classifier {
  private static final Pattern GOING_BACK =
      words(
          "roll(?:ing)?[ -]?back|back[ -]?out|revert|rückfall\\w*|rückabwicklung|zurückrollen|fallback");
  private static final Pattern TRIGGERS =
      words(
          "triggers?|criteria|criterion|decision points?|(?:roll ?back|abort|stop) (?:if|when)|abort\\w*|no-go"
              + "|auslöser|kriterien|abbruch\\w*");
  private static final Pattern SIGN_OFF =
      words("sign[- ]?offs?|approvals?|approvers?|freigaben?|abnahme|go ?/ ?no[- ]?go");
  private static final Pattern WATCHING =
      words(
          "monitor(?:ing)?|watch(?:ing)?|observ\\w+|hypercare|bake|soak|überwach\\w+|beobacht\\w+");
  private static final Pattern SET_UP = words("alerts?|alerting|configur\\w+|set ?up|einricht\\w+");
  private static final Pattern TELLING =
      words("communicat\\w+|notifications?|announce\\w*|kommunikation|benachrichtigung\\w*");
  private static final Pattern BLANK =
      Pattern.compile("_{4,}|^[^☐⬜]*(?:[☐⬜]\\s*\\p{L}+\\b[^☐⬜]*){2,}$");

  private static final Pattern TELL =
      Pattern.compile(
          "^(?:notify|announce|inform|tell|brief|e?mail|post (?:in|on|to|\"|'|“|message|update|status)|send (?:out |the |an? )?(?:status |success |failure )?"
              + "(?:updates?|messages?|notifications?|announcements?|e?-?mails?)|keep \\w+ informed|informiere\\w*|benachrichtig\\w*)\\b"
              + "|\\b(?:notified|informed|communicated|announced|informiert|benachrichtigt|notifications? sent|notification sent)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern PEOPLE =
      words(
          "reviewed|approved?|signed[- ]off|sign[- ]?off|documented|documentation|agreed|retrospective|lessons learned"
              + "|feedback|celebrate|post-?mortem|briefing|trained|training|freigegeben|abgenommen|dokumentiert|dokumentation");
  private static final Pattern DO =
      Pattern.compile(
          "^(?:deploy|run|execute|apply|start|stop|restart|reload|switch|enable|disable|create|push|pull|build|install|migrate"
              + "|scale|upgrade|bump|rotate|merge|tag|release|drain|delete|remove|drop|set|turn|put|promote|ship|roll out|rollout|shift"
              + "|route|take|back ?up|restore|copy|move|flush|purge|clear|cut|freeze|lock|unlock|open|close|add|activate|deactivate"
              + "|increase|decrease|kill|pause|resume|sync|upload|publish|register|renew|generate|patch|provision|flip|trigger|invalidate"
              + "|warm|update|configure|rename|swap|schalte\\w*|starte\\w*|stoppe\\w*|führe?\\b|spiele?\\b|setze\\w*|erstelle\\w*|aktiviere\\w*"
              + "|deaktiviere\\w*|installiere\\w*|lösche\\w*|sichere\\w*)\\b"
              + "|\\b(?:ausführen|einspielen|starten|stoppen|neu starten|umschalten|aktivieren|deaktivieren|anlegen|erstellen|durchführen"
              + "|installieren|hochfahren|herunterfahren|ausrollen|löschen|setzen)$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  private static final Pattern LOOK =
      Pattern.compile(
          "^(?:monitor|watch|keep an eye|observe|track|überwache\\w*|beobachte\\w*)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  private Classifier() {}

  private static Pattern words(String regex) {
    return Pattern.compile(
        "\\b(?:" + regex + ")\\b", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Returns whether what stands there is about going back: why, or how. */
  static boolean isRollback(String path, String group) {
    return GOING_BACK.matcher(path + "\n" + group).find()
        || TRIGGERS.matcher(group).find() && group.toLowerCase(Locale.ROOT).contains("if");
  }

  static Kind kind(Found found, Section section) {
    String path = section.path();
    String text = found.text;
    if (BLANK.matcher(text).find()) {
      return Kind.RECORD;
    }
    if (found.keys.containsKey(Keys.TRIGGER)) {
      return Kind.TRIGGER;
    }
    if (isRollback(path, found.group) && !isPlanned(section)) {
      return TRIGGERS.matcher(section.title + "\n" + found.group).find() ? Kind.TRIGGER : Kind.UNDO;
    }
    if (found.commands) {
      return found.scripts.stream().allMatch(Script::onlyLooks) ? Kind.CHECK : Kind.STEP;
    }
    if (SIGN_OFF.matcher(path).find()) {
      return Kind.APPROVAL;
    }
    if (TELL.matcher(text).find()) {
      return Kind.ANNOUNCEMENT;
    }
    if (isWatched(found, section)) {
      return PEOPLE.matcher(text).find() ? Kind.APPROVAL : Kind.WATCH;
    }
    if (PEOPLE.matcher(text).find()) {
      return Kind.APPROVAL;
    }
    if (TELLING.matcher(section.path()).find()) {
      return Kind.ANNOUNCEMENT;
    }
    boolean changes = found.scripts.stream().anyMatch(script -> !script.onlyLooks());
    return changes || DO.matcher(text).find() && found.scripts.isEmpty() ? Kind.STEP : Kind.CHECK;
  }

  /** A section that prepares, tests or plans the way back is part of the way forward. */
  private static boolean isPlanned(Section section) {
    return section
        .title
        .toLowerCase(Locale.ROOT)
        .matches(".*\\b(?:plan ready|readiness|rehears\\w*|tested|drill)\\b.*");
  }

  private static boolean isWatched(Found found, Section section) {
    if (LOOK.matcher(found.text).find()) {
      return true;
    }
    boolean about =
        WATCHING.matcher(section.path()).find() && !SET_UP.matcher(section.title).find();
    return about && (section.window() != null || WATCHING.matcher(section.title).find());
  }
}
