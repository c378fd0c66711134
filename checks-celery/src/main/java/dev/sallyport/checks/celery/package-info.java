/** Checks and metrics for Celery workers over a Redis broker. */
@NullMarked
package dev.sallyport.checks.celery;

import org.jspecify.annotations.NullMarked;
