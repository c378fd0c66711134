package dev.sallyport.journal;

/**
 * Something that a rollback did not take back.
 *
 * @param path the step, or the phase's rollback
 * @param why why it is still there
 */
public record Leftover(String path, String why) {}
