/**
 * Operating-system commands as steps and as checks.
 *
 * <p>Start at {@link dev.sallyport.command.Command}. No shell takes part unless one is asked for;
 * the output is bounded and free of secrets; and what is stopped is stopped with everything it
 * started.
 */
@NullMarked
package dev.sallyport.command;

import org.jspecify.annotations.NullMarked;
