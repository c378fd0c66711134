package dev.sallyport.journal;

/** What the id of a run may be, so that it can name a file anywhere. */
final class RunNames {
  private static final int MAX = 100;

  private RunNames() {}

  /**
   * Returns the id.
   *
   * @throws JournalException if it cannot be one
   */
  static String check(String runId) throws JournalException {
    if (!isValid(runId)) {
      throw new JournalException(
          "'"
              + runId
              + "' cannot be the id of a run. An id has 1 to "
              + MAX
              + " of the characters A-Z, a-z, 0-9, '.', '_' and '-', begins with a letter or a"
              + " digit, and has no two dots in a row.");
    }
    return runId;
  }

  static boolean isValid(String runId) {
    if (runId.isEmpty() || runId.length() > MAX || runId.contains("..")) {
      return false;
    }
    return isLetterOrDigit(runId.charAt(0))
        && runId.chars().allMatch(c -> isLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
  }

  private static boolean isLetterOrDigit(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }
}
