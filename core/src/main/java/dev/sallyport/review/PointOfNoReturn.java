package dev.sallyport.review;

/**
 * A point behind which nothing goes back on its own.
 *
 * @param path its id
 * @param why the reason the plan gives
 */
public record PointOfNoReturn(String path, String why) {}
