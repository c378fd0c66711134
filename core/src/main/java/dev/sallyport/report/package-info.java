/**
 * Reports: a run's story for people and machines, read from its journal and from nothing else.
 *
 * <p>Start at {@link dev.sallyport.report.Report}. Everything here is a pure function of events and
 * plans: no clock, no file, no engine.
 */
@NullMarked
package dev.sallyport.report;

import org.jspecify.annotations.NullMarked;
