package dev.sallyport.checks.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one HTTP/1.1 response (RFC 9112) from a stream, never more than a bounded part of it. */
final class ResponseReader {
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d\\d)( .*)?");
  private static final Pattern CHARSET =
      Pattern.compile("charset=\"?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);
  private static final int MAX_LINE = 16 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final int MAX_INTERIM = 8;

  private final InputStream in;
  private final int maxBody;
  private boolean cutOff;

  ResponseReader(InputStream in, int maxBody) {
    this.in = in;
    this.maxBody = maxBody;
  }

  /** The parts of a response. */
  record Parts(int status, Map<String, List<String>> headers, String body, boolean cutOff) {}

  /**
   * Reads the response.
   *
   * @throws ProtocolException if what comes is not HTTP
   * @throws EOFException if the stream ends before the response does
   */
  Parts read() throws IOException {
    int status = statusLine();
    Map<String, List<String>> headers = headers();
    // 100, 103: the answer itself is still to come.
    for (int i = 0; status < 200 && i < MAX_INTERIM; i++) {
      status = statusLine();
      headers = headers();
    }
    byte[] body = body(status, headers);
    return new Parts(status, headers, new String(body, charset(headers)), cutOff);
  }

  private int statusLine() throws IOException {
    String line = line();
    Matcher matcher = STATUS_LINE.matcher(line);
    if (!matcher.matches()) {
      throw new ProtocolException("the answer does not begin as HTTP/1.1 does");
    }
    return Integer.parseInt(matcher.group(1));
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (int i = 0; i < MAX_HEADERS; i++) {
      String line = line();
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new ProtocolException("a header has no colon");
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    throw new ProtocolException("more than " + MAX_HEADERS + " headers");
  }

  private byte[] body(int status, Map<String, List<String>> headers) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    if (status == 204 || status == 304) {
      return body.toByteArray();
    }
    if (joined(headers, "transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
      chunks(body);
    } else if (headers.containsKey("content-length")) {
      exactly(number(joined(headers, "content-length"), 10), body);
    } else {
      untilClosed(body);
    }
    return body.toByteArray();
  }

  private void chunks(ByteArrayOutputStream body) throws IOException {
    while (!cutOff) {
      String size = line();
      int extension = size.indexOf(';');
      long length = number(extension < 0 ? size : size.substring(0, extension), 16);
      if (length == 0) {
        return;
      }
      exactly(length, body);
      if (!cutOff && !line().isEmpty()) {
        throw new ProtocolException("a chunk is longer than it says");
      }
    }
  }

  private void exactly(long length, ByteArrayOutputStream body) throws IOException {
    int wanted = (int) Math.min(length, maxBody - body.size());
    byte[] read = in.readNBytes(wanted);
    body.write(read, 0, read.length);
    if (read.length < wanted) {
      throw new EOFException("the body ended early, after " + body.size() + " bytes");
    }
    cutOff = wanted < length;
  }

  private void untilClosed(ByteArrayOutputStream body) throws IOException {
    byte[] read = in.readNBytes(maxBody);
    body.write(read, 0, read.length);
    cutOff = read.length == maxBody && in.read() >= 0;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    while (line.size() < MAX_LINE) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("the connection was closed before the answer was complete");
      }
      if (b == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(b);
    }
    throw new ProtocolException("a line is longer than " + MAX_LINE + " bytes");
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

  private static String joined(Map<String, List<String>> headers, String name) {
    return String.join(",", headers.getOrDefault(name, List.of()));
  }

  private static Charset charset(Map<String, List<String>> headers) {
    Matcher matcher = CHARSET.matcher(joined(headers, "content-type"));
    if (matcher.find() && knows(matcher.group(1))) {
      return Charset.forName(matcher.group(1));
    }
    return StandardCharsets.UTF_8;
  }

  private static boolean knows(String charset) {
    try {
      return Charset.isSupported(charset);
    } catch (IllegalCharsetNameException e) {
      return false; // not even a name; the default serves
    }
  }
}
