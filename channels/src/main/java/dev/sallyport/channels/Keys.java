package dev.sallyport.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The keys of messages, made fit for headers and ids. */
final class Keys {
  private Keys() {}

  /** Returns the key if a header can hold it, or else a hash of it. */
  static String forHeader(String key) {
    return key.matches("[A-Za-z0-9_:/-]{1,128}") ? key : hash(key, 32);
  }

  /** Returns so many hexadecimal digits of the SHA-256 of a text, at most 64. */
  static String hash(String text, int digits) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, digits);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
