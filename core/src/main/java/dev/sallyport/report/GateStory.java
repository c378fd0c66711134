package dev.sallyport.report;

import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a gate, an approval, a watch, the wait for the start or the verification of an undo went.
 *
 * @param reachedAt when it was reached
 * @param exposure when what it judges was exposed
 * @param until when it ends unopened; null if the plan does not say
 * @param samples how many samples were taken
 * @param passes how many of them passed
 * @param fails how many of them failed: to a watch or a monitor also those that were pending
 * @param last the last verdict; null before the first sample
 * @param danger the last verdict on what the gate aborts on; null for none
 * @param passingSince since when every sample passed; null if the last one did not
 * @param takenAsPass the reasons for which missing data was taken as a pass
 * @param closedAt when it opened or failed; null while it waits
 * @param failed what failed; null unless it failed
 * @param reason why it opened or failed; empty while it waits
 */
public record GateStory(
    Instant reachedAt,
    Instant exposure,
    @Nullable Instant until,
    int samples,
    int passes,
    int fails,
    @Nullable Verdict last,
    @Nullable Verdict danger,
    @Nullable Instant passingSince,
    List<String> takenAsPass,
    @Nullable Instant closedAt,
    @Nullable Trigger failed,
    String reason) {
  private static final String TAKEN_AS_PASS = "taken as a pass: ";

  /** Copies the list. */
  public GateStory {
    takenAsPass = List.copyOf(takenAsPass);
  }

  static GateStory reached(Instant at, Instant exposure, @Nullable Instant until) {
    return new GateStory(at, exposure, until, 0, 0, 0, null, null, null, List.of(), null, null, "");
  }

  /** Returns it with one more sample, which failed or did not, as its kind of gate counts it. */
  GateStory sampled(Instant at, Verdict verdict, @Nullable Verdict onDanger, boolean failure) {
    boolean pass = verdict.passed();
    List<String> notes = takenAsPass;
    if (pass && verdict.reason().contains(TAKEN_AS_PASS) && !notes.contains(verdict.reason())) {
      notes = new ArrayList<>(notes);
      notes.add(verdict.reason());
    }
    Instant since = pass && passingSince == null ? at : passingSince;
    return new GateStory(
        reachedAt,
        exposure,
        until,
        samples + 1,
        passes + (pass ? 1 : 0),
        fails + (failure ? 1 : 0),
        verdict,
        onDanger,
        pass ? since : null,
        notes,
        closedAt,
        failed,
        reason);
  }

  GateStory closed(Instant at, @Nullable Trigger how, String why) {
    return new GateStory(
        reachedAt,
        exposure,
        until,
        samples,
        passes,
        fails,
        last,
        danger,
        passingSince,
        takenAsPass,
        at,
        how,
        why);
  }

  /** Returns it with another end, which a changed plan gave it. */
  GateStory endingAt(@Nullable Instant end) {
    return new GateStory(
        reachedAt,
        exposure,
        end,
        samples,
        passes,
        fails,
        last,
        danger,
        passingSince,
        takenAsPass,
        closedAt,
        failed,
        reason);
  }

  /** Returns the verdict that explains the gate: the danger that came true, else the last one. */
  public @Nullable Verdict telling() {
    return danger != null && danger.passed() ? danger : last;
  }

  /** Returns how long it waited; up to {@code now} if it still waits. */
  public Duration took(Instant now) {
    return Duration.between(reachedAt, closedAt == null ? now : closedAt);
  }
}
