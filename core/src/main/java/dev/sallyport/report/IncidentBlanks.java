package dev.sallyport.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What only people can say of an incident: questions, and the next actions. */
record IncidentBlanks(Story story, Times times, @Nullable IncidentCause cause) {

  void write(Document out) {
    out.heading(2, "Open questions");
    out.form(
        blank("What did users notice, how many of them" + span() + "?"),
        blank("Was data lost or damaged? How was that looked up?"),
        blank("What is the root cause?"),
        blank(testsQuestion()),
        blank("Who noticed it first, and who was told when?"),
        blank(fasterQuestion()));
    out.heading(2, "Next actions");
    out.table(
        List.of("action", "who", "until", "done"),
        List.of(List.of("", "", "", ""), List.of("", "", "", ""), List.of("", "", "", "")));
    out.tasks(
        List.of(
            open("What went wrong is written down"),
            open("The root cause is known"),
            open("Corrective actions are chosen"),
            open("The post-mortem has a date")));
  }

  private String span() {
    Instant sign = cause == null ? null : cause.firstSign();
    Instant end = story.end() == null ? null : story.end().at();
    Instant from = sign == null ? times.start() : sign;
    return end == null ? "" : ", from " + times.clock(from) + " to " + times.clock(end);
  }

  private String testsQuestion() {
    if (cause == null || IncidentFacts.byPerson(story)) {
      return "Why did no check of the plan see it, so that a person had to?";
    }
    return "Why did no test, and nothing before " + cause.node().path() + ", find it?";
  }

  private String fasterQuestion() {
    return story.rollback() == null
        ? "Should the plan have turned back rather than stop?"
        : "Could it have been noticed earlier, or walked back faster?";
  }

  private static Document.Field blank(String question) {
    return new Document.Field(question, "");
  }

  private static Document.Task open(String what) {
    return Document.Task.of(false, what, "");
  }
}
