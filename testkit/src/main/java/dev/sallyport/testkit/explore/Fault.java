package dev.sallyport.testkit.explore;

/**
 * One thing that goes wrong in one place of a run.
 *
 * @param place what it happens to: {@code RUN Deploy/start 1} is the first call of a step, {@code
 *     SAMPLE Live/p95 3} the third sample of a gate, {@code WAIT Live/go 1} the first time somebody
 *     is waited for there, {@code RECORD 17} the record of that number, counted from 0
 * @param trouble what goes wrong there
 * @param detail what it is in words: the record, or the name of the disturbance or of the watch
 */
public record Fault(String place, Trouble trouble, String detail) {

  /** Returns the fault as it is written for a replay. */
  public String code() {
    return place + " " + trouble + (trouble.hasDetail() ? " " + detail : "");
  }

  /** Returns the fault in words. */
  public String words() {
    if (trouble == Trouble.DISTURBED) {
      return detail + ", after " + place;
    }
    if (trouble == Trouble.TRIPPED_BY_HAND) {
      return trouble.words() + " '" + detail + "', after " + place;
    }
    if (trouble.isOfRecord()) {
      return trouble.words() + " '" + detail + "' (" + place + ")";
    }
    return what() + " " + trouble.words();
  }

  private String what() {
    int first = place.indexOf(' ');
    int last = place.lastIndexOf(' ');
    String path = Watching.named(place.substring(first + 1, last));
    String count = place.substring(last + 1);
    String times = count.equals("1") ? "" : " (time " + count + ")";
    return switch (place.substring(0, first)) {
      case "UNDO" -> "the undo of " + path + times;
      case "PROBE" -> "the probe of " + path + times;
      case "SAMPLE" -> path + (count.equals("1") ? "" : " (sample " + count + ")");
      case "VERIFY" -> "the verification of the undo of " + path;
      default -> path + times;
    };
  }

  @Override
  public String toString() {
    return words();
  }
}
