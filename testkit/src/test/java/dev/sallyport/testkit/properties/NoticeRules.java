package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** 38: with a notice nothing begins before it has run out, and its end is recorded once. */
final class NoticeRules {
  static final String START = "@start";

  private final List<Breach> found;
  private final @Nullable Duration notice;
  private Instant startedAt = Instant.EPOCH;
  private boolean over;

  NoticeRules(Trace trace, List<Breach> found) {
    this.found = found;
    this.notice = trace.plan().startRules().notice();
  }

  void see(Event event) {
    if (event instanceof Event.RunStarted started) {
      startedAt = started.at();
    } else if (event instanceof Event.GateOpened opened && opened.path().equals(START)) {
      if (notice == null || over) {
        breach(opened + " ends no notice");
      } else if (opened.at().isBefore(startedAt.plus(notice))) {
        breach(opened + " came before the notice had run out");
      }
      over = true;
    } else if (notice != null && !over && begins(event)) {
      breach(event + " before the notice had run out");
    }
  }

  private static boolean begins(Event event) {
    return event instanceof Event.GateReached || ForwardRules.forward(event) != null;
  }

  private void breach(String words) {
    found.add(new Breach(38, words));
  }
}
