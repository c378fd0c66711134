package dev.sallyport.journal;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The permissions that files and folders are made with: none but for their owner. A file system
 * without POSIX permissions gives them those of the folder they are made in.
 */
public final class OwnerOnly {
  private OwnerOnly() {}

  /** Returns what to make a file there with. */
  public static FileAttribute<?>[] file(Path path) {
    return permissions(path, "rw-------");
  }

  /** Returns what to make a folder there with. */
  public static FileAttribute<?>[] folder(Path path) {
    return permissions(path, "rwx------");
  }

  static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return isPosix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
