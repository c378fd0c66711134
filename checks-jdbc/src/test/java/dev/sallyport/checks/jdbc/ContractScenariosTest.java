package dev.sallyport.checks.jdbc;

import static dev.sallyport.checks.jdbc.Server.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same states of a database, made in real servers of three major versions and told to the
 * stand-in: the checks say the same of each.
 */
class ContractScenariosTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final Duration SHORT = Duration.ofMillis(300);

  @TempDir private static Path versions;

  /** Makes the state in a real database. */
  private interface Arrange {
    void in(Server server, String database, Others others) throws Exception;
  }

  private record Scenario(
      String name,
      String expected,
      Arrange real,
      Consumer<ScriptedDatabase> scripted,
      Function<JdbcChecks, Check> check) {}

  private static final Arrange TABLE =
      (server, db, others) -> server.run(db, "create table app (id int primary key, name text)");

  private static Arrange table(String... commands) {
    return (server, db, others) -> {
      TABLE.in(server, db, others);
      server.run(db, commands);
    };
  }

  private static Scenario of(
      String name,
      String expected,
      Arrange real,
      Consumer<ScriptedDatabase> scripted,
      Function<JdbcChecks, Check> check) {
    return new Scenario(name, expected, real, scripted, check);
  }

  private static List<Scenario> scenarios() {
    List<Scenario> all = new ArrayList<>();
    all.add(of("a primary", "pass", TABLE, s -> {}, db -> db.dbConnectivity().primary()));
    all.add(
        of(
            "a primary where a standby is wanted",
            "pending wrong-role",
            TABLE,
            s -> {},
            db -> db.dbConnectivity().standby()));
    all.add(
        of(
            "another cluster than was meant",
            "fail other-server",
            TABLE,
            s -> {},
            db -> db.dbConnectivity().systemIdentifier("1")));
    all.addAll(indexes());
    all.addAll(activity());
    all.addAll(capacity());
    all.addAll(alembic());
    all.add(
        of(
            "a primary without a standby",
            "pending standby-missing",
            TABLE,
            s -> s.standbyGone("standby1"),
            db -> db.replicationLag().below(Duration.ofSeconds(1))));
    all.add(
        of(
            "a watch on a primary without a standby",
            "fail standby-missing",
            TABLE,
            s -> s.standbyGone("standby1"),
            db -> db.replicationLag().staysBelow(Duration.ofSeconds(1))));
    return all;
  }

  private static List<Scenario> indexes() {
    Function<JdbcChecks, Check> valid = JdbcChecks::indexesValid;
    return List.of(
        of("sound indexes", "pass", TABLE, s -> {}, valid),
        of(
            "no index",
            "inconclusive NO_DATA",
            (server, db, others) -> {},
            ScriptedDatabase::withoutIndexes,
            valid),
        of(
            "an index left over by CONCURRENTLY",
            "fail index-invalid",
            (server, db, others) -> {
              TABLE.in(server, db, others);
              server.run(db, "insert into app values (1, 'a'), (2, 'a')");
              try {
                server.run(db, "create unique index concurrently app_name on app (name)");
              } catch (SQLException e) {
                server.run(
                    db, "create unique index concurrently if not exists app_name on app (name)");
              }
            },
            s -> s.invalidIndex("app_name", "app"),
            db -> db.indexesValid().expecting("app_name")),
        of(
            "an index that waits for a transaction",
            "pending index-building",
            (server, db, others) -> {
              TABLE.in(server, db, others);
              others.open("insert into app values (1, 'a')");
              others.begin("create index concurrently app_name on app (name)");
              while (server
                  .ask(db, "select count(*) from pg_stat_progress_create_index")
                  .equals("0")) {
                Thread.sleep(10);
              }
            },
            s -> s.buildingIndex("app_name", "app"),
            valid),
        of(
            "a partition without the index",
            "pending partitions-not-attached",
            table(
                "create table part (id int) partition by range (id)",
                "create table part_1 partition of part for values from (0) to (10)",
                "create table part_2 partition of part for values from (10) to (20)",
                "create index part_id on only part (id)",
                "create index part_1_id on part_1 (id)",
                "alter index part_id attach partition part_1_id"),
            s -> s.partitionsNotAttached("part_id", "part"),
            valid),
        of(
            "a constraint not validated",
            "fail constraint-not-validated",
            table("alter table app add constraint named check (name <> '') not valid"),
            s -> s.constraintNotValidated("named", "app"),
            valid),
        of(
            "an index that was never made",
            "pending index-missing",
            TABLE,
            s -> {},
            db -> db.indexesValid().expecting("app_name")));
  }

  private static List<Scenario> activity() {
    Function<JdbcChecks, Check> quiet = db -> db.locksAndLongTransactions().noneLongerThan(SHORT);
    return List.of(
        of("nobody at work", "pass", TABLE, s -> {}, quiet),
        of(
            "idle in transaction",
            "pending idle-in-transaction",
            (server, db, others) -> {
              TABLE.in(server, db, others);
              others.open("select * from app");
            },
            s -> s.idleInTransaction(LONG),
            quiet),
        of(
            "a long query",
            "pending long-transaction",
            (server, db, others) -> others.begin("select pg_sleep(20)"),
            s -> s.longTransaction(LONG),
            quiet),
        of(
            "a migration that waits for a lock",
            "pending lock-wait",
            (server, db, others) -> {
              TABLE.in(server, db, others);
              // not idle in transaction for long: the wait is what is found first
              others.begin("begin; lock table app; select pg_sleep(20)");
              others.begin("alter table app add column more int");
            },
            s -> s.lockWait(LONG),
            db -> db.locksAndLongTransactions().noneLongerThan(SHORT)),
        of(
            "a prepared transaction",
            "fail prepared-transaction",
            (server, db, others) -> {
              TABLE.in(server, db, others);
              server.run(
                  db, "begin; insert into app values (1, 'a'); prepare transaction '" + db + "'");
            },
            s -> s.preparedTransaction("db", LONG),
            quiet));
  }

  private static List<Scenario> capacity() {
    Function<JdbcChecks, Check> room = JdbcChecks::capacity;
    return List.of(
        of("room", "pass", TABLE, s -> {}, room),
        of(
            "connections of the database taken",
            "pending connections-exhausted",
            (server, db, others) -> {
              server.run("postgres", "alter database " + db + " connection limit 3");
              others.open("select 1");
              others.open("select 1");
            },
            s -> s.connectionsTaken(97),
            room),
        of(
            "no connection left for the check",
            "pending connections-exhausted",
            (server, db, others) -> {
              server.run("postgres", "alter database " + db + " connection limit 0");
            },
            ScriptedDatabase::connectionsExhausted,
            room),
        of(
            "too large",
            "pending database-too-large",
            TABLE,
            s -> {},
            db -> db.capacity().databaseAtMost(DataSize.mebibytes(1))),
        of(
            "transaction ids too old",
            "pending wraparound-near",
            TABLE,
            s -> s.transactionIdAge(2_000_000_000),
            db -> db.capacity().transactionIdsAtMost(Percent.percent(0))),
        of(
            "a slot that nobody reads",
            "pending slot-keeps-wal",
            (server, db, others) -> {
              server.run(db, "select pg_create_physical_replication_slot('" + db + "', true)");
              server.run(db, "create table big as select generate_series(1, 20000)");
            },
            s -> s.slotKeeping("db", DataSize.mebibytes(1)),
            db -> db.capacity().slotsKeepAtMost(DataSize.bytes(1000))));
  }

  private static List<Scenario> alembic() {
    Function<JdbcChecks, Check> head = db -> db.migrationsAtHead(AlembicScripts.in(versions));
    return List.of(
        of("at the head", "pass", version("public", "c3"), s -> s.alembicAt("c3"), head),
        of(
            "behind",
            "pending migrations-pending",
            version("public", "a1"),
            s -> s.alembicAt("a1"),
            head),
        of("ahead", "fail database-ahead", version("public", "d4"), s -> s.alembicAt("d4"), head),
        of(
            "an empty table",
            "pending nothing-applied",
            version("public"),
            s -> s.alembicAt(),
            head),
        of("no table", "pending never-migrated", TABLE, s -> {}, head),
        of(
            "a table off the search path",
            "fail wrong-schema",
            version("other", "c3"),
            s -> s.alembicAt("c3").migrationsInSchema("other"),
            head),
        of(
            "a table in the schema that was named",
            "pass",
            version("other", "c3"),
            s -> s.alembicAt("c3").migrationsInSchema("other"),
            db -> db.migrationsAtHead(AlembicScripts.in(versions)).inSchema("other")),
        of(
            "stamped, but not migrated",
            "fail schema-differs",
            version("public", "c3"),
            s -> s.alembicAt("c3"),
            db -> db.migrationsAtHead(AlembicScripts.in(versions)).having("app", "more")));
  }

  private static Arrange version(String schema, String... rows) {
    return (server, db, others) -> {
      server.run(
          db,
          "create schema if not exists " + schema,
          "create table " + schema + ".alembic_version (version_num varchar(32) primary key)",
          "grant usage on schema " + schema + " to checker");
      for (String row : rows) {
        server.run(db, "insert into " + schema + ".alembic_version values ('" + row + "')");
      }
    };
  }

  @BeforeAll
  static void write() throws Exception {
    Scripts.alembic(versions, "a1", "None");
    Scripts.alembic(versions, "b2", "'a1'");
    Scripts.alembic(versions, "c3", "'b2'");
  }

  @TestFactory
  Stream<DynamicNode> the_stand_in() {
    return scenarios().stream()
        .map(
            one ->
                dynamicTest(
                    one.name,
                    () -> {
                      ScriptedDatabase database = ScriptedDatabase.healthy();
                      one.scripted.accept(database);
                      Verdict verdict = ASK.now(one.check.apply(database.checks()));
                      assertThat(word(verdict)).as(verdict.reason()).isEqualTo(one.expected);
                    }));
  }

  @TestFactory
  Stream<DynamicNode> postgresql_of_the_system() throws Exception {
    return real(Servers.debian());
  }

  @TestFactory
  Stream<DynamicNode> postgresql_17() throws Exception {
    return real(Servers.before());
  }

  @TestFactory
  Stream<DynamicNode> postgresql_18() throws Exception {
    return real(Servers.newest());
  }

  private static Stream<DynamicNode> real(Server server) {
    return scenarios().stream().map(one -> dynamicTest(one.name, () -> assertSame(server, one)));
  }

  private static void assertSame(Server server, Scenario scenario) throws Exception {
    String database = server.database("scenario");
    try (Others others = new Others(server, database);
        JdbcChecks checks = server.checks(database)) {
      scenario.real.in(server, database, others);
      Verdict verdict = ASK.until(scenario.check.apply(checks), scenario.expected);
      assertThat(verdict.evidence().asked()).contains(String.valueOf(server.port()));
      assertThat(verdict.toString()).doesNotContain(Server.PASSWORD);
    } finally {
      if (!server.ask(database, "select count(*) from pg_prepared_xacts").equals("0")) {
        server.run(database, "rollback prepared '" + database + "'");
      }
      server.run(
          database,
          "select pg_drop_replication_slot(slot_name) from pg_replication_slots where not active");
    }
  }
}
