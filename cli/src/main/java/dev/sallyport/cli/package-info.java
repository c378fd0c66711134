/**
 * A command line for any plan.
 *
 * <p>Start at {@link dev.sallyport.cli.SallyportCli}: a team's main is one line.
 */
@NullMarked
package dev.sallyport.cli;

import org.jspecify.annotations.NullMarked;
