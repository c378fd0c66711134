package dev.sallyport.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A place where the journals of runs are kept. Thread-safe.
 *
 * <p>Implement it to keep journals elsewhere; the rules of {@link Journal} are the contract.
 */
public interface Journals {

  /**
   * Returns journals in a folder of a local disk, one file a run; the folder is made when needed.
   *
   * <p>Both are made for their owner only; a folder that is there already keeps its permissions. A
   * file system without POSIX permissions, as on Windows, gives both those of the folder above.
   *
   * @throws UnsupportedOperationException on first use, if the folder is not on the default file
   *     system
   */
  static Journals inFolder(Path folder) {
    return new FileJournals(folder);
  }

  /** Returns journals in memory, for tests and for runs that need not outlive the process. */
  static Journals inMemory() {
    return new MemoryJournals();
  }

  /**
   * Makes the journal of a new run and owns it.
   *
   * @param runId 1 to 100 of the letters and digits of ASCII, {@code .}, {@code _} and {@code -},
   *     with a letter or a digit first and no two dots in a row
   * @throws JournalException if there is one of that id, or if it cannot be an id
   * @throws IOException if it could not be made
   */
  Journal create(String runId) throws IOException;

  /**
   * Opens the journal of a run and owns it; a torn last record is cut off.
   *
   * @throws JournalException if there is none, if someone else owns it, if it holds no whole
   *     record, or if it is damaged before its end
   * @throws IOException if it could not be read
   */
  Journal open(String runId) throws IOException;

  /**
   * Reads what a run's journal holds, whoever owns it; a torn last record is left out. There is at
   * least one event.
   *
   * @throws JournalException if there is none, if it holds no whole record, or if it is damaged
   *     before its end
   * @throws IOException if it could not be read
   */
  List<Event> read(String runId) throws IOException;

  /**
   * Returns the ids of all runs, oldest first.
   *
   * @throws IOException if they could not be listed
   */
  List<String> runs() throws IOException;
}
