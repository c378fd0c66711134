package dev.sallyport.examples.analytics;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import dev.sallyport.checks.mongo.ScriptedMongo;
import java.util.List;
import org.bson.Document;

/** Has a replica set that follows a script know the indexes that a real server has. */
final class Replication implements AutoCloseable {
  private static final List<String> MADE_BY_MIGRATIONS =
      List.of("plan3_form_day", "plan3_form_submitted", "plan3_rollup_day");

  /** In milliseconds; each look is some queries, which are the server's only load at rest. */
  private static final int PAUSE = 300;

  private final ScriptedMongo set;
  private final MongoDatabase data;
  private final Thread thread = new Thread(this::replicate, "replication");

  /** Starts it; it goes on until it is closed. */
  Replication(ScriptedMongo set, MongoDatabase data) {
    this.set = set;
    this.data = data;
    thread.setDaemon(true);
    thread.start();
  }

  private void replicate() {
    while (!thread.isInterrupted()) {
      try {
        mirror();
        Thread.sleep(PAUSE);
      } catch (MongoException e) {
        continue; // the server is down; the set keeps what it has
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void mirror() {
    for (String name : MADE_BY_MIGRATIONS) {
      set.addresses().forEach(member -> set.indexLost(member, name));
    }
    for (String collection : data.listCollectionNames()) {
      for (Document index : data.getCollection(collection).listIndexes()) {
        set.indexed(index.toJson());
      }
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
