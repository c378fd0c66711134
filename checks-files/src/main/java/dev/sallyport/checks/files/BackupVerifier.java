package dev.sallyport.checks.files;

import dev.sallyport.check.CheckContext;
import java.nio.file.Path;

/**
 * Reads a backup from its begin to its end as a restore would, and restores nothing. Implement it
 * for a format of your own. Implementations are thread-safe.
 */
@FunctionalInterface
public interface BackupVerifier {

  /**
   * Reads the backup.
   *
   * <p>Called on a thread that is interrupted when the sample's time is over.
   *
   * @param backup a regular file that is not empty
   * @throws DamagedBackupException if no restore can read it
   * @throws Exception if it cannot be told
   */
  Verified verify(Path backup, CheckContext context) throws Exception;

  /**
   * Returns the verifier that goes by the file's first bytes: gzip, with a tar inside or without,
   * tar, zip, or PostgreSQL's custom format. Of any other format it cannot tell.
   */
  static BackupVerifier byFormat() {
    return FormatVerifier::verify;
  }

  /**
   * Returns the verifier of a gzip file: every member is inflated, with its checksum and length; a
   * tar inside is read as well.
   */
  static BackupVerifier gzip() {
    return (backup, context) -> GzipVerifier.verify(backup);
  }

  /** Returns the verifier of a tar file: every header, up to the two empty blocks at its end. */
  static BackupVerifier tar() {
    return (backup, context) -> TarVerifier.verify(backup);
  }

  /** Returns the verifier of a zip file: every entry is inflated, with its checksum and length. */
  static BackupVerifier zip() {
    return (backup, context) -> ZipVerifier.verify(backup);
  }

  /**
   * Returns the verifier of a dump in PostgreSQL's custom format, by {@code pg_restore} from the
   * {@code PATH}: its list of contents, then all of its data, written nowhere. The items are the
   * tables with data.
   */
  static BackupVerifier pgRestore() {
    return new PgRestoreVerifier("pg_restore");
  }

  /** Returns the same with the program at another place. */
  static BackupVerifier pgRestore(Path program) {
    return new PgRestoreVerifier(program.toString());
  }

  /**
   * Returns the verifier of a text, plain or in gzip, that ends with a line which its writer writes
   * last, such as {@code -- PostgreSQL database dump complete}: a dump that died on the way into
   * {@code gzip} leaves a sound gzip file without it.
   *
   * @param lastLine a text within the last 4 KiB
   */
  static BackupVerifier endingWith(String lastLine) {
    return (backup, context) -> TextVerifier.verify(backup, lastLine);
  }
}
