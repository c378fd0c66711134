package dev.sallyport.checks.mongo;

import java.util.List;
import org.bson.Document;

/** One member of a scripted set. What is not in its line of the configuration stands here. */
final class ScriptedMember {
  static final int PRIMARY = 1;
  static final int SECONDARY = 2;
  static final int RECOVERING = 3;
  static final int ARBITER = 7;

  final String address;
  final Document line;
  volatile int state = SECONDARY;
  volatile int configVersion = 1;
  volatile boolean down;
  volatile boolean refuses;
  volatile boolean tooStale;
  volatile boolean fsyncLocked;
  volatile boolean validatesForever;
  volatile long violations;

  /** The last write it applied while the others go on; 0 while it keeps up. */
  volatile int frozenAt;

  /** Whom it holds for the primary; empty while that is the set's. */
  volatile String sees = "";

  volatile List<Document> indexes = List.of();
  volatile List<String> damages = List.of();
  volatile long oplogSeconds = 86_400;
  volatile double oplogPercent = 100;
  volatile long connectionsLeft = 50_000;

  /** How full its file system is; not a number if it does not tell. */
  volatile double storagePercent = 50;

  ScriptedMember(int id, String address) {
    this.address = address;
    this.line =
        new Document("_id", id).append("host", address).append("votes", 1).append("priority", 1);
  }

  boolean primary() {
    return state == PRIMARY;
  }

  boolean arbiter() {
    return line.getBoolean("arbiterOnly", false);
  }

  boolean hidden() {
    return line.getBoolean("hidden", false);
  }

  boolean applies() {
    return !down && frozenAt == 0 && !arbiter();
  }
}
