package dev.sallyport.checks.files;

import dev.sallyport.check.DataSize;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a gzip file whole, and the tar inside of it where there is one. */
final class GzipVerifier {
  private GzipVerifier() {}

  static Verified verify(Path backup) throws IOException, DamagedBackupException {
    try (InputStream in = open(backup)) {
      in.mark(TarVerifier.BLOCK);
      byte[] head = in.readNBytes(TarVerifier.BLOCK);
      in.reset();
      if (TarVerifier.isTar(head)) {
        return new TarVerifier(in).verify("tar in gzip");
      }
      long size = in.transferTo(OutputStream.nullOutputStream());
      return new Verified("gzip", size > 0 ? 1 : 0, List.of(), DataSize.bytes(size));
    } catch (MalformedException | EOFException e) {
      throw DamagedBackupException.because(e);
    }
  }

  static InputStream open(Path backup) throws IOException {
    BoundedStream in = new BoundedStream(Files.newInputStream(backup), Long.MAX_VALUE);
    try {
      return new BufferedInputStream(new GzipStream(in), 65_536);
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
