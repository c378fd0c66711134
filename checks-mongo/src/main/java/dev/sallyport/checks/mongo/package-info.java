/** Checks and metrics for MongoDB replica sets. */
@NullMarked
package dev.sallyport.checks.mongo;

import org.jspecify.annotations.NullMarked;
