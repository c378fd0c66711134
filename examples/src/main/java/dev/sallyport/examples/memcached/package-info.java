/**
 * Checks of memcached, made by the guide's page on how to write one's own: a small module to copy.
 *
 * <p>Start at {@link dev.sallyport.examples.memcached.MemcachedChecks}.
 */
@NullMarked
package dev.sallyport.examples.memcached;

import org.jspecify.annotations.NullMarked;
