/**
 * The contract of every check, for whoever writes one: what it must do when its server is down,
 * hangs, answers garbage or refuses.
 */
@NullMarked
package dev.sallyport.testkit.checks;

import org.jspecify.annotations.NullMarked;
