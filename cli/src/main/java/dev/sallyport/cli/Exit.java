package dev.sallyport.cli;

import dev.sallyport.journal.Outcome;

/** The exit codes; scripts depend on them, so none is ever given another meaning. */
final class Exit {
  static final int SUCCEEDED = 0;
  static final int UNEXPECTED = 1;
  static final int USAGE = 2;
  static final int FOUND = 2;
  static final int DRIFTED = 3;
  static final int ROLLED_BACK = 10;
  static final int PARTIAL = 11;
  static final int STOPPED = 12;

  private Exit() {}

  static int of(Outcome outcome) {
    return switch (outcome) {
      case SUCCEEDED -> SUCCEEDED;
      case ROLLED_BACK -> ROLLED_BACK;
      case PARTIAL -> PARTIAL;
      case STOPPED -> STOPPED;
    };
  }
}
