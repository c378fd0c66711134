package dev.sallyport.checks.files;

import dev.sallyport.check.DataSize;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Reads every entry of a zip file, by its directory, and compares the checksums. */
final class ZipVerifier {
  private ZipVerifier() {}

  static Verified verify(Path backup) throws IOException, DamagedBackupException {
    List<String> names = new ArrayList<>();
    long items = 0;
    long size = 0;
    try (ZipFile zip = new ZipFile(backup.toFile())) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        size += read(zip, entry);
        items++;
        if (names.size() < Verified.NAMES) {
          names.add(entry.getName());
        }
      }
    } catch (ZipException | EOFException e) {
      throw DamagedBackupException.because(e);
    }
    return new Verified("zip", items, names, DataSize.bytes(size));
  }

  private static long read(ZipFile zip, ZipEntry entry) throws IOException, DamagedBackupException {
    CRC32 checksum = new CRC32();
    try (InputStream in =
        new BoundedStream(
            new CheckedInputStream(zip.getInputStream(entry), checksum), Long.MAX_VALUE)) {
      long size = in.transferTo(OutputStream.nullOutputStream());
      if (checksum.getValue() != entry.getCrc() || size != entry.getSize()) {
        throw new DamagedBackupException(
            "the checksum or length of " + entry.getName() + " is wrong");
      }
      return size;
    }
  }
}
