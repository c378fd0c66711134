package dev.sallyport.checks.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How a provider of webhooks signs what it sends: which bytes, how they are written, and where.
 *
 * <p>All of them are HMAC-SHA256 with a shared secret, as the providers document it.
 */
public enum WebhookProvider {
  /** {@code Typeform-Signature: sha256=...}, of the body, in Base64; no time is signed. */
  TYPEFORM(false) {
    @Override
    Map<String, String> headers(byte[] body, String secret, Instant at) {
      return Map.of(
          "Typeform-Signature", "sha256=" + Base64.getEncoder().encodeToString(hmac(secret, body)));
    }
  },
  /** {@code X-Hub-Signature-256: sha256=...}, of the body, in hexadecimal; no time is signed. */
  GITHUB(false) {
    @Override
    Map<String, String> headers(byte[] body, String secret, Instant at) {
      return Map.of("X-Hub-Signature-256", "sha256=" + hex(hmac(secret, body)));
    }
  },
  /** {@code Stripe-Signature: t=...,v1=...}, of time and body, in hexadecimal; 300 s. */
  STRIPE(true) {
    @Override
    Map<String, String> headers(byte[] body, String secret, Instant at) {
      long time = at.getEpochSecond();
      return Map.of(
          "Stripe-Signature", "t=" + time + ",v1=" + hex(hmac(secret, joined(time + ".", body))));
    }
  },
  /** {@code X-Slack-Signature: v0=...}, of version, time and body, in hexadecimal; 300 s. */
  SLACK(true) {
    @Override
    Map<String, String> headers(byte[] body, String secret, Instant at) {
      long time = at.getEpochSecond();
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("X-Slack-Request-Timestamp", String.valueOf(time));
      headers.put("X-Slack-Signature", "v0=" + hex(hmac(secret, joined("v0:" + time + ":", body))));
      return headers;
    }
  };

  private final boolean signsTime;

  WebhookProvider(boolean signsTime) {
    this.signsTime = signsTime;
  }

  /** Returns whether the time is signed, so that an old request can be told from a new one. */
  boolean signsTime() {
    return signsTime;
  }

  /** Returns the headers with which the provider sends a body. */
  abstract Map<String, String> headers(byte[] body, String secret, Instant at);

  private static byte[] hmac(String secret, byte[] bytes) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  private static byte[] joined(String head, byte[] body) {
    return (head + new String(body, StandardCharsets.ISO_8859_1))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
