package dev.sallyport.checks.mongo;

import dev.sallyport.check.CheckContext;
import dev.sallyport.checks.mongo.BackupSeen.Backup;
import dev.sallyport.checks.mongo.BackupSeen.Proof;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.bson.BsonInvalidOperationException;
import org.bson.Document;
import org.bson.json.JsonParseException;

/**
 * Reads a folder of backups. What lies beside one as {@code <its name>.restored.json} is the proof
 * of a restore.
 */
final class BackupFolder {
  static final String PROOF = ".restored.json";
  private static final int MOST = 10_000;
  private static final long LONGEST_PROOF = 64 * 1024;
  private final Path folder;
  private final String glob;

  BackupFolder(Path folder, String glob) {
    this.folder = folder;
    this.glob = glob;
    folder.getFileSystem().getPathMatcher("glob:" + glob); // refused here, not in the night
  }

  String where() {
    return folder + " " + glob;
  }

  /** Looks, for as long as the sample lasts: a file system that hangs ends by no interrupt. */
  BackupSeen look(CheckContext context) throws InterruptedException {
    FutureTask<List<Backup>> task = new FutureTask<>(this::read);
    Thread thread = new Thread(task, "sallyport-backups");
    thread.setDaemon(true);
    thread.start();
    try {
      List<Backup> read = task.get(context.remaining().toNanos(), TimeUnit.NANOSECONDS);
      return new BackupSeen(where(), read, "");
    } catch (TimeoutException e) {
      return new BackupSeen(where(), List.of(), "it was not read within the sample");
    } catch (ExecutionException e) {
      return new BackupSeen(where(), List.of(), String.valueOf(e.getCause()));
    } finally {
      task.cancel(true);
    }
  }

  private List<Backup> read() throws IOException {
    List<Backup> backups = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, glob)) {
      Set<Path> seen = new HashSet<>();
      for (Path path : found) {
        // A link such as shop-latest is no backup of its own, to compare the newest with.
        if (!path.getFileName().toString().endsWith(PROOF) && seen.add(path.toRealPath())) {
          backups.add(backup(path.toRealPath()));
        }
        if (backups.size() > MOST) {
          throw new IOException("more than " + MOST + " files match " + glob);
        }
      }
    }
    backups.sort(Comparator.comparing(Backup::written).reversed());
    return backups;
  }

  private static Backup backup(Path path) throws IOException {
    long bytes = 0;
    Instant written = Instant.MIN;
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
        if (seen.isRegularFile()) {
          bytes += seen.size();
          Instant time = seen.lastModifiedTime().toInstant();
          written = time.isAfter(written) ? time : written;
        }
      }
    }
    if (written.equals(Instant.MIN)) {
      written = Files.getLastModifiedTime(path).toInstant(); // a folder of nothing
    }
    return proven(path, bytes, written);
  }

  private static Backup proven(Path path, long bytes, Instant written) throws IOException {
    String name = path.getFileName().toString();
    Path file = path.resolveSibling(name + PROOF);
    if (!Files.exists(file)) {
      return new Backup(name, bytes, written, Optional.empty(), "");
    }
    try {
      return new Backup(name, bytes, written, Optional.of(proof(file)), "");
    } catch (JsonParseException
        | BsonInvalidOperationException
        | ClassCastException
        | NullPointerException
        | DateTimeException e) {
      return new Backup(
          name,
          bytes,
          written,
          Optional.empty(),
          "it wants id, restoredAt, bytes and ok: " + e.getMessage());
    }
  }

  private static Proof proof(Path file) throws IOException {
    if (Files.size(file) > LONGEST_PROOF) {
      throw new JsonParseException(file + " is longer than " + LONGEST_PROOF + " bytes");
    }
    Document said = Document.parse(Files.readString(file));
    return new Proof(
        said.getString("id"),
        Instant.parse(said.getString("restoredAt")),
        said.get("bytes", Number.class).longValue(),
        said.getBoolean("ok"));
  }
}
