package dev.sallyport.checks.jdbc;

import java.sql.SQLException;

/**
 * Something to be asked of a database, and how its answer is read.
 *
 * @param <S> what is seen then
 */
interface Question<S> {

  /** Returns what is asked, in words. */
  String asked();

  /** Returns the type of what is seen. */
  Class<S> seen();

  /** Returns whether only PostgreSQL can answer it. */
  default boolean postgresOnly() {
    return true;
  }

  /** Asks. */
  S ask(Sql sql) throws SQLException;
}
