package dev.sallyport.checks.mongo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ServerSocketFactory;
import org.bson.BsonTimestamp;
import org.bson.Document;

/**
 * One member of a scripted set. It answers as we understand a mongod to, which was not compared
 * with one; a test sets what the script says.
 */
final class ScriptedNode implements AutoCloseable {
  static final Document OK = new Document("ok", 1.0);
  final WireServer wire;
  final ScriptedSet set;
  final Document line = new Document();
  volatile int state = 2;
  volatile int configVersion = 1;
  volatile boolean frozen;
  volatile boolean tooStale;
  volatile boolean refuses;
  volatile boolean down;
  volatile boolean deaf;
  volatile String sees = "";
  volatile List<Document> indexes = new ArrayList<>();
  volatile int oplogSeconds = 86_400;
  volatile long available = 50_000;
  private final AtomicLong frozenAt = new AtomicLong(1);

  ScriptedNode(ScriptedSet set, ServerSocketFactory sockets) throws IOException {
    this.set = set;
    this.wire = new WireServer(sockets, this::answer);
  }

  String name() {
    return wire.address();
  }

  boolean primary() {
    return state == 1;
  }

  void freeze() {
    frozenAt.set(set.clock.get());
    frozen = true;
  }

  /** Dies: hangs up on everyone, and on whoever comes. */
  void die() throws IOException {
    down = true;
    wire.close();
  }

  private Document answer(Document command) {
    String verb = command.keySet().iterator().next();
    if (refuses && !verb.equals("hello") && !verb.equalsIgnoreCase("isMaster")) {
      return error(18, "AuthenticationFailed", "Authentication failed.");
    }
    return switch (verb) {
      case "hello", "isMaster", "ismaster" -> hello();
      case "ping", "endSessions" -> OK;
      case "replSetGetConfig" ->
          new Document("config", set.config(configVersion)).append("ok", 1.0);
      case "replSetGetStatus" -> status();
      case "appendOplogNote" -> note(command);
      case "find" -> find(command);
      case "aggregate" -> cursor(indexes);
      case "collStats" -> new Document("size", 990L).append("maxSize", 1000L).append("ok", 1.0);
      case "serverStatus" ->
          new Document(
                  "connections",
                  new Document("current", 5).append("available", available).append("rejected", 0L))
              .append("ok", 1.0);
      default -> error(59, "CommandNotFound", "no such command: '" + verb + "'");
    };
  }

  private BsonTimestamp opTime() {
    return new BsonTimestamp(1000, (int) (frozen ? frozenAt.get() : set.clock.get()));
  }

  private Document hello() {
    Document hello =
        new Document("isWritablePrimary", primary())
            .append("ismaster", primary())
            .append("helloOk", true)
            .append("secondary", state == 2)
            .append("setName", "rs0")
            .append("setVersion", configVersion)
            .append("hosts", set.hosts())
            .append("me", name())
            .append("maxBsonObjectSize", 16_777_216)
            .append("maxMessageSizeBytes", 48_000_000)
            .append("maxWriteBatchSize", 100_000)
            .append("localTime", new Date())
            .append("logicalSessionTimeoutMinutes", 30)
            .append("minWireVersion", 0)
            .append("maxWireVersion", 21)
            .append(
                "lastWrite",
                new Document("opTime", new Document("ts", opTime()).append("t", 1L))
                    .append("majorityOpTime", new Document("ts", set.committed()).append("t", 1L))
                    .append("lastWriteDate", new Date()));
    String primary = sees.isEmpty() ? set.primaryName() : sees;
    if (!primary.isEmpty() && !primary.equals("none")) {
      hello.append("primary", primary);
    }
    if (line.getBoolean("arbiterOnly", false)) {
      hello.append("arbiterOnly", true);
    }
    return hello.append("ok", 1.0);
  }

  private Document status() {
    Document self =
        new Document("name", name())
            .append("state", state)
            .append("stateStr", "")
            .append("self", true);
    Document status =
        new Document("set", "rs0")
            .append("myState", state)
            .append("term", 1L)
            .append("members", List.of(self))
            .append("optimes", new Document("appliedOpTime", new Document("ts", opTime())));
    return (tooStale ? status.append("tooStale", true) : status).append("ok", 1.0);
  }

  private Document note(Document command) {
    if (!primary()) {
      return error(10107, "NotWritablePrimary", "not primary");
    }
    set.clock.incrementAndGet();
    Document concern = command.get("writeConcern", new Document());
    if ("majority".equals(concern.get("w")) && !deaf && !set.majorityApplies()) {
      return new Document(
              "writeConcernError",
              new Document("code", 64)
                  .append("codeName", "WriteConcernFailed")
                  .append("errmsg", "waiting for replication timed out")
                  .append("errInfo", new Document("wtimeout", true)))
          .append("ok", 1.0);
    }
    return OK;
  }

  private Document find(Document command) {
    if (!command.getString("find").equals("oplog.rs")) {
      return cursor(List.of(new Document("_id", 1)));
    }
    Number order = (Number) command.get("sort", Document.class).get("$natural");
    int at = order.intValue() > 0 ? 1_000_000 : 1_000_000 + oplogSeconds;
    return cursor(List.of(new Document("ts", new BsonTimestamp(at, 1))));
  }

  private static Document cursor(List<Document> batch) {
    return new Document(
            "cursor", new Document("id", 0L).append("ns", "x.y").append("firstBatch", batch))
        .append("ok", 1.0);
  }

  private static Document error(int code, String name, String text) {
    return new Document("ok", 0.0)
        .append("code", code)
        .append("codeName", name)
        .append("errmsg", text);
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}
