/**
 * The journal: what happened in a run, as sealed records, and where they are kept.
 *
 * <p>The journal is the only truth about a run; state, report and status are read from it. Start at
 * {@link dev.sallyport.journal.Journals}.
 */
@NullMarked
package dev.sallyport.journal;

import org.jspecify.annotations.NullMarked;
