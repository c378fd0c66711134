package dev.sallyport.checks.files;

/**
 * How many of something were covered.
 *
 * @param all how many there are
 */
record Covered(long covered, long all) {
  static final Covered NONE = new Covered(0, 0);

  Covered plus(Covered more) {
    return new Covered(covered + more.covered, all + more.all);
  }
}
