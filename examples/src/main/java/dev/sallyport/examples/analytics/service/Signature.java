package dev.sallyport.examples.analytics.service;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How webhooks are signed, as GitHub does it: {@code sha256=} and the HMAC-SHA256 of the raw body
 * in hexadecimal, in {@code X-Hub-Signature-256}.
 */
public final class Signature {
  /** The header that it stands in. */
  public static final String HEADER = "X-Hub-Signature-256";

  private Signature() {}

  /** Returns the signature of a body. */
  public static String of(byte[] body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  /** Returns whether a body was signed so; takes as long for a wrong one as for the right one. */
  public static boolean isOf(byte[] body, String secret, String given) {
    return MessageDigest.isEqual(
        of(body, secret).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
