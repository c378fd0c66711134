package dev.sallyport.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a journal's file holds.
 *
 * @param events the events of all whole records
 * @param length how many bytes those are
 * @param torn how many bytes of a torn last record follow
 */
record Contents(List<Event> events, long length, long torn) {

  /**
   * Reads a file.
   *
   * @throws JournalException if it is damaged before its last record, or of a newer version
   */
  static Contents read(Path file) throws IOException {
    return of(file, Files.readAllBytes(file));
  }

  /**
   * Returns what the bytes of a file are.
   *
   * @throws JournalException if they are damaged before the last record, or of a newer version
   */
  static Contents of(Path file, byte[] bytes) throws JournalException {
    List<Event> events = new ArrayList<>();
    int at = 0;
    while (at < bytes.length) {
      int end = indexOf(bytes, (byte) '\n', at);
      if (end < 0 || !EventCodec.intact(bytes, at, end)) {
        if (isTornRecord(bytes, at)) {
          break;
        }
        throw damaged(file, events.size() + 1, at, bytes.length);
      }
      events.add(event(file, events.size() + 1, bytes, at, end));
      at = end + 1;
    }
    return new Contents(List.copyOf(events), at, bytes.length - at);
  }

  private static Event event(Path file, int number, byte[] bytes, int from, int to)
      throws JournalException {
    try {
      return EventCodec.read(number, bytes, from, to);
    } catch (JournalException e) {
      throw new JournalException(
          "Record "
              + number
              + " of "
              + file
              + " (line "
              + number
              + ", byte "
              + from
              + ") cannot be read: "
              + e.getMessage()
              + ". Nothing was changed.",
          e);
    }
  }

  /** Returns whether no more than one record can stand from there to the end. */
  private static boolean isTornRecord(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n' && startsRecord(bytes, i + 1)) {
        return false;
      }
      // A whole record with more behind it: its line break was damaged, not its end cut off.
      int end = i + EventCodec.TAIL;
      if (end < bytes.length - 1
          && EventCodec.startsTail(bytes, i)
          && EventCodec.intact(bytes, from, end)) {
        return false;
      }
    }
    return true;
  }

  private static boolean startsRecord(byte[] bytes, int at) {
    String start = "{\"n\":";
    for (int i = 0; i < start.length(); i++) {
      if (at + i >= bytes.length || bytes[at + i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int indexOf(byte[] bytes, byte wanted, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static JournalException damaged(Path file, int number, int from, int length) {
    return new JournalException(
        "The journal "
            + file
            + " is damaged at record "
            + number
            + " (line "
            + number
            + ", byte "
            + from
            + " of "
            + length
            + "): the checksum does not match, and more records follow, so"
            + " this is no write that was cut short. Nothing was changed. Restore the file from a"
            + " copy; the guide to the journal says how to go on without one.");
  }
}
