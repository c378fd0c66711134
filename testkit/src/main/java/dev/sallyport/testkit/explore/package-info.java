/**
 * The explorer: runs a plan against every way in which it can fail, and says what would be left
 * behind.
 *
 * <p>Entry point: {@link dev.sallyport.testkit.explore.Explorer}.
 */
@NullMarked
package dev.sallyport.testkit.explore;

import org.jspecify.annotations.NullMarked;
