package dev.sallyport.examples.analytics;

import dev.sallyport.check.Check;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.UnansweredException;
import dev.sallyport.check.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Which level of the cache answers, as the platform says with each answer, and whether what it
 * answers is right. Each sample has a form of its own, so others' requests do not disturb it.
 */
final class CacheProbes {
  /** How long the platform keeps an answer in a process: its {@code CACHE_L1_MILLIS}. */
  private static final Duration FIRST_LEVEL = Duration.ofSeconds(2);

  /** Within it, the other processes hear of a write. */
  private static final Duration SETTLED = Duration.ofMillis(250);

  /** How far a replica may be behind, as the checklist has it. */
  private static final Duration LAG = Duration.ofSeconds(1);

  private static final int ASKED = 10;

  private final Platform platform;

  CacheProbes(Platform platform) {
    this.platform = platform;
  }

  /** What was answered: the level, and how many responses it knew of. */
  private record Seen(String level, int responses) {
    @Override
    public String toString() {
      return level + ": " + responses;
    }
  }

  private static Seen ask(ProbeForm form) throws UnansweredException, InterruptedException {
    Platform.Answer answer = form.metrics();
    return new Seen(answer.level(), answer.json().path("responses").asInt(-1));
  }

  private static List<Seen> ask(ProbeForm form, int times)
      throws UnansweredException, InterruptedException {
    List<Seen> all = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      all.add(ask(form));
    }
    return all;
  }

  /** Asked again at once, a process answers by itself. */
  Check firstLevel() {
    return ProbeForm.check(
        "cache-l1",
        platform,
        ASKED + " requests in a row of a form with one response",
        (form, evidence) -> {
          form.respond();
          form.context.pause(SETTLED);
          List<Seen> seen = ask(form, ASKED);
          return judge("L1", 1, seen, evidence);
        });
  }

  /** When no process keeps it any more, Redis does. */
  Check secondLevel() {
    return ProbeForm.check(
        "cache-l2",
        platform,
        "a form again after the processes have forgotten it",
        (form, evidence) -> {
          form.respond();
          ask(form, ASKED);
          form.context.pause(FIRST_LEVEL.plus(SETTLED));
          List<Seen> seen = ask(form, 1);
          return judge("L2", 1, seen, evidence);
        });
  }

  /** After a write, neither knows it; and it is read from a replica, not from the primary. */
  Check replica() {
    return ProbeForm.check(
        "cache-l3",
        platform,
        "a form after a response that the replicas have had a second for",
        (form, evidence) -> {
          form.respond();
          form.context.pause(LAG);
          List<Seen> seen = ask(form, 1);
          return judge("L3", 1, seen, evidence);
        });
  }

  /** A write is seen through each level: what any of them kept before it is forgotten. */
  Check invalidation() {
    return ProbeForm.check(
        "cache-invalidation",
        platform,
        "a form after each of three writes, through each level",
        (form, evidence) -> {
          form.respond();
          form.context.pause(SETTLED);
          Verdict first = judge("L1", 1, ask(form, ASKED), evidence);
          if (!first.passed()) {
            return first;
          }
          form.respond(); // the processes have it, and Redis as well
          form.context.pause(SETTLED);
          List<Seen> fresh = ask(form, ASKED);
          form.context.pause(FIRST_LEVEL.plus(SETTLED));
          fresh.addAll(ask(form, 1));
          Verdict second = judge("L2", 2, fresh, first.evidence());
          if (!second.passed()) {
            return second;
          }
          form.context.pause(FIRST_LEVEL.plus(SETTLED));
          form.respond(); // only Redis has it
          form.context.pause(LAG);
          return judge("L3", 3, ask(form, ASKED), second.evidence());
        });
  }

  /** All answers must know of all responses, and one must come from the level. */
  private static Verdict judge(String level, int responses, List<Seen> seen, Evidence evidence) {
    Evidence all =
        evidence
            .and("after " + responses + " responses", "level: responses", seen)
            .against("each with all responses, one by " + level);
    if (seen.stream().anyMatch(each -> each.responses() != responses)) {
      return Verdict.fail(
          "stale",
          "After "
              + responses
              + " responses, the answers were "
              + seen
              + ". A level keeps what was before the last write: look whether all processes have"
              + " the same Redis, and hear it.",
          all);
    }
    if (seen.stream().noneMatch(each -> each.level().equals(level))) {
      return Verdict.pending(
          "level-not-used",
          "None of the answers came from "
              + level
              + ": "
              + seen
              + ". Look whether that level is configured, and whether it answers.",
          all);
    }
    return Verdict.pass(level + " answered, with all responses", all);
  }
}
