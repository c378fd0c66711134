/** What the plans of the two checklists share. */
@NullMarked
package dev.sallyport.examples.checklist;

import org.jspecify.annotations.NullMarked;
