package dev.sallyport.plan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A message to a channel at moments of a run, or at a cadence while it runs.
 *
 * <p>It never changes the outcome of the run: one that cannot be sent is recorded and reported.
 * Each is begun once, even when the engine dies in the midst of it; then nobody knows whether it
 * arrived, and the report says so. The run ends when its last announcements were sent or given up.
 *
 * <p>Subject and text are templates with the run's facts in braces: {@code {plan}}, {@code
 * {version}}, {@code {run}}, {@code {by}}, {@code {started}}, {@code {now}}, {@code {elapsed}},
 * {@code {moment}}, {@code {phase}}, {@code {outcome}}, {@code {reason}}, {@code {left}}, {@code
 * {waiting}}, {@code {earliest}} and {@code {input:name}}. A fact that there is none of is empty.
 *
 * <p>Defaults: a subject and a text for every moment, and 2 min for each sending with all its
 * retries. Immutable: every method returns a changed copy.
 */
public final class Announcement {
  /** The facts that a template may name. */
  public static final List<String> FACTS =
      List.of(
          "plan",
          "version",
          "run",
          "by",
          "started",
          "now",
          "elapsed",
          "moment",
          "phase",
          "outcome",
          "reason",
          "left",
          "waiting",
          "earliest",
          "detail");

  private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");

  private final String name;
  private final Channel channel;
  private final Source source;
  private Set<Moment> moments = Set.of();
  private List<String> startsOf = List.of();
  private List<String> endsOf = List.of();
  private @Nullable Duration every;
  private @Nullable String until;
  private String subject = "{plan} {version}: {moment}";
  private String text =
      "Run {run} of {plan} {version}, started by {by} at {started}: {moment}. {detail}";
  private Duration within = Duration.ofMinutes(2);
  private Marks marks = Marks.NONE;

  private Announcement(String name, Channel channel, Source source) {
    this.name = Objects.requireNonNull(name, "name");
    this.channel = Objects.requireNonNull(channel, "channel");
    this.source = source;
  }

  static Announcement named(String name, Channel channel, Source source) {
    return new Announcement(name, channel, source);
  }

  /** What an announcement is about. */
  public enum Moment {
    /** The run was announced and waits until its notice has run out. */
    NOTICE,
    /** The run goes forward. */
    START,
    /** A phase begins. */
    PHASE_STARTED,
    /** A phase has ended. */
    PHASE_ENDED,
    /** The run waits for people. */
    PEOPLE_WANTED,
    /** The run turns back. */
    ROLLBACK_STARTED,
    /** The run has ended. */
    END,
    /** The run is still under way. */
    STILL_RUNNING;

    /** Returns the moment as people read it, for example {@code rollback started}. */
    public String words() {
      return switch (this) {
        case NOTICE -> "announced";
        case START -> "started";
        case PEOPLE_WANTED -> "people are wanted";
        case END -> "ended";
        default -> name().toLowerCase(Locale.ROOT).replace('_', ' ');
      };
    }
  }

  /** Returns this announcement, sent when the run is announced, a notice before it goes forward. */
  public Announcement atNotice() {
    return at(Moment.NOTICE);
  }

  /** Returns this announcement, sent when the run goes forward. */
  public Announcement atStart() {
    return at(Moment.START);
  }

  /** Returns this announcement, sent when a phase begins; each phase, if none is given. */
  public Announcement atStartOf(Phase... phases) {
    List<String> names = names(phases);
    return at(Moment.PHASE_STARTED).with(a -> a.startsOf = names);
  }

  /** Returns this announcement, sent when a phase has ended; each phase, if none is given. */
  public Announcement atEndOf(Phase... phases) {
    List<String> names = names(phases);
    return at(Moment.PHASE_ENDED).with(a -> a.endsOf = names);
  }

  /** Returns this announcement, sent when the run waits for votes or for an answer. */
  public Announcement whenPeopleAreWanted() {
    return at(Moment.PEOPLE_WANTED);
  }

  /** Returns this announcement, sent when the run turns back. */
  public Announcement atRollback() {
    return at(Moment.ROLLBACK_STARTED);
  }

  /** Returns this announcement, sent when the run has ended, however it has. */
  public Announcement atEnd() {
    return at(Moment.END);
  }

