package dev.sallyport.channels;

import dev.sallyport.channels.Setback.Kind;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Secret;
import java.net.URI;

/** A token that goes into a header, and where it may be sent. */
final class Bearer {
  private Bearer() {}

  /**
   * Returns the token.
   *
   * @throws Setback if no header can hold it
   */
  static String of(Secret<String> secret, CheckContext context) throws Setback {
    String token = context.secret(secret).strip();
    if (!token.matches("[\\x21-\\x7e]+")) {
      throw Setback.of(
          Kind.REFUSED,
          "the value of the secret '" + secret.name() + "' is no token",
          new Reason(
              "it is empty, or has blanks, line breaks or other characters that no token has",
              "Bind the token alone"));
    }
    return token;
  }

  /**
   * Checks where a token is to be sent.
   *
   * @throws IllegalArgumentException if others could read it there
   */
  static URI checkBase(URI base) {
    URI checked = Address.open(base);
    if (!Address.isSafe(checked)) {
      throw new IllegalArgumentException(
          "The address "
              + base
              + " begins with http:, and a token would be sent unencrypted. Give it with https:.");
    }
    String text = checked.toString();
    return text.endsWith("/") ? checked : URI.create(text + "/");
  }
}
