package dev.sallyport.examples.webhook.service;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** TypeForm's signature: {@code sha256=} and the HMAC-SHA256 of the raw body, in Base64. */
public final class Signature {
  private Signature() {}

  /** Returns the signature of a body. */
  public static String of(String body, String secret) {
    return of(body.getBytes(StandardCharsets.UTF_8), secret);
  }

  static String of(byte[] body, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return "sha256=" + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  /** Returns whether a body was signed so; takes as long for a wrong one as for the right one. */
  static boolean isOf(byte[] body, String secret, String given) {
    return MessageDigest.isEqual(
        of(body, secret).getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
