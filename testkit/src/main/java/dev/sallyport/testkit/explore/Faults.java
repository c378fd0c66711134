package dev.sallyport.testkit.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The faults of one case: which strikes where, and which places a further fault could strike after
 * the last of them.
 */
final class Faults {
  private final Map<String, Fault> waiting = new HashMap<>();
  private final Map<String, Integer> times = new HashMap<>();
  private final Map<String, Trouble> lasting = new HashMap<>();
  private final List<Place> openPlaces = new ArrayList<>();
  private int openFromRecord;

  /**
   * A place where a fault could strike.
   *
   * @param record the number of the record that came next there
   */
  record Place(String what, String path, int count, int record) {
    @Override
    public String toString() {
      return what + " " + path + " " + count;
    }
  }

  Faults(List<Fault> faults) {
    faults.forEach(fault -> waiting.put(fault.place(), fault));
  }

  /**
   * Returns what goes wrong at something that begins now; null if nothing does.
   *
   * @param record the number of the record that comes next
   */
  @Nullable Trouble at(String what, String path, int record) {
    String there = what + " " + path;
    Trouble going = lasting.get(there);
    if (going != null) {
      return going;
    }
    Place place = new Place(what, path, times.merge(there, 1, Integer::sum), record);
    Fault fault = waiting.remove(place.toString());
    if (fault == null) {
      if (waiting.isEmpty()) {
        openPlaces.add(place);
      }
      return null;
    }
    struck(record);
    if (fault.trouble().lasts()) {
      lasting.put(there, fault.trouble());
    }
    return fault.trouble();
  }

  /** Returns the fault of a record, once, if it is one of these. */
  @Nullable Fault at(int record, Trouble... troubles) {
    Fault fault = waiting.get("RECORD " + record);
    if (fault == null || !List.of(troubles).contains(fault.trouble())) {
      return null;
    }
    waiting.remove(fault.place());
    struck(record + 1);
    return fault;
  }

  private void struck(int record) {
    openPlaces.clear();
    openFromRecord = record;
  }

  /** Returns whether every fault has struck. */
  boolean allStruck() {
    return waiting.isEmpty();
  }

  /** Returns the places reached since the last fault struck, in order. */
  List<Place> openPlaces() {
    return openPlaces;
  }

  /** Returns the first record after the last fault struck. */
  int openFromRecord() {
    return openFromRecord;
  }
}
