/**
 * Checks of files that other tools write: test results, coverage, findings, logs, backups.
 *
 * <p>Start at {@link dev.sallyport.checks.files.FileChecks}.
 */
@NullMarked
package dev.sallyport.checks.files;

import org.jspecify.annotations.NullMarked;
