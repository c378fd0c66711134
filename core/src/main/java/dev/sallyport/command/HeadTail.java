package dev.sallyport.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;

/** Keeps the first and the last bytes of a stream and counts what it drops between. */
final class HeadTail {
  private final int headLimit;
  private final int tailLimit;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private byte[] tail = new byte[0];
  private long afterHead;

  HeadTail(int headLimit, int tailLimit) {
    this.headLimit = headLimit;
    this.tailLimit = tailLimit;
  }

  void write(byte[] bytes, int start, int length) {
    int from = start;
    int to = start + length;
    int first = Math.min(to - from, headLimit - head.size());
    head.write(bytes, from, first);
    from += first;
    if (from < to && tail.length == 0) {
      tail = new byte[tailLimit];
    }
    // Only what fits can stay; skipping the rest spares copying it round and round.
    int skipped = Math.max(0, to - from - tailLimit);
    afterHead += skipped;
    for (int i = from + skipped; i < to; i++) {
      tail[(int) (afterHead++ % tailLimit)] = bytes[i];
    }
  }

  CommandOutput text(Charset charset) {
    long kept = Math.min(afterHead, tailLimit);
    long dropped = afterHead - kept;
    byte[] end = new byte[(int) kept];
    for (int i = 0; i < kept; i++) {
      end[i] = tail[(int) ((dropped + i) % tailLimit)];
    }
    if (dropped == 0) {
      // In one piece: the border may lie within a character.
      ByteArrayOutputStream whole = new ByteArrayOutputStream();
      whole.writeBytes(head.toByteArray());
      whole.writeBytes(end);
      return new CommandOutput(whole.toString(charset), 0);
    }
    String gap = "\n[... " + dropped + " bytes dropped ...]\n";
    return new CommandOutput(head.toString(charset) + gap + new String(end, charset), dropped);
  }
}
