package dev.sallyport.review;

import java.util.Arrays;

/** The codes of findings; none is ever given another meaning. */
enum LintCode {
  NO_TIMEOUT(1),
  UNDO_WITHOUT_TIMEOUT(2),
  EXPOSURE_NOT_VERIFIED(3),
  GATE_CANNOT_OPEN(4),
  GATE_TOO_SLOW(5),
  GAP_TOO_SHORT(6),
  RETRY_NOT_REPEATABLE(7),
  IRREVERSIBLE_BEFORE_GATE(8),
  POINT_PROTECTS_NOTHING(9),
  POINT_TOO_LATE(10),
  UNDO_TRIED_ONCE(11),
  ROLLBACK_NEVER_RUNS(12),
  SOAK_NOT_WATCHED(13),
  SAMPLE_OUTLASTS_INTERVAL(14),
  BLIND_BY_ONE_SAMPLE(15),
  WATCH_ASKS_BEHIND_POINT(16),
  WATCH_UNDOES_NOTHING(17),
  IRREVERSIBLE_UNDER_WATCH(18),
  NEVER_SO_MANY_FAILURES(19),
  NOBODY_TOLD_OF_ROLLBACK(20),
  NOBODY_CALLED(21),
  NOTICE_NOT_GIVEN(22),
  NEVER_ANNOUNCED(23),
  /** Of an acceptance; it can itself not be accepted. */
  ACCEPTS_UNKNOWN(901),
  /** Of an acceptance; it can itself not be accepted. */
  ACCEPTS_NOTHING(902);

  private final String text;

  LintCode(int number) {
    this.text = "LINT-" + (number < 10 ? "00" : number < 100 ? "0" : "") + number;
  }

  String text() {
    return text;
  }

  static boolean mayBeAccepted(String code) {
    return Arrays.stream(values())
        .anyMatch(c -> c.text.equals(code) && c.compareTo(ACCEPTS_UNKNOWN) < 0);
  }
}
