/** Checks and metrics for PostgreSQL and other databases over JDBC. */
@NullMarked
package dev.sallyport.checks.jdbc;

import org.jspecify.annotations.NullMarked;
