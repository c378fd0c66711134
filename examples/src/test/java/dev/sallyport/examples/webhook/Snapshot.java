package dev.sallyport.examples.webhook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a deployment may change, to be compared: the commit, the libraries, whether the service
 * runs, the files but the logs and their marks, the database's tables and revision, and how many
 * events there are of the plan's own.
 */
record Snapshot(
    String commit,
    String libraries,
    boolean runs,
    Map<String, String> files,
    String tables,
    String revision,
    long events) {
  private static final String COLUMNS =
      "select table_name || '.' || column_name from information_schema.columns"
          + " where table_schema = 'public' order by 1";

  static Snapshot of(WebhookWorld world) throws Exception {
    return new Snapshot(
        Shell.run(Map.of(), world.home.app(), "git", "rev-parse", "HEAD"),
        new Libraries(world.home).now(),
        world.systems.service.running().isPresent(),
        files(world.home),
        world.database.sql("webhook", COLUMNS),
        revision(world),
        world.systems.rows.events("test-%", WebhookWorld.PASSWORD));
  }

  static String revision(WebhookWorld world) throws Exception {
    return world.database.sql("webhook", "select version_num from alembic_version").strip();
  }

  private static Map<String, String> files(Home home) throws Exception {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(home.folder())) {
      List<Path> kept =
          all.filter(Files::isRegularFile)
              .filter(file -> !file.startsWith(home.log().getParent()))
              .filter(file -> !file.startsWith(home.mark().getParent()))
              .filter(file -> !file.startsWith(home.app().resolve(".git")))
              .toList();
      for (Path file : kept) {
        String name = home.folder().relativize(file).toString();
        files.put(name, Libraries.hash(Files.readAllBytes(file)));
      }
    }
    return files;
  }
}
