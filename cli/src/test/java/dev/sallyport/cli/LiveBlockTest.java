package dev.sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Evidence;
import dev.sallyport.check.Verdict;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Output;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Plan;
import dev.sallyport.report.Story;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LiveBlockTest {
  private static final Instant START = Shell.NOW;
  private static final String GATE = "Check/healthy";

  @Test
  void shows_phases_what_is_under_way_and_the_reading_of_a_gate() {
    assertThat(new LiveBlock(new Screen.Size(24, 100), false).lines(waiting(), at(9)))
        .containsExactly(
            "shop 1  r1  9 s",
            "  [x] Install",
            "  [>] Check  0 of 1 done",
            "      [>] healthy  waiting  6 s  pending: 503, not 200; 1 sample; 54 s left");
  }

  @Test
  void fits_the_width() {
    assertThat(new LiveBlock(new Screen.Size(24, 40), false).lines(waiting(), at(9)))
        .allMatch(line -> line.length() < 40)
        .contains("      [>] healthy  waiting  6 s  pen...");
  }

  @Test
  void fits_the_height_by_leaving_out_what_is_quiet_first() {
    assertThat(new LiveBlock(new Screen.Size(5, 100), false).lines(waiting(), at(9)))
        .hasSize(3)
        .noneMatch(line -> line.contains("Install"));
    Story both = failed().and(new Event.AttemptStarted(at(6), "Install/install", Work.UNDO, 1));
    assertThat(new LiveBlock(new Screen.Size(4, 100), false).lines(both, at(9)))
        .containsExactly(
            "shop 1  r1  9 s  rolling back", "  [<] Install  0 of 1 done", "  ... 3 more");
  }

  @Test
  void colours_only_the_marks_and_only_if_wanted() {
    assertThat(new LiveBlock(new Screen.Size(24, 100), true).lines(failed(), at(9)))
        .contains(
            "  \u001b[32m[x]\u001b[0m Install", "  \u001b[31m[!]\u001b[0m Check  0 of 1 done");
    assertThat(new LiveBlock(new Screen.Size(24, 100), false).lines(failed(), at(9)))
        .noneMatch(line -> line.contains("\u001b"));
  }

  @Test
  void nothing_is_shown_before_the_beginning() {
    assertThat(new LiveBlock(new Screen.Size(24, 100), true).lines(Story.of(List.of()), START))
        .isEmpty();
  }

  private static Story waiting() {
    Verdict verdict = Verdict.pending("x", "503, not 200", Evidence.of("GET /", START));
    return installed()
        .and(new Event.GateReached(at(3), GATE, Work.RUN, at(3)))
        .and(new Event.Sampled(at(4), GATE, Work.RUN, verdict, null));
  }

  private static Story failed() {
    return waiting()
        .and(new Event.GateFailed(at(5), GATE, Work.RUN, Trigger.GATE_FAILED, "503"))
        .and(new Event.RollbackStarted(at(5), Trigger.GATE_FAILED, GATE, "503", "the plan"));
  }

  private static Story installed() {
    Plan plan = Plans.good();
    List<Event> events = new ArrayList<>();
    events.add(new Event.RunStarted(START, "r1", plan.description(), Map.of(), "ann"));
    events.add(new Event.AttemptStarted(at(1), "Install/install", Work.RUN, 1));
    events.add(new Event.AttemptSucceeded(at(2), "Install/install", Work.RUN, 1, Output.NONE));
    return Story.of(events);
  }

  private static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }
}
