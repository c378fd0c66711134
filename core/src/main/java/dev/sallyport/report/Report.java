package dev.sallyport.report;

import dev.sallyport.journal.Event;
import dev.sallyport.plan.PlanDescription;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A run's story, written for people and machines from its events alone; and plans, drawn before
 * they run.
 *
 * <p>Defaults: times in UTC, text 100 columns wide, made for the time of the last event. Immutable:
 * every method returns a changed copy.
 */
public final class Report {
  private final List<Event> events;
  private final Story story;
  private final ZoneId zone;
  private final int width;
  private final Instant now;
  private final String resume;
  private final @Nullable Duration atWorst;

  private Report(
      List<Event> events,
      Story story,
      ZoneId zone,
      int width,
      Instant now,
      String resume,
      @Nullable Duration atWorst) {
    this.events = events;
    this.story = story;
    this.zone = zone;
    this.width = width;
    this.now = now;
    this.resume = resume;
    this.atWorst = atWorst;
  }

  /** Returns the report of a run, from its journal. */
  public static Report of(List<Event> events) {
    List<Event> all = List.copyOf(events);
    Story story = Story.of(all);
    Instant last = story.lastAt() == null ? Instant.EPOCH : story.lastAt();
    return new Report(all, story, ZoneOffset.UTC, 100, last, "", null);
  }

  /** Returns this report with times in that zone. */
  public Report in(ZoneId newZone) {
    Objects.requireNonNull(newZone, "zone");
    return new Report(events, story, newZone, width, now, resume, atWorst);
  }

  /** Returns this report with text so many columns wide. */
  public Report width(int columns) {
    return new Report(events, story, zone, columns, now, resume, atWorst);
  }

  /** Returns this report made for that time, from which waits and durations are counted. */
  public Report at(Instant time) {
    Objects.requireNonNull(time, "time");
    return new Report(events, story, zone, width, time, resume, atWorst);
  }

  /** Returns this report naming the command that resumes the run, should it be unfinished. */
  public Report resumedBy(String command) {
    Objects.requireNonNull(command, "command");
    return new Report(events, story, zone, width, now, command, atWorst);
  }

  /**
   * Returns this report setting how long the walk back took against how long it could take at
   * worst. The journal does not have that; the plan's rollback coverage does.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Report wayBackAtWorst(Duration limit) {
    if (limit.isNegative()) {
      throw new IllegalArgumentException("No walk back takes " + limit + " at worst.");
    }
    return new Report(events, story, zone, width, now, resume, limit);
  }

  /** Returns what the events amount to. */
  public Story story() {
    return story;
  }

  /**
   * Returns where the run stands, as plain text: its end or what it waits for, the cause, each
   * node.
   */
  public String status() {
    return TextWriter.write(sections().status(), width);
  }

  /** Returns everything as plain text. */
  public String text() {
    return TextWriter.write(sections().full(), width);
  }

  /** Returns everything as Markdown. */
  public String markdown() {
    return MarkdownWriter.write(sections().full());
  }

  /**
   * Returns the record, as Markdown: the plan as a checklist that is ticked as far as it was done,
   * with who, when and the evidence, and the sign-offs at its foot.
   */
  public String record() {
    return MarkdownWriter.write(new RecordSheet(story, events, times(), resume).document());
  }

  /**
   * Returns the report of an incident, as Markdown, for a run that walked back, was stopped or is
   * partial: what triggered it, the timeline, what was undone and what is left over, and blanks for
   * what only people know.
   */
  public String incident() {
    return MarkdownWriter.write(
        new IncidentSheet(story, events, times(), atWorst, resume).document());
  }

  /**
   * Returns the run as JUnit XML, so that a continuous-integration server shows it: a suite a
   * phase, a test for each step, gate and approval, and one suite for the run as a whole and its
   * watches. What was not reached, or was waived, is skipped; what is unknown or left over is an
   * error; announcements are told, and never fail.
   */
  public String junit() {
    return JUnitXml.write(story, events, times());
  }

  /** Returns everything but the timeline as one JSON object, on several lines. */
  public String json() {
    return Json.pretty(new StoryJson(story, events, now).node());
  }

  /** Returns what to do next, in a sentence or two. */
  public String next() {
    return WayOut.of(story, resume);
  }

  private Sections sections() {
    return new Sections(story, events, times().start(), now, zone, resume);
  }

  private Times times() {
    return new Times(story.begun() == null ? now : story.begun().at(), now, zone);
  }

  /**
   * Returns an event as one line of plain text: when, how long after the start, what.
   *
   * @param start when the run began
   */
  public static String line(Event event, Instant start, ZoneId zone) {
    String offset = Words.offset(start, event.at());
    return Words.clock(event.at(), zone) + "  " + offset + "  " + EventText.of(event);
  }

  /** Returns what an event says, as one line of plain text without its time. */
  public static String line(Event event) {
    return EventText.of(event);
  }

  /** Returns text with what could move a terminal's cursor, or break a line, made harmless. */
  public static String plain(String text) {
    return Words.plain(text);
  }

  /** Returns an event as one JSON object on one line; its fields are those of the event. */
  public static String json(Event event) {
    return Json.line(Json.event(event));
  }

  /** Returns a plan as an outline in text. */
  public static String outline(PlanDescription plan) {
    return PlanText.outline(plan);
  }

  /** Returns a plan as a Mermaid flowchart. */
  public static String mermaid(PlanDescription plan) {
    return PlanMermaid.write(plan);
  }

  /** Returns a plan as one JSON object, on several lines. */
  public static String json(PlanDescription plan) {
    return Json.pretty(PlanText.json(plan));
  }
}
