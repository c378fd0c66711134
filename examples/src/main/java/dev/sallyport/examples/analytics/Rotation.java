package dev.sallyport.examples.analytics;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Objection;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The register of when each secret was made, as whoever rotates them writes it: lines of {@code
 * <name>=<when> <fingerprint>}. The fingerprint tells whether the secret that is bound is the one
 * that was made then; it is an HMAC of the secret's name, so it tells nothing of what is as long as
 * secrets here are.
 */
final class Rotation {
  private static final int LEAST = 20;
  private static final int DIFFERENT = 8;

  private final Path register;
  private final Duration age;

  /** Makes it, with how old a secret may be. */
  Rotation(Path register, Duration age) {
    this.register = register;
    this.age = age;
  }

  /** Returns what of a secret stands in the register, 32 hexadecimal digits. */
  static String fingerprint(String name, String value) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] hash = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JDK has HmacSHA256", e);
    }
  }

  /** Returns the check that these secrets are long, and were made lately. */
  Check of(List<Secret<String>> secrets) {
    return Check.of("secrets", context -> judge(secrets, context));
  }

  private Verdict judge(List<Secret<String>> secrets, CheckContext context) throws IOException {
    Evidence evidence =
        Evidence.of("the register " + register + " and the secrets", context.startedAt())
            .against("made within " + age.toDays() + " days, at least " + LEAST + " characters");
    Properties lines = new Properties();
    try (Reader reader = Files.newBufferedReader(register)) {
      lines.load(reader);
    } catch (NoSuchFileException e) {
      return Verdict.inconclusive(
          Verdict.Cause.NO_DATA,
          "There is no register " + register + " of when secrets were made. Write it.",
          evidence);
    }
    List<Objection> found = new ArrayList<>();
    for (Secret<String> secret : secrets) {
      String value = context.secret(secret);
      String line = lines.getProperty(secret.name(), "");
      evidence =
          evidence.and(secret.name(), "made", line.isEmpty() ? "unknown" : line.split(" ")[0]);
      objection(secret.name(), value, line, context.startedAt()).ifPresent(found::add);
    }
    return Verdict.of(found, "All " + secrets.size() + " secrets are long and fresh", evidence);
  }

  private Optional<Objection> objection(String name, String value, String line, Instant now) {
    if (value.length() < LEAST || value.chars().distinct().count() < DIFFERENT) {
      return no("secret-too-simple", name, "is short, or repeats few characters");
    }
    String[] words = line.split(" ");
    if (words.length != 2) {
      return no("secret-unknown", name, "does not stand in the register");
    }
    if (!words[1].equals(fingerprint(name, value))) {
      return no("secret-not-the-one", name, "is not the one that the register tells of");
    }
    try {
      Instant made = Instant.parse(words[0]);
      if (made.isAfter(now) || made.isBefore(now.minus(age))) {
        return no("secret-old", name, "was made " + made + ", not lately");
      }
    } catch (DateTimeParseException e) {
      return no("secret-unknown", name, "was made at no time: " + words[0]);
    }
    return Optional.empty();
  }

  private static Optional<Objection> no(String code, String name, String what) {
    return Optional.of(
        Objection.fail(
            code,
            name,
            "The " + name + " " + what,
            "Make one by a generator, give it to all who use it, and write that down."));
  }
}
