package dev.sallyport.cli.checklist;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Says what an item asks for, by where it stands and by its words. */
final class Classifier {
  private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
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
          "^(?:notify|announce|inform|tell|brief|e-?mail (?:the|to|all|customers|users|everyone)|post (?:in|on|to|\"|'|“|message|update|status)|send (?:out |the |an? )?(?:status |success |failure )?"
              + "(?:updates?|messages?|notifications?|announcements?|e?-?mails?)|keep \\w+ informed|informiere\\w*|benachrichtig\\w*)\\b"
              + "|\\b(?:notified|informed|communicated|announced|informiert|benachrichtigt|notifications? sent|notification sent)\\b",
          FLAGS);
  private static final Pattern PEOPLE =
      words(
          "reviewed|(?:code|peer|design) reviews?|approved?|signed[- ]off|sign[- ]?off|document(?:ed)?|documentation|agreed|retrospective|lessons learned"
              + "|feedback|celebrate|post-?mortem|briefing|trained|training|freigegeben|abgenommen|dokumentiert|dokumentation");
  private static final Pattern DO =
      Pattern.compile(
          "^(?:deploy|run|execute|apply|start|stop|restart|reload|switch|enable|disable|create|push|pull|build|install|migrate"
              + "|scale|upgrade|bump|rotate|merge|tag|point|drain|delete|remove|drop|set|turn|put|promote|ship|roll out|rollout|shift"
              + "|route|take|back up|backup (?:the|current|all|database|db|data|existing)|restore|copy|move|flush|purge|clear|cut|freeze|lock|unlock|open|close|add|activate|deactivate"
              + "|increase|decrease|kill|pause|resume|sync|upload|publish|register|renew|generate|patch|provision|flip|trigger|invalidate"
              + "|warm|update|configure|rename|swap|schalte\\w*|starte\\w*|stoppe\\w*|führe?\\b|spiele?\\b|setze\\w*|erstelle\\w*|aktiviere\\w*"
              + "|deaktiviere\\w*|installiere\\w*|lösche\\w*|sichere\\w*)\\b"
              + "|\\b(?:ausführen|einspielen|starten|stoppen|neu starten|umschalten|aktivieren|deaktivieren|anlegen|erstellen|durchführen"
              + "|installieren|hochfahren|herunterfahren|ausrollen|löschen|setzen)$",
          FLAGS);
  private static final Pattern KEEP_LOOKING =
      Pattern.compile(
          "^(?:monitor|watch|keep an eye|observe|track|überwache\\w*|beobachte\\w*)\\b", FLAGS);
  private static final Pattern LOOK =
      Pattern.compile(
          "^(?:re-?)?(?:check|verify|validate|confirm|ensure|make sure|inspect|look|test|wait|list|show|see|prüfe\\w*"
              + "|kontrolliere\\w*|warte\\w*)\\b",
          FLAGS);
  private static final Pattern IS_SO =
      words(
          "completed?|verified|configured|validated|passing|passed|done|ready|running|tested|scheduled|enabled|deployed"
              + "|created|updated|prepared|working|responding|available|(?:is|are) \\w+|abgeschlossen|geprüft|getestet|vorhanden|erledigt"
              + "|eingerichtet|bereit|(?:ist|sind) \\w+");
  private static final Pattern GO_BACK_IF =
      Pattern.compile(
          "^(?:roll ?back|abort|stop|halt|abbrechen|abbruch|zurückrollen),? (?:if|when|wenn|falls)\\b",
          FLAGS);
  private static final Pattern BOTH_WAYS =
      words(
          "(?:deploy\\w*|release|rollout|upgrade|go-live|migration)\\s*(?:and|&|/|\\+|,|und|with|mit)");
  private static final Duration LONG = Duration.ofHours(2);

  private Classifier() {}

  private static Pattern words(String regex) {
    return Pattern.compile("\\b(?:" + regex + ")\\b", FLAGS);
  }

  /** Returns whether what stands there is about going back: why, or how. */
  static boolean isRollback(String path, String group) {
    boolean back =
        (path + "\n" + group)
            .lines()
            .anyMatch(line -> GOING_BACK.matcher(line).find() && !BOTH_WAYS.matcher(line).find());
    return back || TRIGGERS.matcher(group).find() && group.toLowerCase(Locale.ROOT).contains("if");
  }

  static Kind kind(Found found, Section section) {
    if (BLANK.matcher(found.text).find()) {
      return Kind.RECORD;
    }
    if (found.keys.containsKey(Keys.TRIGGER) || GO_BACK_IF.matcher(found.text).find()) {
      return Kind.TRIGGER;
    }
    if (isRollback(section.path(), found.group) && !isPlanned(section)) {
      boolean why = TRIGGERS.matcher(section.title + "\n" + found.group).find();
      return why ? Kind.TRIGGER : Kind.UNDO;
    }
    if (SIGN_OFF.matcher(section.path()).find() && !found.commands) {
      return Kind.APPROVAL;
    }
    return found.commands ? work(found) : forward(found, section);
  }

  private static Kind forward(Found found, Section section) {
    if (TELL.matcher(found.text).find()) {
      return Kind.ANNOUNCEMENT;
    }
    if (PEOPLE.matcher(found.text).find()) {
      return Kind.APPROVAL;
    }
    if (isWatched(section)) {
      return Kind.WATCH;
    }
    return TELLING.matcher(section.path()).find() ? Kind.ANNOUNCEMENT : work(found);
  }

  /** Whoever looks, changes nothing, or so the words say; the command is not trusted to agree. */
  private static Kind work(Found found) {
    if (KEEP_LOOKING.matcher(found.text).find()) {
      return Kind.WATCH;
    }
    if (LOOK.matcher(found.text).find() || !found.commands && IS_SO.matcher(found.text).find()) {
      return Kind.CHECK;
    }
    boolean measures = !found.commands && Limits.first(found.text) != null;
    if (found.scripts.isEmpty() || measures) {
      return DO.matcher(found.text).find() ? Kind.STEP : Kind.CHECK;
    }
    return found.scripts.stream().allMatch(Script::onlyLooks) ? Kind.CHECK : Kind.STEP;
  }

  /** A section that prepares, tests or plans the way back is part of the way forward. */
  private static boolean isPlanned(Section section) {
    return section
        .title
        .toLowerCase(Locale.ROOT)
        .matches(".*\\b(?:plan ready|readiness|rehears\\w*|tested|drill)\\b.*");
  }

  private static boolean isWatched(Section section) {
    Times.Window window = section.window();
    boolean hours = window != null && window.to().compareTo(LONG) >= 0;
    boolean about =
        WATCHING.matcher(section.path()).find() && !SET_UP.matcher(section.title).find();
    return hours || about && (window != null || WATCHING.matcher(section.title).find());
  }
}
