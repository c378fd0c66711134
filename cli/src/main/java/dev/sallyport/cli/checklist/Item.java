package dev.sallyport.cli.checklist;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An item of a checklist, judged. Immutable.
 *
 * @param line where it stands
 * @param id its own id in the checklist; empty if it has none
 * @param text its text, without marks of emphasis
 * @param group the line of bold text above its list; empty if there is none
 * @param kind what it asks for
 * @param role who answers for it; null if nobody is named
 * @param limit its threshold, if it has one
 * @param timing what it says about time
 * @param scripts the shell it names
 * @param undo how it says it is taken back; empty if it does not
 * @param links where it points to
 * @param gaps what it lacks
 */
record Item(
    int line,
    String id,
    String text,
    String group,
    Kind kind,
    @Nullable String role,
    @Nullable Limit limit,
    Timing timing,
    List<Script> scripts,
    String undo,
    List<String> links,
    Set<Gap> gaps) {

  /**
   * What an item says about time.
   *
   * @param deadline until when it must have happened
   * @param interval how often it is looked at
   * @param lasting how long a limit must be passed to count
   * @param window the time after the work it is about
   */
  record Timing(
      @Nullable Duration deadline,
      @Nullable Duration interval,
      @Nullable Duration lasting,
      Times.@Nullable Window window) {}
}
