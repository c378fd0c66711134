package dev.sallyport.review;

import java.util.List;

/**
 * What it takes to go on from one node of a plan, and to go back from it.
 *
 * <p>The node is under way: what comes before it is done. What stands side by side with it counts
 * at its worst: not begun on the way forward, done or under way on the way back.
 *
 * @param path the node's id
 * @param kind what kind of node it is: {@code step}, {@code gate}, {@code approval} or {@code point
 *     of no return}
 * @param forward how long it takes at worst from the node's beginning to the end of the plan
 * @param undo how long it takes at worst from a turn back until all is undone
 * @param stays the irreversible steps whose effect may be there by then, by path
 * @param behind the points of no return that have been passed, by path; if there are any, only a
 *     person can turn back
 */
public record WayBack(
    String path,
    String kind,
    WorstCase forward,
    WorstCase undo,
    List<String> stays,
    List<String> behind) {

  /** Copies the lists. */
  public WayBack {
    stays = List.copyOf(stays);
    behind = List.copyOf(behind);
  }
}
