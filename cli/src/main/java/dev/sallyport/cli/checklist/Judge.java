package dev.sallyport.cli.checklist;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what was found in a checklist into items, and says what each lacks. */
final class Judge {
  private static final Pattern VAGUE =
      words(
          "verify|verified|verifies|validated?|ensure|make sure|confirm(?:ed)?|^check|checked|looks? (?:good|ok|fine|right)|properly"
              + "|correctly|as expected|works?|working|functional|functioning|operational|stable|healthy|normal(?:ly)?|ok|fine|good|reasonable"
              + "|acceptable|sufficient|appropriate|closely|smoothly|reliably|ready|positive|in order|prüfen|geprüft|funktioniert|korrekt|stabil"
              + "|in ordnung|sicherstellen|ausreichend");
  private static final Pattern MEASURED =
      words(
          "latency|response times?|error rates?|rate|throughput|memory|cpu|disk|storage|lag|usage|utili[sz]ation|queue (?:depth|length|size)|depth|load average|coverage"
              + "|performance|within (?:targets?|limits?|range|budget)|increase[d]?|degradation|capacity|size[s]?|time|low|high|slow|fast|minimum"
              + "|maximum|sufficient|climbing|spikes?|antwortzeit\\w*|fehlerrate|auslastung|speicher\\w*|ausreichend|warteschlange");

  private static final Pattern WHEN_BAD =
      Pattern.compile(
          "\\b(?:alerts?|alerting|alarme?|alarms?)\\b|^(?:high|low|excessive|too)\\b",
          Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

  private Judge() {}

  private static Pattern words(String regex) {
    return Pattern.compile(
        "(?<![\\p{L}-])(?:" + regex + ")(?![\\p{L}-])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  static Item item(Found found, Section section) {
    Kind kind = Classifier.kind(found, section);
    Item.Timing timing = timing(found, section, kind);
    Item bare =
        new Item(
            found.line,
            found.id,
            found.text,
            found.group,
            kind,
            Roles.of(found, section, kind),
            limit(found, section, kind),
            timing,
            found.scripts,
            found.keys.getOrDefault(Keys.UNDO, ""),
            found.links,
            Set.of());
    return new Item(
        bare.line(),
        bare.id(),
        bare.text(),
        bare.group(),
        kind,
        bare.role(),
        bare.limit(),
        timing,
        bare.scripts(),
        bare.undo(),
        bare.links(),
        gaps(bare));
  }

  /**
   * A number in what a person decides, is told or does is no limit of something measured; and that
   * of an alert says when things are bad, not when one may go on.
   */
  private static @Nullable Limit limit(Found found, Section section, Kind kind) {
    boolean measured = kind == Kind.CHECK || kind == Kind.WATCH || kind == Kind.TRIGGER;
    if (!measured || found.commands) {
      return null;
    }
    if (kind != Kind.TRIGGER
        && WHEN_BAD.matcher(section.title + "\n" + found.group + "\n" + found.text).find()) {
      return null;
    }
    Limit own = Limits.first(found.text);
    String column = found.keys.get(Keys.LIMIT);
    return own != null || column == null ? own : Limits.first(column);
  }

  private static Item.Timing timing(Found found, Section section, Kind kind) {
    String column = found.keys.get(Keys.DEADLINE);
    Duration deadline = column == null ? null : Times.span(column);
    if (deadline == null && kind != Kind.TRIGGER) {
      deadline = Times.deadline(found.text);
    }
    String around = section.said(Keys.DEADLINE);
    if (deadline == null && around != null) {
      deadline = Times.span(around);
    }
    Times.Window own = Times.window(found.text);
    Duration lasting = Times.lasting(found.text);
    if (own == null && lasting != null && kind == Kind.WATCH) {
      own = new Times.Window(Duration.ZERO, lasting);
    }
    return new Item.Timing(
        deadline, Times.interval(found.text), lasting, own != null ? own : section.window());
  }

  private static Set<Gap> gaps(Item item) {
    Set<Gap> gaps = EnumSet.noneOf(Gap.class);
    if (item.kind() == Kind.RECORD) {
      return gaps;
    }
    boolean people = item.kind() == Kind.APPROVAL || item.kind() == Kind.ANNOUNCEMENT;
    if (item.scripts().isEmpty() && item.kind() != Kind.APPROVAL) {
      gaps.add(Gap.NO_COMMAND);
    }
    if (item.role() == null && (people || item.scripts().isEmpty())) {
      gaps.add(Gap.NO_OWNER);
    }
    if (item.kind() == Kind.STEP && item.undo().isEmpty()) {
      gaps.add(Gap.NO_UNDO);
    }
    if (isEndless(item)) {
      gaps.add(Gap.NO_DEADLINE);
    }
    boolean judged =
        item.kind() == Kind.CHECK || item.kind() == Kind.WATCH || item.kind() == Kind.TRIGGER;
    if (judged && item.limit() == null) {
      if (item.kind() == Kind.WATCH || MEASURED.matcher(item.text()).find()) {
        gaps.add(Gap.NO_THRESHOLD);
      }
    }
    if (item.limit() == null && item.scripts().isEmpty() && VAGUE.matcher(item.text()).find()) {
      gaps.add(Gap.VAGUE_WORD);
    }
    ofScripts(item, gaps);
    return gaps;
  }

  private static boolean isEndless(Item item) {
    boolean ends = item.timing().deadline() != null || item.timing().window() != null;
    return !ends && item.kind() != Kind.UNDO && item.kind() != Kind.TRIGGER;
  }

  private static void ofScripts(Item item, Set<Gap> gaps) {
    if (item.scripts().stream().anyMatch(Script::hasPlaceholder)) {
      gaps.add(Gap.PLACEHOLDER);
    }
    if (item.scripts().stream().anyMatch(Script::leavesSomethingRunning)) {
      gaps.add(Gap.BACKGROUND);
    }
    if (item.scripts().stream().anyMatch(Script::isEndless)) {
      gaps.add(Gap.ENDLESS);
    }
    if (item.scripts().stream().anyMatch(Script::hasSecret) || item.text().contains(Secrets.MASK)) {
      gaps.add(Gap.SECRET);
    }
  }
}
