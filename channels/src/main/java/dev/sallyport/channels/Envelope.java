package dev.sallyport.channels;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Who sends an e-mail, and who gets it.
 *
 * @param from the sender
 * @param to the receivers
 */
record Envelope(InternetAddress from, List<InternetAddress> to) {

  /**
   * Returns an envelope of these addresses.
   *
   * @throws IllegalArgumentException if one is no address, or there is no receiver
   */
  static Envelope of(String from, String... to) {
    if (to.length == 0) {
      throw new IllegalArgumentException("An e-mail needs a receiver. Name at least one.");
    }
    return new Envelope(parse(from), Arrays.stream(to).map(Envelope::parse).toList());
  }

  private static InternetAddress parse(String text) {
    try {
      InternetAddress[] parsed = InternetAddress.parse(text, true);
      if (parsed.length == 1 && parsed[0].getAddress().contains("@") && oneLine(text)) {
        parsed[0].validate();
        return parsed[0];
      }
    } catch (AddressException e) {
      throw new IllegalArgumentException(complaint(text), e);
    }
    throw new IllegalArgumentException(complaint(text));
  }

  private static boolean oneLine(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }

  private static String complaint(String text) {
    return "'"
        + Texts.oneLine(text)
        + "' is not one e-mail address: those look like ops@example.com or Ops"
        + " <ops@example.com>.";
  }

  /** Returns the part of the sender's address behind the sign, in which message ids are made. */
  String domain() {
    String address = from.getAddress();
    return address.substring(address.lastIndexOf('@') + 1);
  }
}
