package dev.sallyport.command;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Puts {@code ***} in the place of secret values, also where a value comes in pieces. Immutable.
 */
final class Redactor {
  private static final byte[] MASK = "***".getBytes(StandardCharsets.US_ASCII);
  private static final int OPEN = -1;

  private final List<byte[]> values;
  private final boolean[] begins = new boolean[256];

  Redactor(Collection<byte[]> values) {
    this.values = List.copyOf(values);
    for (byte[] value : values) {
      begins[value[0] & 0xff] = true;
    }
  }

  /** Returns the text without the values. */
  String redact(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Stream stream = stream(out::write);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    stream.write(bytes, bytes.length);
    stream.end(true);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Returns a stream that hands on to {@code sink} what it is given, without the values. */
  Stream stream(Sink sink) {
    return new Stream(sink);
  }

  /** Where bytes go. */
  @FunctionalInterface
  interface Sink {
    void write(byte[] bytes, int from, int length);
  }

  /** One stream. Holds back no more bytes than the longest value has. */
  final class Stream {
    private final Sink sink;
    private byte[] held = new byte[0];
    // An index into what is held: the mask already handed on stands for everything before it.
    private int masked;

    private Stream(Sink sink) {
      this.sink = sink;
    }

    void write(byte[] chunk, int length) {
      byte[] bytes = Arrays.copyOf(held, held.length + length);
      System.arraycopy(chunk, 0, bytes, held.length, length);
      int stop = scan(bytes, false, false);
      held = Arrays.copyOfRange(bytes, stop, bytes.length);
      masked = Math.max(0, masked - stop);
    }

    /**
     * Hands on what was held back.
     *
     * @param whole whether the stream came to its own end; otherwise what may be the first part of
     *     a value is masked, too
     */
    void end(boolean whole) {
      scan(held, true, !whole);
      held = new byte[0];
    }

    /** Hands on what is certain and returns where the uncertain begins. */
    private int scan(byte[] bytes, boolean last, boolean maskParts) {
      int clean = 0; // first byte not handed on
      for (int at = 0; at < bytes.length; at++) {
        int match = begins[bytes[at] & 0xff] ? longestAt(bytes, at) : 0;
        if (match == OPEN && !last) {
          sink.write(bytes, clean, at - clean);
          return at;
        }
        if (match == OPEN) {
          match = maskParts ? bytes.length - at : longestWithin(bytes, at);
        }
        if (match > 0) {
          if (at >= masked) {
            sink.write(bytes, clean, at - clean);
            sink.write(MASK, 0, MASK.length);
          }
          masked = Math.max(masked, at + match);
        }
        if (at < masked) {
          clean = at + 1;
        }
      }
      sink.write(bytes, clean, bytes.length - clean);
      return bytes.length;
    }
  }

  /** Returns the length of the longest value there, or {@link #OPEN} if a longer one may follow. */
  private int longestAt(byte[] bytes, int at) {
    for (byte[] value : values) {
      int there = Math.min(value.length, bytes.length - at);
      if (there < value.length && Arrays.equals(value, 0, there, bytes, at, at + there)) {
        return OPEN;
      }
    }
    return longestWithin(bytes, at);
  }

  private int longestWithin(byte[] bytes, int at) {
    int longest = 0;
    for (byte[] value : values) {
      int end = at + value.length;
      if (end <= bytes.length && Arrays.equals(value, 0, value.length, bytes, at, end)) {
        longest = Math.max(longest, value.length);
      }
    }
    return longest;
  }
}
