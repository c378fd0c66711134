package dev.sallyport.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Journals in memory. They keep the events themselves and write nothing. */
final class MemoryJournals implements Journals {
  private final Map<String, MemoryJournal> journals = new LinkedHashMap<>();

  @Override
  public synchronized Journal create(String runId) throws JournalException {
    RunNames.check(runId);
    if (journals.containsKey(runId)) {
      throw new JournalException(
          "There is a run '"
              + runId
              + "' already. Give the new run another id, or resume that one.");
    }
    MemoryJournal journal = new MemoryJournal(List.of());
    journals.put(runId, journal);
    return journal;
  }

  @Override
  public synchronized Journal open(String runId) throws JournalException {
    MemoryJournal owned = find(runId);
    if (owned.isOpen()) {
      throw new JournalException(
          "The run '"
              + runId
              + "' is owned by an engine of this process. Close that engine first.");
    }
    MemoryJournal journal = new MemoryJournal(begun(runId, owned));
    journals.put(runId, journal);
    return journal;
  }

  @Override
  public synchronized List<Event> read(String runId) throws JournalException {
    return begun(runId, find(runId));
  }

  @Override
  public synchronized List<String> runs() {
    return List.copyOf(journals.keySet());
  }

  private static List<Event> begun(String runId, MemoryJournal journal) throws JournalException {
    List<Event> events = journal.events();
    if (events.isEmpty()) {
      throw new JournalException(
          "The run '"
              + runId
              + "' never began: its journal holds no record. Nothing was done."
              + " Start it again under another id.");
    }
    return events;
  }

  private MemoryJournal find(String runId) throws JournalException {
    MemoryJournal journal = journals.get(RunNames.check(runId));
    if (journal == null) {
      throw new JournalException(
          "There is no run '" + runId + "' in this memory. There are " + journals.keySet() + ".");
    }
    return journal;
  }

  /** The events of one run. Appended to by one thread, read by any. */
  private static final class MemoryJournal implements Journal {
    private final List<Event> recorded;
    private final List<Event> events;
    private boolean open = true;

    MemoryJournal(List<Event> recorded) {
      this.recorded = recorded;
      this.events = new ArrayList<>(recorded);
    }

    synchronized List<Event> events() {
      return List.copyOf(events);
    }

    synchronized boolean isOpen() {
      return open;
    }

    @Override
    public List<Event> recorded() {
      return recorded;
    }

    @Override
    public long cutOff() {
      return 0;
    }

    @Override
    public synchronized void append(Event event) {
      checkOpen();
      events.add(event);
    }

    @Override
    public synchronized void flush() {
      checkOpen();
    }

    @Override
    public synchronized void force() {
      checkOpen();
    }

    @Override
    public synchronized void close() {
      open = false;
    }

    private void checkOpen() {
      if (!open) {
        throw new IllegalStateException("The journal is closed.");
      }
    }
  }
}
