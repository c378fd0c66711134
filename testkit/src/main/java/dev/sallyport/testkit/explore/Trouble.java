package dev.sallyport.testkit.explore;

/** What can go wrong at one place of a run. */
public enum Trouble {
  /** A call throws, and had no effect; so does every later attempt. */
  FAILS("fails, at every attempt"),
  /** A call throws once, and had no effect. */
  FAILS_ONCE("fails once"),
  /** A call goes on until it is told to stop. */
  HANGS("hangs before it takes effect"),
  /** A call takes effect, and goes on until it is told to stop. */
  HANGS_DONE("takes effect and then hangs"),
  /** A call goes on whatever it is told. */
  CANNOT_BE_STOPPED("hangs before it takes effect, and cannot be stopped"),
  /** A call takes effect, and goes on whatever it is told. */
  CANNOT_BE_STOPPED_DONE("takes effect, then hangs and cannot be stopped"),
  /** A call takes effect and says that it does not know. */
  REPLY_LOST("takes effect, but its reply is lost"),
  /** A call has no effect and says that it does not know. */
  REQUEST_LOST("never reaches the system, and does not know it"),
  /** A call takes effect and throws as if it had not; only for steps that are tried again. */
  THROWS_AFTER_EFFECT("takes effect and then throws, as if it had not"),
  /** A probe cannot tell, at every attempt. */
  CANNOT_TELL("cannot tell"),

  /** The check of a gate fails, from now on. */
  SAMPLES_FAIL("sees failures from here on"),
  /** The check of a gate fails once. */
  SAMPLE_FAILS_ONCE("sees one failure"),
  /** The check of a gate sees no data, from now on. */
  SAMPLES_SEE_NOTHING("sees no data from here on"),
  /** The check of a gate cannot read the system, from now on. */
  SAMPLES_CANNOT_READ("cannot read the system from here on"),
  /** The check of a gate gives no answer, from now on. */
  SAMPLES_HANG("gets no answer from here on"),

  /** Nobody votes. */
  NOBODY_VOTES("gets no vote"),
  /** The first vote is a no. */
  REJECTED("is rejected"),
  /** Whoever is asked says to roll back. */
  ANSWERED_ROLL_BACK("is answered with ROLL_BACK"),
  /** Whoever is asked says to stop here. */
  ANSWERED_STOP("is answered with STOP"),
  /** Whoever is asked says to leave it. */
  ANSWERED_LEAVE("is answered with LEAVE"),
  /** Whoever is asked about a watch ends it, and the run goes on. */
  ANSWERED_ACCEPT("is answered with ACCEPT"),

  /** A channel refuses every announcement from now on. */
  CHANNEL_DOWN("is refused by its channel from here on"),
  /** A channel gives no answer to any announcement from now on. */
  CHANNEL_SILENT("gets no answer from its channel from here on"),

  /** The engine is killed before the record is written; what runs is lost with it. */
  DIES_BEFORE("the engine is killed just before it records"),
  /** The engine is killed before the record is written; what runs takes effect all the same. */
  DIES_BEFORE_AND_WORK_GOES_ON(
      "the engine is killed, and what it had begun goes on alone, just before it records"),
  /** The engine is killed once the record is written, before it acts on it. */
  DIES_AFTER("the engine is killed right after it records"),
  /** An operator aborts with rollback, once the record is written. */
  OPERATOR_ABORTS("an operator aborts right after"),
  /** An operator stops the run, once the record is written. */
  OPERATOR_STOPS("an operator stops the run right after"),
  /** An operator trips a watch by hand, once the record is written. */
  TRIPPED_BY_HAND("an operator trips the watch"),
  /** The world changes in a way the test has named, once the record is written. */
  DISTURBED("the world is disturbed right after");

  private final String words;

  Trouble(String words) {
    this.words = words;
  }

  /** Returns it in words, to follow the name of what it happens to. */
  public String words() {
    return words;
  }

  /** Returns whether every later time at the same place goes wrong in the same way. */
  boolean lasts() {
    return switch (this) {
      case FAILS,
          CANNOT_TELL,
          SAMPLES_FAIL,
          SAMPLES_SEE_NOTHING,
          SAMPLES_CANNOT_READ,
          SAMPLES_HANG,
          NOBODY_VOTES,
          CHANNEL_DOWN,
          CHANNEL_SILENT ->
          true;
      default -> false;
    };
  }

  /** Returns whether it says more than where it happens: which disturbance, or which watch. */
  boolean hasDetail() {
    return this == DISTURBED || this == TRIPPED_BY_HAND;
  }

  boolean isOfRecord() {
    return compareTo(DIES_BEFORE) >= 0;
  }
}
