package dev.sallyport.checks.jdbc;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A PostgreSQL database that a test tells what state it is in: it gives out {@link JdbcChecks} that
 * judge that state by the same rules as a real one's, without any server.
 *
 * <pre>{@code
 * ScriptedDatabase db = ScriptedDatabase.healthy();
 * Check migrated = db.checks().migrationsAtHead(AlembicScripts.in(versions));
 * db.alembicAt("4f1c2b");
 * db.invalidIndex("orders_total_idx", "orders");
 * }</pre>
 *
 * <p>It begins as a primary with one index, one standby that keeps up, 10 of 97 connections taken
 * and no table of migrations. Each method changes it and returns it; {@link #down} and its like
 * last until {@link #answering}. Thread-safe.
 */
public final class ScriptedDatabase {
  private static final String ADDRESS = "jdbc:postgresql://scripted/app";
  private static final String IDENTIFIER = "7000000000000000001";
  private static final Lsn WRITTEN = new Lsn(0x5000000);

  private final Map<String, List<Row>> tables = new HashMap<>();
  private final Set<String> columns = new TreeSet<>();
  private final List<Row> indexes = new ArrayList<>();
  private final List<Row> unvalidated = new ArrayList<>();
  private final List<Row> building = new ArrayList<>();
  private final List<Row> sessions = new ArrayList<>();
  private final List<Row> prepared = new ArrayList<>();
  private final List<Row> slots = new ArrayList<>();
  private final Map<String, Lsn> standbys = new TreeMap<>();
  private Optional<Refusal.Kind> refusal = Optional.empty();
  private Optional<String> schemaOfMigrations = Optional.empty();
  private boolean standby;
  private String receiver = "streaming";
  private boolean paused;
  private long connections = 10;
  private DataSize size = DataSize.mebibytes(8);
  private long xidAge = 1000;

  private ScriptedDatabase() {}

  /** Returns a primary that is well. */
  public static ScriptedDatabase healthy() {
    ScriptedDatabase database = new ScriptedDatabase();
    database.indexes.add(ScriptedRows.index("app_pkey", "app", true));
    database.standbys.put("standby1", WRITTEN);
    return database;
  }

  /** Returns a standby that is well: for {@code alsoAsking}. */
  public static ScriptedDatabase healthyStandby() {
    ScriptedDatabase database = healthy();
    database.standby = true;
    return database;
  }

  /** Returns checks of this database; each sample sees the state it is in then. */
  public JdbcChecks checks() {
    return new JdbcChecks(new Answering());
  }

  /** It cannot be reached. */
  public ScriptedDatabase down() {
    return refusing(Refusal.Kind.UNREACHABLE);
  }

  /** It takes connections and does not answer. */
  public ScriptedDatabase hanging() {
    return refusing(Refusal.Kind.TIMED_OUT);
  }

  /** It starts, or shuts down. */
  public ScriptedDatabase startingUp() {
    return refusing(Refusal.Kind.STARTING);
  }

  /** It refuses the user or the password. */
  public ScriptedDatabase refusingLogin() {
    return refusing(Refusal.Kind.REFUSED);
  }

  /** It has no connection left, not even for the check. */
  public ScriptedDatabase connectionsExhausted() {
    return refusing(Refusal.Kind.EXHAUSTED);
  }

  /** It answers again. */
  public synchronized ScriptedDatabase answering() {
    refusal = Optional.empty();
    return this;
  }

  private synchronized ScriptedDatabase refusing(Refusal.Kind kind) {
    refusal = Optional.of(kind);
    return this;
  }

  /** It is a standby from now on. */
  public synchronized ScriptedDatabase demoted() {
    standby = true;
    return this;
  }

  /** It is a primary from now on. */
  public synchronized ScriptedDatabase promoted() {
    standby = false;
    return this;
  }

  /** It has one more index. */
  public synchronized ScriptedDatabase index(String name, String table) {
    indexes.add(ScriptedRows.index(name, table, true));
    return this;
  }

  /** It has an index that nobody builds and that is not valid. */
  public synchronized ScriptedDatabase invalidIndex(String name, String table) {
    indexes.add(ScriptedRows.index(name, table, false));
    return this;
  }

  /** Somebody builds an index. */
  public synchronized ScriptedDatabase buildingIndex(String name, String table) {
    indexes.add(ScriptedRows.index(name, table, false));
    building.add(ScriptedRows.building(name, table));
    return this;
  }

  /** It has a partitioned index, not all of whose partitions have one attached. */
  public synchronized ScriptedDatabase partitionsNotAttached(String name, String table) {
    indexes.add(ScriptedRows.partitioned(name, table));
    return this;
  }

  /** It has no index at all, and none is being built. */
  public synchronized ScriptedDatabase withoutIndexes() {
    indexes.clear();
    building.clear();
    return this;
  }

  /** It has a constraint that was never validated. */
  public synchronized ScriptedDatabase constraintNotValidated(String name, String table) {
    unvalidated.add(ScriptedRows.constraint(name, table));
    return this;
  }

  /** A session has had a transaction open for so long and does nothing in it. */
  public synchronized ScriptedDatabase idleInTransaction(Duration age) {
    sessions.add(ScriptedRows.session(sessions.size() + 101, "idle in transaction", age));
    return this;
  }

  /** A session has been at work in a transaction for so long. */
  public synchronized ScriptedDatabase longTransaction(Duration age) {
    sessions.add(ScriptedRows.session(sessions.size() + 101, "active", age));
    return this;
  }

  /** One session waits for so long for a lock that another holds, which began just then. */
  public synchronized ScriptedDatabase lockWait(Duration age) {
    int holder = sessions.size() + 101;
    sessions.add(ScriptedRows.session(holder, "active", Duration.ZERO));
    sessions.add(ScriptedRows.waiting(holder + 1, holder, age));
    return this;
  }

  /** A transaction was prepared so long ago. */
  public synchronized ScriptedDatabase preparedTransaction(String name, Duration age) {
    prepared.add(ScriptedRows.prepared(name, age));
    return this;
  }

  /** Nobody else is at work, and nothing is prepared. */
  public synchronized ScriptedDatabase quiet() {
    sessions.clear();
    prepared.clear();
    return this;
  }

  /** So many of the 97 connections are taken. */
  public synchronized ScriptedDatabase connectionsTaken(int count) {
    connections = count;
    return this;
  }

  /** It is so large. */
  public synchronized ScriptedDatabase size(DataSize bytes) {
    size = bytes;
    return this;
  }

  /** Its oldest transaction id is so old. */
  public synchronized ScriptedDatabase transactionIdAge(long age) {
    xidAge = age;
    return this;
  }

  /** It has a slot that nobody reads and that keeps so much WAL. */
  public synchronized ScriptedDatabase slotKeeping(String name, DataSize bytes) {
    slots.add(ScriptedRows.slot(name, "extended", bytes));
    return this;
  }

  /** It has a slot that has lost WAL. */
  public synchronized ScriptedDatabase slotLost(String name) {
    slots.add(ScriptedRows.slot(name, "lost", DataSize.bytes(0)));
    return this;
  }

  /** A standby streams from it and keeps up. */
  public synchronized ScriptedDatabase standbyStreaming(String name) {
    standbys.put(name, WRITTEN);
    return this;
  }

  /** A standby streams from it, and stays so far behind. */
  public synchronized ScriptedDatabase standbyBehind(String name, DataSize bytes) {
    standbys.put(name, new Lsn(WRITTEN.value() - bytes.bytes()));
    return this;
  }

  /** A standby streams from it no longer. */
  public synchronized ScriptedDatabase standbyGone(String name) {
    standbys.remove(name);
    return this;
  }

  /** Of a standby: its replay is paused. */
  public synchronized ScriptedDatabase replayPaused() {
    paused = true;
    return this;
  }

  /** Of a standby: its WAL receiver does not run. */
  public synchronized ScriptedDatabase receiverCutOff() {
    receiver = "";
    return this;
  }

  /** Alembic's table has these versions; with none it is empty. */
  public ScriptedDatabase alembicAt(String... versions) {
    return table(
        "alembic_version",
        Arrays.stream(versions).map(version -> Map.of("version_num", version)).toList());
  }

  /** Django's table has these migrations, each as {@code app.name}. */
  public ScriptedDatabase djangoApplied(String... migrations) {
    return table(
        "django_migrations",
        Arrays.stream(migrations)
            .map(name -> name.split("\\.", 2))
            .map(parts -> Map.of("app", parts[0], "name", parts[1]))
            .toList());
  }

  /**
   * A table of migrations has these rows.
   *
   * @param name its name, as the tool has it in lower case
   * @param rows the values by column, in lower case
   */
  public synchronized ScriptedDatabase table(String name, List<Map<String, String>> rows) {
    tables.put(name, rows.stream().map(Row::new).toList());
    return this;
  }

  /** The tables of migrations are not on the search path, but in that schema. */
  public synchronized ScriptedDatabase migrationsInSchema(String name) {
    schemaOfMigrations = Optional.of(name);
    return this;
  }

  /** It has a column, for {@code having}. */
  public synchronized ScriptedDatabase column(String table, String name) {
    columns.add(table + "." + name);
    return this;
  }

  @Override
  public String toString() {
    return ADDRESS;
  }

  private synchronized Object answer(Question<?> question) {
    if (question instanceof History.Ask ask) {
      return history(ask);
    }
    Class<?> seen = question.seen();
    if (seen == Session.class) {
      return new Session(ScriptedRows.session(standby, IDENTIFIER), Duration.ofMillis(1));
    }
    if (seen == Indexes.class) {
      return new Indexes(List.copyOf(indexes), List.copyOf(unvalidated), List.copyOf(building));
    }
    if (seen == Activity.class) {
      return new Activity(List.copyOf(sessions), List.copyOf(prepared));
    }
    if (seen == CapacitySeen.class) {
      return new CapacitySeen(ScriptedRows.capacity(connections, size, xidAge), List.copyOf(slots));
    }
    if (seen == WalTarget.class) {
      return new WalTarget(ScriptedRows.target(standby, WRITTEN, IDENTIFIER));
    }
    if (seen == Standbys.class) {
      return new Standbys(ScriptedRows.standbys(standbys));
    }
    return new Receiver(ScriptedRows.receiver(standby, IDENTIFIER, WRITTEN, receiver, paused));
  }

  private History history(History.Ask ask) {
    Map<String, Table> found = new LinkedHashMap<>();
    List<String> path = List.of(ask.schema().orElse("public"));
    String schema = schemaOfMigrations.orElse("public");
    for (String name : ask.tables()) {
      boolean there = tables.containsKey(name);
      boolean here = there && path.contains(schema);
      found.put(
          name,
          new Table(
              name,
              path,
              here ? Optional.of(schema) : Optional.empty(),
              there && !here ? List.of(schema) : List.of(),
              here ? tables.getOrDefault(name, List.of()) : List.of()));
    }
    return new History(found, Set.copyOf(columns), "PostgreSQL");
  }

  private final class Answering implements Database {
    private volatile boolean closed;

    @Override
    public String address() {
      return ADDRESS;
    }

    @Override
    public <S> Seen<S> see(Question<S> question, CheckContext context) throws Refusal {
      if (closed) {
        throw new IllegalStateException("These JdbcChecks are closed. Keep them open for the run.");
      }
      Optional<Refusal.Kind> refused;
      synchronized (ScriptedDatabase.this) {
        refused = refusal;
      }
      if (refused.isPresent()) {
        throw new Refusal(refused.get(), ADDRESS, "so it was told");
      }
      return new Seen<>(
          "PostgreSQL (scripted)",
          question.seen().cast(answer(question)),
          context.clock().instant());
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
