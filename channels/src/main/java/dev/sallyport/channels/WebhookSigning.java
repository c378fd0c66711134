package dev.sallyport.channels;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.channels.Setback.Kind;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Secret;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a webhook as the Standard Webhooks specification 1.0 has it: HMAC-SHA256 over id, time and
 * body, joined by full stops; a secret {@code whsec_...} is Base64, any other is taken as it is.
 */
final class WebhookSigning {
  private static final String PREFIX = "whsec_";

  private WebhookSigning() {}

  static Map<String, String> headers(
      String id, String body, Optional<Secret<String>> secret, CheckContext context)
      throws Setback {
    if (secret.isEmpty()) {
      return Map.of("Idempotency-Key", id);
    }
    byte[] key = key(secret.get(), context);
    Instant now = context.clock().instant();
    String signed = id + "." + now.getEpochSecond() + "." + body;
    return Map.of(
        "Idempotency-Key",
        id,
        "webhook-id",
        id,
        "webhook-timestamp",
        String.valueOf(now.getEpochSecond()),
        "webhook-signature",
        "v1," + Base64.getEncoder().encodeToString(hmac(key, signed)));
  }

  private static byte[] key(Secret<String> secret, CheckContext context) throws Setback {
    String value = context.secret(secret).strip();
    try {
      byte[] key =
          value.startsWith(PREFIX)
              ? Base64.getDecoder().decode(value.substring(PREFIX.length()))
              : value.getBytes(UTF_8);
      if (key.length > 0) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // not Base64: said below, without the value that the exception may quote
    }
    throw Setback.of(
        Kind.REFUSED,
        "the value of the secret '" + secret.name() + "' is no key to sign with",
        new Reason("it is empty, or not Base64 after whsec_", "Bind the receiver's signing key"));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }
}
