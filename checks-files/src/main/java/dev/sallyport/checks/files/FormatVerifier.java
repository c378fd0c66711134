package dev.sallyport.checks.files;

import dev.sallyport.check.CheckContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a backup's format by its first bytes. */
final class FormatVerifier {
  private FormatVerifier() {}

  static Verified verify(Path backup, CheckContext context) throws Exception {
    byte[] head;
    try (InputStream in = Files.newInputStream(backup)) {
      head = in.readNBytes(TarVerifier.BLOCK);
    }
    if (begins(head, "\u001f\u008b")) {
      return GzipVerifier.verify(backup);
    }
    if (begins(head, "PK\u0003\u0004") || begins(head, "PK\u0005\u0006")) {
      return ZipVerifier.verify(backup);
    }
    if (begins(head, "PGDMP")) {
      return BackupVerifier.pgRestore().verify(backup, context);
    }
    if (TarVerifier.isTar(head)) {
      return TarVerifier.verify(backup);
    }
    throw new IOException("its format is none of gzip, tar, zip and PostgreSQL's custom one");
  }

  private static boolean begins(byte[] head, String magic) {
    byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
    return head.length >= wanted.length
        && new String(head, 0, wanted.length, StandardCharsets.ISO_8859_1).equals(magic);
  }
}