  /** Returns this announcement, sent again and again while the run is under way. */
  public Announcement every(Duration interval) {
    Require.positive(interval, "interval");
    return at(Moment.STILL_RUNNING).with(a -> a.every = interval);
  }

  /**
   * Returns this announcement, sent again and again until a phase has ended; and on the way back,
   * whenever that begins.
   */
  public Announcement every(Duration interval, Phase last) {
    String name = last.name();
    return every(interval).with(a -> a.until = name);
  }

  /** Returns this announcement with the template of its subject, one line. */
  public Announcement subject(String template) {
    Require.text(template, "subject");
    return with(a -> a.subject = template);
  }

  /** Returns this announcement with the template of its text. */
  public Announcement text(String template) {
    Require.text(template, "text");
    return with(a -> a.text = template);
  }

  /** Returns this announcement, with so long for each sending; default 2 min. */
  public Announcement within(Duration limit) {
    Require.positive(limit, "limit");
    return with(a -> a.within = limit);
  }

  /** Returns this announcement with its text in the checklist; default its name. */
  public Announcement label(String label) {
    return with(a -> a.marks = marks.labelled(label));
  }

  /** Returns this announcement, covering these items of a checklist too. */
  public Announcement covers(String... ids) {
    return with(a -> a.marks = marks.covering(ids));
  }

  private Announcement at(Moment moment) {
    Set<Moment> more = new LinkedHashSet<>(moments);
    more.add(moment);
    return with(a -> a.moments = more);
  }

  private static List<String> names(Phase... phases) {
    List<String> names = new ArrayList<>();
    for (Phase phase : phases) {
      names.add(phase.name());
    }
    return List.copyOf(names);
  }

  private Announcement with(Consumer<Announcement> change) {
    Announcement copy = new Announcement(name, channel, source);
    copy.moments = moments;
    copy.startsOf = startsOf;
    copy.endsOf = endsOf;
    copy.every = every;
    copy.until = until;
    copy.subject = subject;
    copy.text = text;
    copy.within = within;
    copy.marks = marks;
    change.accept(copy);
    return copy;
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns where it goes. */
  public Channel channel() {
    return channel;
  }

  /** Returns whether it is sent at that moment; of a phase, by its name, where it is about one. */
  public boolean isSentAt(Moment moment, String phase) {
    if (!moments.contains(moment)) {
      return false;
    }
    List<String> wanted =
        switch (moment) {
          case PHASE_STARTED -> startsOf;
          case PHASE_ENDED -> endsOf;
          default -> List.of();
        };
    return wanted.isEmpty() || wanted.contains(phase);
  }

  /** Returns how often it is sent while the run is under way; null for never. */
  public @Nullable Duration every() {
    return every;
  }

  /** Returns with which phase's end the cadence pauses; null for not before the run has ended. */
  public @Nullable String until() {
    return until;
  }

  /** Returns the template of the subject. */
  public String subject() {
    return subject;
  }

  /** Returns the template of the text. */
  public String text() {
    return text;
  }

  /** Returns how long each sending may take. */
  public Duration within() {
    return within;
  }

  /** Returns its text in the checklist. */
  public String label() {
    return marks.labelOr(name);
  }

  /** Returns the ids of the checklist's items it covers. */
  public List<String> covers() {
    return marks.covers();
  }

  Marks marks() {
    return marks;
  }

  /** Returns the moments at which it is sent, of any phase. */
  public Set<Moment> moments() {
    return Collections.unmodifiableSet(moments);
  }

  List<String> phases() {
    List<String> all = new ArrayList<>(startsOf);
    all.addAll(endsOf);
    if (until != null) {
      all.add(until);
    }
    return all;
  }

  Source source() {
    return source;
  }

  /** Returns what stands in braces in the templates, in order. */
  List<String> facts() {
    List<String> facts = new ArrayList<>();
    Matcher found = BRACES.matcher(subject + "\n" + text);
    while (found.find()) {
      facts.add(found.group(1));
    }
    return facts;
  }

  String describePolicy() {
    StringBuilder policy = new StringBuilder("channel=").append(channel.name()).append(" at=");
    policy.append(moments);
    if (every != null) {
      policy.append(" every=").append(every);
    }
    if (until != null) {
      policy.append(" until=").append(until);
    }
    return policy.append(" within=").append(within).toString();
  }

  @Override
  public String toString() {
    return "announcement " + name;
  }
}
