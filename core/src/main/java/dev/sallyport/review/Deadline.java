package dev.sallyport.review;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when one must have decided to go back from one node.
 *
 * @param path the node's id
 * @param undo how long going back takes at worst
 * @param decideBy the latest moment at which it still fits; null if it has no limit
 * @param byPerson whether a point of no return has been passed, so that only a person can turn back
 */
public record Deadline(String path, WorstCase undo, @Nullable Instant decideBy, boolean byPerson) {}
