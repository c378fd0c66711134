package dev.sallyport.checks.mongo;

import dev.sallyport.check.CheckContext;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** Who answers the questions of the checks: the members of a set, or a stand-in for them. */
interface Source extends AutoCloseable {

  /** Returns the members that were named at the start. */
  Collection<String> seeds();

  /** Asks these members side by side; each has a reply, be it one of trouble. */
  Map<String, Reply> ask(
      CheckContext context, Collection<String> members, String database, Document command)
      throws InterruptedException;

  /** Asks one member. */
  default Reply ask(CheckContext context, String member, Document command)
      throws InterruptedException {
    return ask(context, List.of(member), "admin", command)
        .getOrDefault(member, Reply.trouble(member, "not asked"));
  }

  /** Asks one member what may take long; the server is told to give up after {@code limit}. */
  Reply askSlowly(
      CheckContext context, String member, String database, Document command, Duration limit)
      throws InterruptedException;

  /** Uses the application's own connection string. */
  AppRun run(CheckContext context, AppPlan plan) throws InterruptedException;

  @Override
  void close();

  /**
   * What to do as the application.
   *
   * @param database where to read
   * @param collection what to read
   * @param preference the query part of a connection string, such as {@code readPreference=...}
   * @param count how many reads
   * @param together whether all hold a connection at once
   * @param limit for all
   */
  record AppPlan(
      String database,
      String collection,
      String preference,
      int count,
      boolean together,
      Duration limit) {}
}
