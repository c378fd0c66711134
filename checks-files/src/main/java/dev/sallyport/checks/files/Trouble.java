package dev.sallyport.checks.files;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Verdict;

/**
 * Why a file could not be read for what it should be.
 *
 * @param file its path, or the glob that matched nothing
 * @param detail what was seen, a part of a sentence
 */
record Trouble(Kind kind, String file, String detail) {

  /** The kinds, with the stable word and the way out of each. */
  enum Kind {
    MISSING("no-file", "Wait for what writes it, or mend the path."),
    NOT_A_FILE("not-a-file", "Name a regular file; nothing else is opened, as it may hang."),
    EMPTY("empty-file", "What writes it has not written yet, or died; look at its log."),
    BROKEN("broken-file", "It may be cut off or still being written; make it anew."),
    CHANGING("still-written", "It changed while it was read; look again when it is whole."),
    TOO_LARGE("too-large", "Raise readingAtMost(...), or look at less."),
    UNREADABLE("unreadable", "Look at its owner, its mode and the disk."),
    LATE("out-of-time", "The disk hangs or the file is long; look at it, or raise sampleTimeout.");

    private final String code;
    private final String wayOut;

    Kind(String code, String wayOut) {
      this.code = code;
      this.wayOut = wayOut;
    }
  }

  Objection objection() {
    String text = file + " " + detail;
    return switch (kind) {
      case MISSING -> Objection.pending(kind.code, file, text, kind.wayOut);
      case NOT_A_FILE -> Objection.fail(kind.code, file, text, kind.wayOut);
      case CHANGING ->
          Objection.unknown(Verdict.Cause.AMBIGUOUS, kind.code, file, text, kind.wayOut);
      default -> Objection.unknown(Verdict.Cause.ERROR, kind.code, file, text, kind.wayOut);
    };
  }

  /** Returns this as what reading throws. */
  TroubleException thrown() {
    return new TroubleException(this);
  }
}
