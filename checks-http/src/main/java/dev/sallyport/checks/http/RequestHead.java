package dev.sallyport.checks.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Writes the head of a GET (RFC 9112). */
final class RequestHead {
  private RequestHead() {}

  /**
   * Returns the request.
   *
   * @param host what stands in the Host header
   * @param connection {@code close} or {@code keep-alive}
   * @param more other headers
   */
  static byte[] get(URI uri, String host, String connection, Map<String, String> more) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("Accept", "*/*");
    headers.put("Accept-Encoding", "identity");
    headers.put("User-Agent", "sallyport-checks-http");
    headers.putAll(more);
    headers.put("Host", host);
    headers.put("Connection", connection);
    StringBuilder head = new StringBuilder(256);
    head.append("GET ").append(Addresses.target(uri)).append(" HTTP/1.1\r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns what stands in the Host header for an address. */
  static String host(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }
}
