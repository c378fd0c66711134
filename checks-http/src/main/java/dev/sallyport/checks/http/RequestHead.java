package dev.sallyport.checks.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** Writes requests, as they go over the wire (RFC 9112). */
final class RequestHead {
  private RequestHead() {}

  /**
   * Returns a GET.
   *
   * @param host what stands in the Host header
   * @param connection {@code close} or {@code keep-alive}
   * @param more other headers
   */
  static byte[] get(URI uri, String host, String connection, Map<String, String> more) {
    return head("GET", uri, host, connection, more).getBytes(ISO_8859_1);
  }

  /**
   * Returns a POST with its body.
   *
   * @param host what stands in the Host header
   * @param connection {@code close} or {@code keep-alive}
   * @param more other headers
   */
  static byte[] post(
      URI uri, String host, String connection, Map<String, String> more, String body) {
    byte[] text = body.getBytes(UTF_8);
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(more);
    headers.put("Content-Length", String.valueOf(text.length));
    byte[] head = head("POST", uri, host, connection, headers).getBytes(ISO_8859_1);
    return ByteBuffer.allocate(head.length + text.length).put(head).put(text).array();
  }

  private static String head(
      String method, URI uri, String host, String connection, Map<String, String> more) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Accept", "*/*");
    headers.put("Accept-Encoding", "identity");
    headers.put("User-Agent", "sallyport-checks-http");
    headers.putAll(more);
    headers.put("Host", host);
    headers.put("Connection", connection);
    StringBuilder head = new StringBuilder(256);
    head.append(method).append(' ').append(Addresses.target(uri)).append(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString();
  }

  /** Returns what stands in the Host header for an address. */
  static String host(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }
}
