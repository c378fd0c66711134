package dev.sallyport.checks.mongo;

import java.time.Instant;
import java.util.List;
import org.bson.BsonTimestamp;
import org.bson.Document;

/** What a member of a scripted set answers to a command, as we understand a mongod to. */
final class ScriptedAnswers {
  private static final Document OK = new Document("ok", 1.0);
  private static final long DISK = 1_000_000_000_000L;
  private static final int EPOCH = 1_000_000;

  /** Time stands still in a script; what is later is told by the increment of an opTime. */
  private static final Instant THEN = Instant.ofEpochSecond(1000);

  private final ScriptedMongo set;
  private final ScriptedMember member;

  ScriptedAnswers(ScriptedMongo set, ScriptedMember member) {
    this.set = set;
    this.member = member;
  }

  Document answer(Document command) {
    String verb = command.keySet().iterator().next();
    boolean greeting = verb.equals("hello") || verb.equalsIgnoreCase("isMaster");
    if (greeting) {
      return hello();
    }
    if (member.refuses && member.arbiter()) {
      return error(13, "Unauthorized", "Command " + verb + " requires authentication");
    }
    if (member.refuses) {
      return error(18, "AuthenticationFailed", "Authentication failed.");
    }
    return switch (verb) {
      case "ping", "endSessions" -> OK;
      case "replSetGetConfig" ->
          new Document("config", set.config(member.configVersion)).append("ok", 1.0);
      case "replSetGetStatus" -> status();
      case "appendOplogNote" -> note(command);
      case "find" -> find(command);
      case "aggregate" -> cursor(member.indexes);
      case "collStats" ->
          new Document("size", member.oplogPercent).append("maxSize", 100L).append("ok", 1.0);
      case "serverStatus" -> serverStatus();
      case "dbStats" -> fileSystem();
      case "currentOp" -> operations();
      case "validate" -> validate();
      default -> error(59, "CommandNotFound", "no such command: '" + verb + "'");
    };
  }

  private BsonTimestamp opTime() {
    return new BsonTimestamp(
        (int) THEN.getEpochSecond(), member.frozenAt > 0 ? member.frozenAt : set.lastWrite());
  }

  private Document hello() {
    Document times =
        new Document("opTime", new Document("ts", opTime()).append("t", set.term()))
            .append("majorityOpTime", new Document("ts", set.committed()).append("t", set.term()))
            .append("lastWriteDate", THEN);
    Document hello =
        new Document("isWritablePrimary", member.primary())
            .append("ismaster", member.primary())
            .append("helloOk", true)
            .append("secondary", member.state == ScriptedMember.SECONDARY)
            .append("setName", "rs0")
            .append("setVersion", member.configVersion)
            .append("hosts", set.hosts())
            .append("me", member.address)
            .append("maxBsonObjectSize", 16_777_216)
            .append("maxMessageSizeBytes", 48_000_000)
            .append("maxWriteBatchSize", 100_000)
            .append("localTime", THEN)
            .append("logicalSessionTimeoutMinutes", 30)
            .append("minWireVersion", 0)
            .append("maxWireVersion", 21)
            .append("lastWrite", times);
    String primary = member.sees.isEmpty() ? set.primaryName() : member.sees;
    if (!primary.isEmpty() && !primary.equals(ScriptedMongo.NOBODY)) {
      hello.append("primary", primary);
    }
    if (member.arbiter()) {
      hello.append("arbiterOnly", true);
    }
    if (member.hidden()) {
      hello.append("hidden", true);
    }
    return hello.append("ok", 1.0);
  }

  private Document status() {
    Document self =
        new Document("name", member.address)
            .append("state", member.state)
            .append("stateStr", "")
            .append("self", true);
    Document status =
        new Document("set", "rs0")
            .append("myState", member.state)
            .append("term", set.term())
            .append("members", List.of(self))
            .append("optimes", new Document("appliedOpTime", new Document("ts", opTime())));
    return (member.tooStale ? status.append("tooStale", true) : status).append("ok", 1.0);
  }

  private Document note(Document command) {
    if (!member.primary()) {
      return error(10107, "NotWritablePrimary", "not primary");
    }
    if (member.fsyncLocked) {
      return tooLong();
    }
    set.write();
    Document concern = command.get("writeConcern", new Document());
    if ("majority".equals(concern.get("w")) && !set.majorityApplies()) {
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
    if (!"oplog.rs".equals(command.getString("find"))) {
      return cursor(List.of(new Document("_id", 1)));
    }
    Number order = (Number) command.get("sort", new Document()).get("$natural");
    boolean last = order != null && order.intValue() < 0;
    int at = EPOCH + (last ? Math.toIntExact(member.oplogSeconds) : 0);
    return cursor(List.of(new Document("ts", new BsonTimestamp(at, 1))));
  }

  private Document serverStatus() {
    Document connections =
        new Document("current", 5)
            .append("available", member.connectionsLeft)
            .append("rejected", 0L);
    Document cache =
        new Document("tracked dirty bytes in the cache", 1_000_000L)
            .append("maximum bytes configured", 100_000_000L);
    return new Document("connections", connections)
        .append("wiredTiger", new Document("cache", cache))
        .append("ok", 1.0);
  }

  private Document fileSystem() {
    if (Double.isNaN(member.storagePercent)) {
      return new Document("ok", 1.0);
    }
    return new Document("fsUsedSize", DISK * member.storagePercent / 100)
        .append("fsTotalSize", (double) DISK)
        .append("ok", 1.0);
  }

  private Document operations() {
    Document none = new Document("inprog", List.of());
    return (member.fsyncLocked ? none.append("fsyncLock", true) : none).append("ok", 1.0);
  }

  private Document validate() {
    if (member.validatesForever) {
      return tooLong();
    }
    return new Document("nrecords", set.documents())
        .append("nIndexes", member.indexes.size() + 1)
        .append("valid", member.damages.isEmpty())
        .append("errors", member.damages)
        .append("nNonCompliantDocuments", member.violations)
        .append("warnings", List.of())
        .append("ok", 1.0);
  }

  private static Document cursor(List<Document> batch) {
    return new Document(
            "cursor", new Document("id", 0L).append("ns", "x.y").append("firstBatch", batch))
        .append("ok", 1.0);
  }

  private static Document tooLong() {
    return error(50, "MaxTimeMSExpired", "operation exceeded time limit");
  }

  private static Document error(int code, String name, String text) {
    return new Document("ok", 0.0)
        .append("code", code)
        .append("codeName", name)
        .append("errmsg", text);
  }
}
