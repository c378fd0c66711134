package dev.sallyport.bench;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journal;
import dev.sallyport.journal.Journals;
import java.io.IOException;
import java.util.List;

/**
 * Journals in memory that are forgotten with their run, so that a benchmark does not fill the heap.
 */
final class FreshJournals implements Journals {

  @Override
  public Journal create(String runId) throws IOException {
    return Journals.inMemory().create(runId);
  }

  @Override
  public Journal open(String runId) throws IOException {
    throw new IOException("The journal of '" + runId + "' was forgotten.");
  }

  @Override
  public List<Event> read(String runId) throws IOException {
    throw new IOException("The journal of '" + runId + "' was forgotten.");
  }

  @Override
  public List<String> runs() {
    return List.of();
  }
}
