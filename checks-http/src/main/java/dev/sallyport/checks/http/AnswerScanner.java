package dev.sallyport.checks.http;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the end of an HTTP/1.1 answer (RFC 9112) in pieces as they come, and throws the body away.
 * Serves one answer after another; used by one thread at a time.
 */
final class AnswerScanner {
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.([01]) ([1-9]\\d\\d)(?: .*)?");
  private static final int MAX_TEXT = 64 * 1024;

  private enum Part {
    HEAD,
    LENGTH,
    UNTIL_CLOSED,
    CHUNK_SIZE,
    CHUNK,
    CHUNK_END,
    TRAILER,
    DONE
  }

  private Part part = Part.HEAD;
  private byte[] text = new byte[256];
  private int length;
  private long left;
  private int status;
  private boolean reusable;
  private boolean begun;

  int status() {
    return status;
  }

  /** Returns whether a byte of the answer has come. */
  boolean begun() {
    return begun;
  }

  /** Returns whether another request may follow on the connection. */
  boolean reusable() {
    return reusable;
  }

  /** Begins another answer. */
  void reset() {
    part = Part.HEAD;
    length = 0;
    begun = false;
  }

  /**
   * Takes what has come, and returns whether the answer is complete; bytes beyond it are left.
   *
   * @throws ProtocolException if it is not HTTP
   */
  boolean feed(ByteBuffer in) throws ProtocolException {
    begun |= in.hasRemaining();
    while (in.hasRemaining() && part != Part.DONE) {
      switch (part) {
        case LENGTH, CHUNK -> skip(in);
        case UNTIL_CLOSED -> in.position(in.limit());
        default -> line(in.get());
      }
    }
    return part == Part.DONE;
  }

  /** Returns whether the answer is complete if the connection is closed now. */
  boolean completeWhenClosed() {
    return part == Part.UNTIL_CLOSED || part == Part.DONE;
  }

  private void skip(ByteBuffer in) {
    int some = (int) Math.min(left, in.remaining());
    in.position(in.position() + some);
    left -= some;
    if (left == 0) {
      next(part == Part.LENGTH ? Part.DONE : Part.CHUNK_END);
    }
  }

  private void line(byte b) throws ProtocolException {
    if (length == text.length) {
      if (length >= MAX_TEXT) {
        throw new ProtocolException("the head of the answer is longer than " + MAX_TEXT + " bytes");
      }
      text = Arrays.copyOf(text, 2 * length);
    }
    text[length++] = b;
    if (b != '\n') {
      return;
    }
    switch (part) {
      case HEAD -> {
        if (emptyLine()) {
          head(new String(text, 0, length, StandardCharsets.ISO_8859_1));
        }
      }
      case CHUNK_SIZE -> {
        String size = new String(text, 0, length, StandardCharsets.ISO_8859_1);
        left = number(size.split(";", 2)[0], 16);
        next(left == 0 ? Part.TRAILER : Part.CHUNK);
      }
      case TRAILER -> next(emptyLine() ? Part.DONE : Part.TRAILER);
      default -> next(Part.CHUNK_SIZE);
    }
  }

  private void next(Part other) {
    part = other;
    length = 0;
  }

  /** Returns whether the last line of the text is empty. */
  private boolean emptyLine() {
    int end = length - 1;
    if (end > 0 && text[end - 1] == '\r') {
      end--;
    }
    return end == 0 || text[end - 1] == '\n';
  }

  private void head(String head) throws ProtocolException {
    String[] lines = head.split("\r?\n", -1);
    Matcher first = STATUS_LINE.matcher(lines[0]);
    if (!first.matches()) {
      throw new ProtocolException("the answer does not begin as HTTP/1.1 does");
    }
    status = Integer.parseInt(first.group(2));
    reusable = first.group(1).equals("1");
    long given = -1;
    boolean chunked = false;
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      String name = colon < 0 ? "" : lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      String value = lines[i].substring(colon + 1).strip();
      switch (name) {
        case "content-length" -> given = number(value, 10);
        case "transfer-encoding" -> chunked |= value.toLowerCase(Locale.ROOT).contains("chunked");
        case "connection" -> reusable &= !value.equalsIgnoreCase("close");
        default -> {}
      }
    }
    body(given, chunked);
  }

  private void body(long given, boolean chunked) {
    if (status < 200) {
      next(Part.HEAD); // 100, 103: the answer itself is still to come
    } else if (status == 204 || status == 304 || given == 0 && !chunked) {
      next(Part.DONE);
    } else if (chunked) {
      next(Part.CHUNK_SIZE);
    } else if (given > 0) {
      left = given;
      next(Part.LENGTH);
    } else {
      reusable = false;
      next(Part.UNTIL_CLOSED);
    }
  }

  private static long number(String text, int radix) throws ProtocolException {
    try {
      long number = Long.parseLong(text.strip(), radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw (ProtocolException)
          new ProtocolException("the length of the body is no number").initCause(e);
    }
    throw new ProtocolException("the length of the body is negative");
  }
}
