package dev.sallyport.checks.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.model.IndexOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;

/** A replica set of real mongods on the loop-back address, started by a test. */
final class Mongods implements AutoCloseable {
  private final Path program;
  private final Path folder;
  private final List<Integer> ports = new ArrayList<>();
  final List<Process> processes = new ArrayList<>();

  private Mongods(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** Returns the {@code mongod} of a search path. */
  static Optional<Path> on(String path) {
    return Stream.of(path.split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "mongod"))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  static Mongods start(Path program, Path folder, int members) throws Exception {
    Mongods set = new Mongods(program, folder);
    try {
      for (int i = 0; i < members; i++) {
        set.ports.add(freePort());
        set.processes.add(set.begin(i));
      }
      set.initiate();
    } catch (Exception e) {
      set.close();
      throw e;
    }
    return set;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private Process begin(int i) throws IOException {
    Path data = Files.createDirectories(folder.resolve("m" + i));
    return new ProcessBuilder(
            program.toString(),
            "--replSet=rs0",
            "--bind_ip=127.0.0.1",
            "--port=" + ports.get(i),
            "--dbpath=" + data,
            "--wiredTigerCacheSizeGB=0.25",
            "--oplogSize=16")
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("m" + i + ".log").toFile())
        .start();
  }

  private void initiate() throws Exception {
    List<Document> members =
        IntStream.range(0, ports.size())
            .mapToObj(i -> new Document("_id", i).append("host", address(i)))
            .toList();
    Document config =
        new Document("_id", "rs0")
            .append("members", members)
            .append("settings", new Document("electionTimeoutMillis", 2000));
    try (MongoClient first = client(0)) {
      first.getDatabase("admin").runCommand(new Document("replSetInitiate", config));
    }
  }

  private MongoClient client(int i) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(
                new ConnectionString("mongodb://" + address(i) + "/?directConnection=true"))
            .applyToClusterSettings(c -> c.serverSelectionTimeout(20, TimeUnit.SECONDS))
            .build());
  }

  String address(int i) {
    return "127.0.0.1:" + ports.get(i);
  }

  MongoOptions options() {
    return MongoOptions.members(address(0), address(1), address(2));
  }

  /** Puts documents and an index into a collection, with the word of a majority. */
  void fill(String database, String collection) {
    try (MongoClient client =
        MongoClients.create(
            "mongodb://" + address(0) + "," + address(1) + "/?replicaSet=rs0&w=majority")) {
      var users = client.getDatabase(database).getCollection(collection);
      users.insertMany(
          IntStream.range(0, 100).mapToObj(n -> new Document("email", "u" + n)).toList());
      users.createIndex(new Document("email", 1), new IndexOptions().name("email_1").unique(true));
    }
  }

  /** Returns which member says that it is the primary. */
  int primary() {
    return IntStream.range(0, ports.size())
        .filter(i -> processes.get(i).isAlive() && says(i, "isWritablePrimary"))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("There is no primary."));
  }

  private boolean says(int i, String field) {
    try (MongoClient client = client(i)) {
      return client
          .getDatabase("admin")
          .runCommand(new Document("hello", 1))
          .getBoolean(field, false);
    }
  }

  void kill(int i) {
    processes.get(i).destroyForcibly().onExit().join();
  }

  void restart(int i) throws IOException {
    processes.set(i, begin(i));
  }

  @Override
  public void close() {
    processes.forEach(process -> process.destroyForcibly().onExit().join());
  }
}
