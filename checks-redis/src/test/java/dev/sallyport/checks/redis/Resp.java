package dev.sallyport.checks.redis;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sends one command to a server and reads its reply; a second pair of eyes beside the driver. */
final class Resp {
  private static final int TIMEOUT_MILLIS = 3000;

  private Resp() {}

  /** Returns the reply as text, the items of a list one a line. */
  static String send(int port, List<String> words) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      ByteArrayOutputStream request = new ByteArrayOutputStream();
      request.writeBytes(("*" + words.size() + "\r\n").getBytes(StandardCharsets.UTF_8));
      for (String word : words) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        request.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.UTF_8));
        request.writeBytes(bytes);
        request.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
      }
      socket.getOutputStream().write(request.toByteArray());
      return read(new BufferedInputStream(socket.getInputStream()));
    }
  }

  private static String read(InputStream in) throws IOException {
    String line = line(in);
    String rest = line.substring(1);
    switch (line.charAt(0)) {
      case '$':
        int length = Integer.parseInt(rest);
        String text = length < 0 ? "" : new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (length >= 0) {
          line(in);
        }
        return text;
      case '*':
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < Integer.parseInt(rest); i++) {
          items.append(read(in)).append('\n');
        }
        return items.toString();
      case '-':
        throw new IOException("The server said: " + rest);
      default:
        return rest;
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\r'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("The server hung up.");
      }
      line.write(b);
    }
    in.read();
    return line.toString(StandardCharsets.UTF_8);
  }
}
