package dev.sallyport.examples.analytics;

import dev.sallyport.plan.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A backup that was restored. Immutable.
 *
 * @param file the backup
 * @param uri the database that it was restored into
 */
public record Restored(String file, String uri) {
  /** Which backups are made every night. */
  static final String NIGHTLY = "nightly-*.tar.gz";

  /**
   * Restores the newest nightly backup beside staging's database, and writes the proof of it that
   * the check of backups reads.
   *
   * @throws IOException if there is none; if it cannot be restored, the command's failure
   */
  static Restored newest(AnalyticsSystems on, StepContext context) throws Exception {
    Path file = find(on.home.backups(), NIGHTLY);
    String name = Manage.database(on.at.data().staging()) + "_rehearsal";
    new Manage(on)
        .at(on.at.data().staging(), "restore", file.toString(), "--into", name)
        .run(context);
    Files.writeString(
        file.resolveSibling(file.getFileName() + ".restored.json"),
        JsonApi.JSON
            .createObjectNode()
            .put("id", context.runId())
            .put("restoredAt", context.clock().instant().toString())
            .put("bytes", Files.size(file))
            .put("ok", true)
            .toString());
    return new Restored(file.toString(), Manage.beside(on.at.data().staging(), name));
  }

  /**
   * Returns the newest backup of a kind.
   *
   * @throws IOException if there is none
   */
  static Path find(Path folder, String glob) throws IOException {
    var pattern = folder.getFileSystem().getPathMatcher("glob:" + glob);
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> pattern.matches(file.getFileName()))
          .max(Comparator.comparing(file -> file.toFile().lastModified()))
          .orElseThrow(
              () ->
                  new IOException(
                      "There is no backup " + glob + " in " + folder + ". Look at its job."));
    }
  }
}
