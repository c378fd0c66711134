package dev.sallyport.engine;

import dev.sallyport.check.Quantities;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Leftover;
import dev.sallyport.plan.Announcement;
import dev.sallyport.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The facts of a run at a moment, by the names that templates know. Pure. */
record Facts(Map<String, String> values, Map<String, String> inputs) {
  private static final Pattern BRACES = Pattern.compile("\\{([^{}]*)}");

  static Facts of(RunState state, Announcement.Moment moment, String phase) {
    Plan plan = state.units.plan;
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("plan", plan.name());
    facts.put("version", String.valueOf(plan.version()));
    facts.put("run", state.runId);
    facts.put("by", state.startedBy);
    facts.put("started", show(state.startedAt));
    facts.put("now", show(state.now));
    facts.put("elapsed", Quantities.show(seconds(Duration.between(state.startedAt, state.now))));
    facts.put("moment", moment.words());
    facts.put("phase", phase);
    facts.put("outcome", outcome(state));
    facts.put("reason", reason(state));
    facts.put("left", left(state));
    facts.put("waiting", waiting(state));
    facts.put("earliest", earliest(state));
    facts.put("detail", detail(facts, moment));
    return new Facts(facts, state.inputs);
  }

  /** Returns the facts that an announcement was begun with. */
  static Facts of(RunState state, Event.AnnouncementStarted begun) {
    for (Announcement.Moment moment : Announcement.Moment.values()) {
      if (moment.words().equals(begun.moment())) {
        return of(state, moment, begun.phase());
      }
    }
    throw new IllegalStateException("There is no moment '" + begun.moment() + "'.");
  }

  private static Duration seconds(Duration span) {
    return span.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String show(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static String outcome(RunState state) {
    return state.closing == null ? "" : state.closing.outcome().name();
  }

  private static String reason(RunState state) {
    if (state.closing != null) {
      return state.closing.reason();
    }
    if (state.turn instanceof Event.RollbackStarted back) {
      return back.reason();
    }
    return state.turn instanceof Event.StopRequested stop ? stop.reason() : "";
  }

  private static String left(RunState state) {
    List<Leftover> left = state.closing == null ? List.of() : state.closing.leftovers();
    return left.stream().map(Leftover::path).collect(Collectors.joining(", "));
  }

  private static String waiting(RunState state) {
    return Requests.waiting(state).stream().map(Facts::words).collect(Collectors.joining("; "));
  }

  private static String words(Waiting waiting) {
    if (waiting instanceof Waiting.ForVotes votes) {
      return "'"
          + votes.path()
          + "' for "
          + String.join(", ", votes.roles())
          + " until "
          + show(votes.until());
    }
    return waiting instanceof Waiting.ForAnswer answer
        ? "'" + answer.path() + "' for an answer: " + answer.question().text()
        : "somebody to let it go on";
  }

  private static String earliest(RunState state) {
    Instant earliest = Start.earliest(state);
    return earliest == null ? "" : show(earliest);
  }

  private static String detail(Map<String, String> facts, Announcement.Moment moment) {
    return switch (moment) {
      case NOTICE -> "It goes forward at " + facts.get("earliest") + " at the earliest.";
      case PHASE_STARTED, PHASE_ENDED -> "Phase: " + facts.get("phase") + ".";
      case PEOPLE_WANTED -> wanted(facts.getOrDefault("waiting", ""));
      case ROLLBACK_STARTED -> "Because: " + facts.get("reason");
      case END -> {
        String left = facts.getOrDefault("left", "");
        yield "Outcome: "
            + facts.getOrDefault("outcome", "").toLowerCase(Locale.ROOT).replace('_', ' ')
            + ", "
            + facts.get("reason")
            + (left.isEmpty() ? "" : "; left over: " + left);
      }
      case STILL_RUNNING -> "Under way for " + facts.get("elapsed") + ".";
      case START -> "";
    };
  }

  /** A channel that is slow may come to it when they have done what they were wanted for. */
  private static String wanted(String waiting) {
    return waiting.isEmpty() ? "Nobody is waited for any more." : "Waits for " + waiting + ".";
  }

  /** Returns a template with its facts; what it names otherwise, build() has refused. */
  String fill(String template) {
    return BRACES
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1))));
  }

  private String value(String name) {
    if (!name.startsWith("input:")) {
      return values.getOrDefault(name, "");
    }
    String json = inputs.getOrDefault(name.substring("input:".length()), "");
    boolean text = json.length() >= 2 && json.startsWith("\"") && json.endsWith("\"");
    return text ? json.substring(1, json.length() - 1) : json;
  }
}
