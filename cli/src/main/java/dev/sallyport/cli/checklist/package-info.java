/**
 * Checklists in Markdown: read, turned into the skeleton of a plan, and compared with a plan.
 *
 * <p>Start at {@link dev.sallyport.cli.checklist.Checklist}. Nothing in here runs anything.
 */
@NullMarked
package dev.sallyport.cli.checklist;

import org.jspecify.annotations.NullMarked;
