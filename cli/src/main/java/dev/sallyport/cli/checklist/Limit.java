package dev.sallyport.cli.checklist;

/**
 * A threshold found in an item's text, typed. Immutable.
 *
 * @param relation how what is measured must stand to the value
 * @param type the quantity: Percent, Duration, DataSize, Rate or Long
 * @param value the value as Java code
 * @param text what stood in the checklist
 * @param at where in the text it began
 */
record Limit(Relation relation, String type, String value, String text, int at) {

  /** The comparisons, each with the methods of a metric that wait for it and that hold it. */
  enum Relation {
    BELOW("below", "staysBelow"),
    AT_MOST("atMost", "staysAtMost"),
    ABOVE("above", "staysAbove"),
    AT_LEAST("atLeast", "staysAtLeast");

    private final String waits;
    private final String stays;

    Relation(String waits, String stays) {
      this.waits = waits;
      this.stays = stays;
    }

    String waits() {
      return waits;
    }

    String stays() {
      return stays;
    }

    /** Returns what holds as long as this one does not. */
    Relation opposite() {
      return switch (this) {
        case BELOW -> AT_LEAST;
        case AT_MOST -> ABOVE;
        case ABOVE -> AT_MOST;
        case AT_LEAST -> BELOW;
      };
    }
  }
}
