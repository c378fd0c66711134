package dev.sallyport.checks.mongo;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.sallyport.testkit.checks.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * A real server of MongoDB's wire protocol that is no mongod: FerretDB over SQLite, as {@code
 * .ci/servers/ferretdb} installs it.
 */
final class FerretServer implements AutoCloseable {
  static final String USER = "ops";
  static final String PASSWORD = "s3same-0pen";
  final Process process;
  private final int port;

  private FerretServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static FerretServer open(Path folder) throws Exception {
    return start(folder, "--listen-addr=", List.of(), builder -> {});
  }

  /** Starts one that wants {@link #USER} to log in, by SCRAM. */
  static FerretServer guarded(Path folder) throws Exception {
    List<String> more =
        List.of("--test-enable-new-auth", "--setup-database=admin", "--setup-username=" + USER);
    return start(
        folder,
        "--listen-addr=",
        more,
        builder -> builder.environment().put("FERRETDB_SETUP_PASSWORD", PASSWORD));
  }

  /** Starts one that speaks TLS alone. */
  static FerretServer tls(Path folder, Certificate certificate) throws Exception {
    List<String> more =
        List.of(
            "--listen-addr=",
            "--listen-tls-cert-file=" + certificate.chain(),
            "--listen-tls-key-file=" + certificate.key());
    return start(folder, "--listen-tls=", more, builder -> {});
  }

  private static FerretServer start(
      Path folder, String listen, List<String> more, Consumer<ProcessBuilder> change)
      throws Exception {
    String program = System.getenv().getOrDefault("SALLYPORT_FERRETDB", "");
    assumeTrue(
        !program.isEmpty() && Files.isExecutable(Path.of(program)),
        "SKIPPED: set SALLYPORT_FERRETDB, as .ci/servers/ferretdb prints it");
    int port = freePort();
    Path data = Files.createDirectories(folder.resolve("data"));
    List<String> words =
        new ArrayList<>(
            List.of(
                program,
                "--handler=sqlite",
                "--sqlite-url=file:" + data + "/",
                "--state-dir=" + folder,
                "--debug-addr=-",
                "--telemetry=disable",
                listen + "127.0.0.1:" + port));
    words.addAll(more);
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    change.accept(builder);
    FerretServer server = new FerretServer(builder.start(), port);
    try {
      server.await(log);
    } catch (IOException | InterruptedException e) {
      server.close();
      throw e;
    }
    return server;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  private void await(Path log) throws IOException, InterruptedException {
    for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); ; Thread.sleep(20)) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > end) {
          throw new IOException("FerretDB did not start: " + Files.readString(log), e);
        }
      }
    }
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** Puts that many documents into a collection of the database {@code shop}. */
  void fill(String collection, int count) {
    MongoClientSettings settings =
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString("mongodb://" + address() + "/"))
            .build();
    try (MongoClient client = MongoClients.create(settings)) {
      client
          .getDatabase("shop")
          .getCollection(collection)
          .insertMany(
              IntStream.range(0, count).mapToObj(i -> new Document("email", "u" + i)).toList());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
