package dev.sallyport.checks.files;

import java.io.IOException;

/**
 * Thrown by a {@link BackupVerifier} for a backup that no restore can read, such as one that was
 * cut off; any other exception says that it could not be told.
 */
public final class DamagedBackupException extends Exception {
  private static final long serialVersionUID = 1;

  /** Takes what is wrong with it, a part of a sentence. */
  public DamagedBackupException(String message) {
    super(message);
  }

  static DamagedBackupException because(IOException problem) {
    return new DamagedBackupException(String.valueOf(problem.getMessage()));
  }
}
