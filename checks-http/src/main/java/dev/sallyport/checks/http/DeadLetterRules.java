package dev.sallyport.checks.http;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges what became of an event that cannot be delivered; pure. */
final class DeadLetterRules {
  private DeadLetterRules() {}

  static List<Objection> objections(DeadLetterSeen seen) {
    if (seen.attempts() == 0 && seen.letters().isEmpty()) {
      return List.of(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "never-called",
              "",
              "The event was handed over, and the service did not call the stub",
              "Let it call the stub's address; from a container that is another one."));
    }
    List<Objection> found = new ArrayList<>();
    letter(seen).ifPresent(found::add);
    if (!seen.letters().isEmpty() && seen.attemptsWhenDead() > 0) {
      found.add(
          Objection.fail(
              "retried-when-dead",
              "",
              "The event was tried "
                  + seen.attemptsWhenDead()
                  + " times more when its dead letter was there",
              "It is in two queues: whoever replays the dead letter delivers it twice."));
    }
    if (!seen.letters().isEmpty() && !seen.next()) {
      found.add(
          Objection.fail(
              "queue-stuck",
              "",
              "The event after the dead one was not delivered",
              "The queue waits for the dead one: take it out when it goes to the dead letters."));
    }
    return found;
  }

  private static Optional<Objection> letter(DeadLetterSeen seen) {
    String tried = "after " + seen.attempts() + " attempts, the last " + ago(seen);
    if (seen.letters().isEmpty()) {
      return Optional.of(
          Objection.fail(
              "no-dead-letter",
              "",
              "No dead letter came within " + Quantities.show(seen.waited()) + ", " + tried,
              "It retries for ever, drops what it gives up, or the queue read is another one."));
    }
    if (seen.letters().size() > 1) {
      return Optional.of(
          Objection.fail(
              "dead-letters-several",
              "",
              seen.letters().size() + " dead letters came of one event, " + tried,
              "Each layer that gives up keeps one, or others use the queue meanwhile."));
    }
    String letter = seen.letters().get(0);
    return letter.equals(seen.event())
        ? Optional.empty()
        : Optional.of(
            Objection.fail(
                "dead-letter-differs",
                "",
                "The dead letter has "
                    + letter.length()
                    + " characters and is not the event, which has "
                    + seen.event().length()
                    + ": they differ from character "
                    + difference(letter, seen.event()),
                "It can be replayed only if it is kept as it came: whole, and not written anew."));
  }

  private static String ago(DeadLetterSeen seen) {
    return Quantities.show(seen.sinceLast()) + " before";
  }

  /** Returns the number of the first character that differs, from 1. */
  private static int difference(String one, String two) {
    int at = 0;
    while (at < Math.min(one.length(), two.length()) && one.charAt(at) == two.charAt(at)) {
      at++;
    }
    return at + 1;
  }
}
