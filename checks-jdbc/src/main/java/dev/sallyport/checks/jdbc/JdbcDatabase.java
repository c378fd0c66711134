package dev.sallyport.checks.jdbc;

import dev.sallyport.check.CheckContext;
import java.sql.SQLException;
import java.util.Optional;

/** A real database: does all the input and output. Thread-safe. */
final class JdbcDatabase implements Database {
  private final JdbcOptions.Settings settings;
  private final Client client;

  JdbcDatabase(JdbcOptions options) {
    this.settings = options.settings();
    this.client = new Client(settings);
  }

  @Override
  public String address() {
    return settings.address();
  }

  @Override
  public <S> Seen<S> see(Question<S> question, CheckContext context)
      throws Refusal, InterruptedException {
    Optional<Seen<S>> seen = client.ask(context, sql -> ask(question, context, sql));
    return seen.orElseThrow(
        () -> new Refusal(Refusal.Kind.NOT_POSTGRES, address(), question.asked()));
  }

  private static <S> Optional<Seen<S>> ask(Question<S> question, CheckContext context, Sql sql)
      throws SQLException {
    if (question.postgresOnly() && !sql.postgres()) {
      return Optional.empty();
    }
    String server =
        sql.meta().getDatabaseProductName() + " " + sql.meta().getDatabaseProductVersion();
    return Optional.of(new Seen<>(server, question.ask(sql), context.clock().instant()));
  }

  @Override
  public void close() {
    client.close();
  }
}
