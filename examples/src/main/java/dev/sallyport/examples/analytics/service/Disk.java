package dev.sallyport.examples.analytics.service;

import java.io.File;
import java.nio.file.Path;

/**
 * How full it is where the log is written: the disk itself, or what this process may write of it,
 * whichever is fuller.
 *
 * <p>A pod that has written its {@code limits.ephemeral-storage} is evicted from a disk that is
 * half empty. Kubernetes tells a container its limit, in bytes, by a variable with a {@code
 * resourceFieldRef}; what counts towards it is the log and what else the pod writes, of which this
 * one writes nothing.
 */
final class Disk {
  private final File log;
  private final long limit;

  Disk(Config config) {
    this.log = config.log().orElse(Path.of("none.log")).toAbsolutePath().toFile();
    String given = config.env().getOrDefault("EPHEMERAL_STORAGE_LIMIT", "").strip();
    this.limit = given.isEmpty() ? 0 : Long.parseLong(given);
  }

  /** Returns the share that is used, from 0 to 1; more if the limit is exceeded. */
  double used() {
    File folder = log.getParentFile();
    double disk = 1 - (double) folder.getUsableSpace() / folder.getTotalSpace();
    return limit > 0 ? Math.max(disk, (double) log.length() / limit) : disk;
  }
}
