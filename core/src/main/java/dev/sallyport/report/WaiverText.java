package dev.sallyport.report;

import dev.sallyport.journal.Event;

/** A waiver in words. */
final class WaiverText {
  private WaiverText() {}

  /** Returns who waived, when, until when and why. */
  static String of(Event.Waived waiver, Times times) {
    return "waived by "
        + waiver.who()
        + " "
        + times.clock(waiver.at())
        + " until "
        + times.time(waiver.until())
        + EventText.via(waiver.via())
        + ": "
        + waiver.reason();
  }
}
