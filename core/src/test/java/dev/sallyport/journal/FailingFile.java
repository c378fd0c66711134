package dev.sallyport.journal;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A file that fails when told to, and remembers what was asked of it. */
final class FailingFile implements JournalFile {
  final List<String> calls = new ArrayList<>();
  String failing = "";
  IOException failure = new IOException("failed");
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  Closeable lock() {
    return () -> calls.add("unlock");
  }

  @Override
  public void write(byte[] more, int length) throws IOException {
    called("write");
    bytes.write(more, 0, length);
  }

  @Override
  public void force() throws IOException {
    called("force");
  }

  @Override
  public void close() {
    calls.add("close");
  }

  private void called(String what) throws IOException {
    calls.add(what);
    if (what.equals(failing)) {
      throw failure;
    }
  }
}
