/** Metrics and checks read from Prometheus. */
@NullMarked
package dev.sallyport.checks.prometheus;

import org.jspecify.annotations.NullMarked;
