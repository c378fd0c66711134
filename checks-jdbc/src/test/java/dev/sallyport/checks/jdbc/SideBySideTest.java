package dev.sallyport.checks.jdbc;

import static dev.sallyport.checks.jdbc.Server.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that people type and these checks before the same states: the check is right each
 * time, and as quick. What was seen is written to {@code target/side-by-side.md}, the table of the
 * documentation.
 */
@Tag("once")
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SideBySideTest {
  private static final int TIMES = 3;
  private static final Path TABLE = Path.of("target/side-by-side.md");
  private static final String NAIVE_LAG =
      "select coalesce(extract(epoch from now() - pg_last_xact_replay_timestamp()), 0) < 0.2";
  private static final String LESS_NAIVE_LAG =
      "select pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()";
  private static final String INDEX =
      "select count(*) > 0 from pg_indexes where indexname = 'app_name'";

  @TempDir private static Path folder;
  private static DebianServer primary;
  private static DebianServer standby;
  private static JdbcChecks copy;
  private static Path versions;

  private interface Asked {
    Command command() throws Exception;
  }

  @BeforeAll
  static void start() throws Exception {
    PythonTools.program("alembic");
    primary = DebianServer.fresh();
    primary.database("app");
    primary.run(
        "app",
        "create table app (id int primary key, name text)",
        "grant create on schema public to checker");
    standby = DebianServer.standbyOf(primary, "standby1");
    copy = standby.checks("app");
    versions = folder.resolve("migrations/versions");
    Scripts.alembicProject(folder);
    Scripts.alembic(versions, "a1", "None");
    Scripts.alembic(versions, "b2", "'a1'");
    for (int i = 0; i < 20; i++) {
      // a command is compiled long before it is typed
      ours(JdbcChecks::indexesValid, Server.PASSWORD);
      ours(db -> db.migrationsAtHead(AlembicScripts.in(versions)), Server.PASSWORD);
      ours(db -> db.replicationLag().below(Duration.ofSeconds(1)), Server.PASSWORD);
    }
    Files.deleteIfExists(TABLE);
    print("| state | command | it says | check says | command | check |");
    print("|---|---|---|---|---|---|");
  }

  @AfterAll
  static void stop() {
    if (copy != null) {
      copy.close();
    }
    if (standby != null) {
      standby.close();
    }
    if (primary != null) {
      primary.close();
    }
  }

  private static Command psql(Server server, String query) throws Exception {
    Command command =
        Command.run(
            "psql",
            "-X",
            "-A",
            "-t",
            "-h",
            "127.0.0.1",
            "-U",
            "postgres",
            "-p",
            "" + server.port(),
            "-d",
            "app",
            "-c",
            query);
    boolean yes = command.exit() == 0 && command.said().strip().equals("t");
    return new Command(yes ? 0 : 1, command.said(), command.took());
  }

  private static Command isReady() throws Exception {
    return Command.run("pg_isready", "-q", "-t", "2", "-h", "127.0.0.1", "-p", "" + primary.port());
  }

  private static Command alembic(String... arguments) throws Exception {
    return PythonTools.run(
        folder,
        "postgresql+psycopg2://postgres@127.0.0.1:" + primary.port() + "/app",
        PythonTools.program("alembic"),
        arguments);
  }

  /** Lets both judge, and holds ours to the truth, and both to the clock. */
  private static void compare(
      String state, boolean sound, String command, Asked asked, Function<JdbcChecks, Check> check)
      throws Exception {
    compare(state, sound, command, asked, check, Server.PASSWORD);
  }

  private static void compare(
      String state,
      boolean sound,
      String command,
      Asked asked,
      Function<JdbcChecks, Check> check,
      String password)
      throws Exception {
    List<Duration> theirTimes = new ArrayList<>();
    List<Duration> ourTimes = new ArrayList<>();
    boolean theirs = false;
    String said = "";
    for (int i = 0; i < TIMES; i++) {
      Command answer = asked.command();
      theirTimes.add(answer.took());
      theirs = answer.exit() == 0;
      long began = System.nanoTime();
      Verdict verdict = ours(check, password);
      ourTimes.add(Duration.ofNanos(System.nanoTime() - began));
      said = word(verdict);
      assertThat(verdict.passed()).as(state + ": " + verdict.reason()).isEqualTo(sound);
    }
    print(
        "| %s | `%s` | %s%s | %s | %d ms | %d ms |"
            .formatted(
                state,
                command,
                theirs ? "fine" : "not fine",
                theirs == sound ? "" : " (**wrong**)",
                said,
                median(theirTimes).toMillis(),
                median(ourTimes).toMillis()));
    assertThat(median(ourTimes))
        .as(state)
        .isLessThan(median(theirTimes).multipliedBy(6).dividedBy(5).plusMillis(5));
  }

  private static void print(String line) throws Exception {
    Files.writeString(TABLE, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Asks as a command would: connects, asks once, and hangs up. */
  private static Verdict ours(Function<JdbcChecks, Check> check, String password) throws Exception {
    JdbcOptions options =
        JdbcOptions.url(primary.url("app"))
            .withoutTls()
            .user("checker")
            .password(Server.SECRET)
            .deadlines(Duration.ofSeconds(2), Duration.ofSeconds(2));
    try (JdbcChecks db = JdbcChecks.of(options)) {
      return check
          .apply(db)
          .judge(ASK.within(Duration.ofSeconds(10)).knowing(Server.SECRET, password).sample());
    }
  }

  private static Duration median(List<Duration> times) {
    return times.stream().sorted().toList().get(TIMES / 2);
  }

  @Test
  void is_the_database_there() throws Exception {
    Function<JdbcChecks, Check> check = db -> db.dbConnectivity().primary();
    String command = "pg_isready";
    compare("a primary that is well", true, command, SideBySideTest::isReady, check);
    compare("wrong password", false, command, SideBySideTest::isReady, check, "wr0ng");
    compare(
        "a standby where the primary is wanted",
        false,
        command,
        SideBySideTest::isReady,
        db -> db.dbConnectivity().standby());
    primary.run("postgres", "alter database app connection limit 0");
    compare("no connection left", false, command, SideBySideTest::isReady, check);
    primary.run("postgres", "alter database app connection limit -1");
    primary.pause();
    try {
      compare("stopped with SIGSTOP", false, command, SideBySideTest::isReady, check);
    } finally {
      primary.resume();
    }
  }

  @Test
  void is_it_migrated() throws Exception {
    Function<JdbcChecks, Check> head = db -> db.migrationsAtHead(AlembicScripts.in(versions));
    Asked plain = () -> alembic("current");
    Asked heads = () -> alembic("current", "--check-heads");
    alembic("upgrade", "a1").orThrow();
    compare("behind", false, "alembic current", plain, head);
    compare("behind", false, "alembic current --check-heads", heads, head);
    alembic("upgrade", "head").orThrow();
    compare("at the head", true, "alembic current --check-heads", heads, head);
    compare(
        "stamped, the table is not there",
        false,
        "alembic current --check-heads",
        heads,
        db -> db.migrationsAtHead(AlembicScripts.in(versions)).having("t_never", "id"));
    Scripts.alembic(versions, "c3", "'a1'");
    compare("one of two heads", false, "alembic current", plain, head);
    compare("one of two heads", false, "alembic current --check-heads", heads, head);
    Files.delete(versions.resolve("c3_step.py"));
    Scripts.alembic(versions, "x1", "None", "branch_labels = ('extra',)");
    Scripts.alembic(versions, "e5", "'b2'", "depends_on = 'x1'");
    alembic("upgrade", "heads").orThrow();
    compare("a head that another depends on", true, "alembic current --check-heads", heads, head);
    Files.delete(versions.resolve("e5_step.py"));
    compare("a newer artefact was here", false, "alembic current --check-heads", heads, head);
  }

  @Test
  void is_the_index_there() throws Exception {
    primary.run("app", "insert into app values (1, 'a'), (2, 'a')");
    try {
      primary.run("app", "create unique index concurrently app_name on app (name)");
    } catch (SQLException e) {
      primary.run("app", "create unique index concurrently if not exists app_name on app (name)");
    }
    compare(
        "left over by CONCURRENTLY",
        false,
        "psql: from pg_indexes",
        () -> psql(primary, INDEX),
        db -> db.indexesValid().expecting("app_name"));
    primary.run("app", "drop index app_name", "create index app_name on app (name)");
    compare(
        "a sound index",
        true,
        "psql: from pg_indexes",
        () -> psql(primary, INDEX),
        db -> db.indexesValid().expecting("app_name"));
  }

  @Test
  void does_the_standby_follow() throws Exception {
    Function<JdbcChecks, Check> lag = db -> db.replicationLag().below(Duration.ofMillis(200));
    Asked naive = () -> psql(standby, NAIVE_LAG);
    Asked lessNaive = () -> psql(standby, LESS_NAIVE_LAG);
    primary.run("app", "insert into app values (9, 'z')");
    Thread.sleep(300);
    compare("an idle primary", true, "psql: now() - last replay", naive, lag);
    compare("an idle primary", true, "psql: received = replayed", lessNaive, lag);
    String conninfo = standby.ask("app", "show primary_conninfo");
    standby.run("app", "alter system set primary_conninfo = ''", "select pg_reload_conf()");
    try (JdbcChecks db = primary.checks("app")) {
      ASK.until(lag.apply(db), "pending standby-missing");
      primary.run("app", "insert into app values (10, 'y')");
      compare("a standby cut off", false, "psql: received = replayed", lessNaive, lag);
      compare("a standby cut off", false, "psql: now() - last replay", naive, lag);
    } finally {
      standby.run(
          "app",
          "alter system set primary_conninfo = '" + conninfo.replace("'", "''") + "'",
          "select pg_reload_conf()");
    }
  }
}
