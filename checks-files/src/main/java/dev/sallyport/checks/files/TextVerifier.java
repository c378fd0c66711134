package dev.sallyport.checks.files;

import dev.sallyport.check.DataSize;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Reads a text whole, plain or in gzip, and looks for the line that its writer writes last. */
final class TextVerifier {
  private static final int TAIL = 4096;

  private TextVerifier() {}

  static Verified verify(Path backup, String lastLine) throws IOException, DamagedBackupException {
    try (InputStream in = open(backup)) {
      byte[] tail = new byte[0];
      long size = 0;
      for (byte[] read = in.readNBytes(65_536); read.length > 0; read = in.readNBytes(65_536)) {
        size += read.length;
        tail = lastOf(tail, read);
      }
      if (!new String(tail, StandardCharsets.UTF_8).contains(lastLine)) {
        throw new DamagedBackupException("it does not end with '" + lastLine + "'");
      }
      return new Verified("text", 1, List.of(), DataSize.bytes(size));
    } catch (MalformedException | EOFException e) {
      throw DamagedBackupException.because(e);
    }
  }

  private static InputStream open(Path backup) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(backup)) {
      head = in.readNBytes(2);
    }
    boolean gzip = head.length == 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
    return gzip
        ? GzipVerifier.open(backup)
        : new BoundedStream(Files.newInputStream(backup), Long.MAX_VALUE);
  }

  private static byte[] lastOf(byte[] before, byte[] read) {
    byte[] both = new byte[before.length + read.length];
    System.arraycopy(before, 0, both, 0, before.length);
    System.arraycopy(read, 0, both, before.length, read.length);
    return both.length <= TAIL ? both : Arrays.copyOfRange(both, both.length - TAIL, both.length);
  }
}
