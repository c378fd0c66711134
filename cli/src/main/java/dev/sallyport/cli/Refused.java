package dev.sallyport.cli;

import dev.sallyport.engine.Inbox;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What people said to a run while nobody drove it, and that was refused when it was resumed. */
final class Refused {
  /** For so long whoever spoke may be waiting for the answer, which is theirs then. */
  private static final Duration AWAITED = Duration.ofSeconds(10);

  private final Tool tool;
  private final String runId;

  Refused(Tool tool, String runId) {
    this.tool = tool;
    this.runId = runId;
  }

  /** Returns it, a line each; it stays there to be read. */
  List<String> lines() {
    try {
      return tool.inbox().refused(runId).stream().map(Refused::line).toList();
    } catch (IOException e) {
      return List.of("The inbox of the run '" + runId + "' cannot be read: " + e);
    }
  }

  /** Returns what nobody waits for any more, and takes it for read. */
  List<String> take() {
    Instant awaited = tool.around().clock().instant().minus(AWAITED);
    List<String> lines = new ArrayList<>();
    try {
      for (Inbox.Refusal refusal : tool.inbox().refused(runId)) {
        if (refusal.saidAt().isBefore(awaited)) {
          lines.add(line(refusal));
          tool.inbox().answer(runId, refusal.number());
        }
      }
    } catch (IOException e) {
      lines.add("The inbox of the run '" + runId + "' cannot be read: " + e);
    }
    return lines;
  }

  private static String line(Inbox.Refusal refusal) {
    return "What "
        + refusal.who()
        + " said at "
        + refusal.saidAt()
        + " ("
        + refusal.said()
        + ") was refused: "
        + refusal.why();
  }
}
