package dev.sallyport.checks.mongo;

import org.bson.Document;

/** The commands that several places must put alike. */
final class Commands {
  private Commands() {}

  static Document validate(String collection, boolean full) {
    Document command = new Document("validate", collection);
    return full ? command.append("full", true) : command;
  }

  /** Asks a database that every member of a set has: of one that is not there, dbStats tells 0. */
  static Document fileSystem() {
    return new Document("dbStats", 1);
  }

  /** Tells of a forgotten fsyncLock; no operation has that name, so none is listed. */
  static Document locked() {
    return new Document("currentOp", 1).append("op", "none-of-these");
  }
}
