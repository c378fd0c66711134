package dev.sallyport.checks.files;

/**
 * How many tests there were.
 *
 * @param tests all of them
 * @param failures those whose assertion failed
 * @param errors those that broke, and what broke around them
 * @param skipped those that did not run
 * @param flaky those that passed only when run again
 */
record TestCounts(long tests, long failures, long errors, long skipped, long flaky) {
  static final TestCounts NONE = new TestCounts(0, 0, 0, 0, 0);

  long ran() {
    return Math.max(0, tests - skipped);
  }

  TestCounts plus(TestCounts more) {
    return new TestCounts(
        tests + more.tests,
        failures + more.failures,
        errors + more.errors,
        skipped + more.skipped,
        flaky + more.flaky);
  }
}
