/** Checks of files that other tools write: test results, coverage, findings, logs, backups. */
@NullMarked
package dev.sallyport.checks.files;

import org.jspecify.annotations.NullMarked;
