package dev.sallyport.testkit.properties;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journal;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Work;
import java.util.ArrayList;
import java.util.List;

/** Journals that know which records were forced; what is only appended would not survive. */
final class DurableJournals implements Journals {
  private final List<Event> appended = new ArrayList<>();
  private int forced;

  synchronized boolean isDurable(Event event) {
    return appended.subList(0, forced).contains(event);
  }

  synchronized boolean isDurable(Work work, String path, int attempt) {
    return appended.subList(0, forced).stream()
        .anyMatch(
            event ->
                event instanceof Event.AttemptStarted it
                    && it.work() == work
                    && it.path().equals(path)
                    && it.attempt() == attempt);
  }

  @Override
  public Journal create(String runId) {
    return new Journal() {
      @Override
      public List<Event> recorded() {
        return List.of();
      }

      @Override
      public long cutOff() {
        return 0;
      }

      @Override
      public void append(Event event) {
        synchronized (DurableJournals.this) {
          appended.add(event);
        }
      }

      @Override
      public void flush() {}

      @Override
      public void force() {
        synchronized (DurableJournals.this) {
          forced = appended.size();
        }
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Journal open(String runId) {
    throw new UnsupportedOperationException("Nothing is resumed here.");
  }

  @Override
  public synchronized List<Event> read(String runId) {
    return List.copyOf(appended);
  }

  @Override
  public List<String> runs() {
    return List.of("run");
  }
}
