package dev.sallyport.checks.mongo;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The backups in a folder.
 *
 * @param where the folder and the glob
 * @param backups what matches, the newest first
 * @param trouble why the folder could not be read; empty if it could
 */
record BackupSeen(String where, List<Backup> backups, String trouble) {

  /**
   * One backup.
   *
   * @param name its file name
   * @param bytes its size; of a folder, that of all files in it
   * @param written when it was last written; of a folder, the latest of its files
   * @param proof what a test of restoring it left beside it
   * @param badProof why what lies there could not be read; empty if it could, or there is none
   */
  record Backup(String name, long bytes, Instant written, Optional<Proof> proof, String badProof) {}

  /**
   * What a test of restoring tells.
   *
   * @param id which test it was, for people
   * @param at when it ended
   * @param bytes the size of the backup that it restored
   * @param ok whether it worked
   */
  record Proof(String id, Instant at, long bytes, boolean ok) {}
}
