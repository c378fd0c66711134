package dev.sallyport.examples.analytics;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import dev.sallyport.checks.mongo.ScriptedMongo;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * Where the data are: two real servers, production's and staging's, and a replica set that follows
 * a script, since no mongod can be had here.
 *
 * <p>The replica is production's server by another way, which can be cut. What the set is asked for
 * of indexes is what production's server has, as replication would have it.
 */
final class MongoPart implements AutoCloseable {
  static final String NAME = "forms";
  static final String FORM = "test";
  static final int RESPONSES = 200;

  final ScriptedMongo set = ScriptedMongo.healthy(3);
  final FerretServer server;
  final FerretServer staging;
  final Relay replica;
  private final MongoClient client;
  private final Replication replication;

  MongoPart(Path folder) throws Exception {
    this.server = new FerretServer(folder.resolve("production"));
    this.staging = new FerretServer(folder.resolve("staging"));
    this.replica = new Relay(server.port());
    this.client = MongoClients.create("mongodb://127.0.0.1:" + server.port());
    fill(data());
    try (MongoClient beside = MongoClients.create("mongodb://127.0.0.1:" + staging.port())) {
      fill(beside.getDatabase(NAME));
    }
    this.replication = new Replication(set, data());
  }

  /** A form, and responses to it over the last hundred hours, as version 2.0 has written them. */
  private static void fill(MongoDatabase data) {
    data.getCollection("forms")
        .insertOne(new Document("_id", FORM).append("title", "Customers' satisfaction"));
    long now = Instant.parse("2026-01-09T00:00:00Z").toEpochMilli();
    data.getCollection("responses")
        .insertMany(
            IntStream.range(0, RESPONSES)
                .mapToObj(
                    i ->
                        new Document("_id", "r" + i)
                            .append("form", FORM)
                            .append("submitted", new Date(now - i * 1_800_000L))
                            .append("seconds", 20 + i % 60)
                            .append("answers", new Document("score", i % 11)))
                .toList());
  }

  /** Returns the data in production. */
  MongoDatabase data() {
    return client.getDatabase(NAME);
  }

  String database() {
    return uri(server.port());
  }

  String replica() {
    return uri(replica.port());
  }

  String staging() {
    return uri(staging.port());
  }

  private static String uri(int port) {
    return "mongodb://127.0.0.1:" + port + "/" + NAME;
  }

  @Override
  public void close() throws IOException {
    replication.close();
    client.close();
    replica.close();
    staging.close();
    server.close();
  }
}
