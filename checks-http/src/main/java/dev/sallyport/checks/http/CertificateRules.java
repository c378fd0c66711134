package dev.sallyport.checks.http;

import dev.sallyport.check.Objection;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;

/**
 * When the certificates of a server are fine, and for how long. Pure.
 *
 * @param least how long they must be valid, whatever their life time
 * @param serial the serial number that must be served, in hexadecimal; empty for any
 */
record CertificateRules(Duration least, Optional<String> serial) {

  List<Objection> objections(String host, List<CertificateSeen> all, Instant now) {
    List<Objection> found = new ArrayList<>();
    if (all.isEmpty()) {
      return List.of(
          Objection.unknown(
              Verdict.Cause.NO_DATA,
              "no-address",
              host,
              host + " has no address",
              "The name is misspelt or not yet in the DNS as seen from here."));
    }
    TreeSet<String> serials = new TreeSet<>();
    for (CertificateSeen seen : all) {
      if (seen.trouble() != null) {
        found.add(unseen(seen));
      } else {
        serials.add(hex(seen.leaf()));
        found.addAll(one(host, seen, now));
      }
    }
    if (serials.size() > 1) {
      found.add(
          Objection.pending(
              "serials-differ",
              host,
              "The addresses of " + host + " serve different certificates: " + serials,
              "Some have not loaded the new one: reload them."));
    }
    return found;
  }

  private static Objection unseen(CertificateSeen seen) {
    Exception problem = java.util.Objects.requireNonNull(seen.trouble());
    Trouble trouble = Trouble.of(problem);
    String text = seen.address() + " showed no certificate: " + trouble.code();
    String wayOut = "Likely " + trouble.likelyCause() + ": " + problem.getMessage() + ".";
    return trouble.farSide()
        ? Objection.pending(trouble.code(), seen.address(), text, wayOut)
        : Objection.unknown(Verdict.Cause.ERROR, trouble.code(), seen.address(), text, wayOut);
  }

  private List<Objection> one(String host, CertificateSeen seen, Instant now) {
    X509Certificate leaf = seen.leaf();
    String where = seen.address();
    Instant end =
        path(seen).stream().map(CertificateRules::end).min(Comparator.naturalOrder()).orElseThrow();
    if (end(leaf).isBefore(now) || end.isBefore(now)) {
      return List.of(
          Objection.fail(
              "certificate-expired",
              where,
              "The certificate of " + host + " at " + where + " expired on " + end,
              "Renew it and load it anew; a renewed file alone is not served."));
    }
    if (leaf.getNotBefore().toInstant().isAfter(now)) {
      return List.of(
          Objection.fail(
              "certificate-not-yet-valid",
              where,
              "The certificate of "
                  + host
                  + " at "
                  + where
                  + " is valid from "
                  + leaf.getNotBefore().toInstant(),
              "Wait for it, or look at the clocks."));
    }
    if (seen.refused() != null) {
      return List.of(refused(host, seen, seen.refused()));
    }
    if (serial.isPresent() && !serial.get().toLowerCase(Locale.ROOT).equals(hex(leaf))) {
      return List.of(
          Objection.fail(
              "other-serial",
              where,
              where + " serves the certificate " + hex(leaf) + ", not " + serial.get(),
              "The new one is not loaded yet: reload the server."));
    }
    Duration life = Duration.between(leaf.getNotBefore().toInstant(), end(leaf));
    Duration needed = least.compareTo(life.dividedBy(3)) > 0 ? least : life.dividedBy(3);
    Duration left = Duration.between(now, end);
    return left.compareTo(needed) >= 0
        ? List.of()
        : List.of(
            Objection.fail(
                "certificate-expires-soon",
                where,
                "The certificate of "
                    + host
                    + " at "
                    + where
                    + " has "
                    + Quantities.show(left)
                    + " left, at least "
                    + Quantities.show(needed)
                    + " is wanted",
                "Renew it: a third of its life time is when that should have happened."));
  }

  private static Objection refused(String host, CertificateSeen seen, String why) {
    String lower = why.toLowerCase(Locale.ROOT);
    X509Certificate last = seen.chain().get(seen.chain().size() - 1);
    boolean name = lower.contains("subject alternative") || lower.contains("no name matching");
    boolean alone =
        seen.chain().size() == 1
            && !last.getIssuerX500Principal().equals(last.getSubjectX500Principal());
    String code = name ? "wrong-host" : alone ? "chain-incomplete" : "not-trusted";
    String wayOut =
        name
            ? "Its names are others: take a certificate with this one."
            : alone
                ? "The server sends no intermediate certificate; browsers may hide that. Send the"
                    + " whole chain."
                : "Its issuer is not among those that are trusted.";
    return Objection.fail(
        code,
        seen.address(),
        "The certificate of " + host + " at " + seen.address() + " is refused: " + why,
        wayOut);
  }

  /** Returns the leaf, and of those sent the ones that signed it; stale others do not count. */
  private static List<X509Certificate> path(CertificateSeen seen) {
    List<X509Certificate> path = new ArrayList<>(List.of(seen.leaf()));
    boolean grown = true;
    while (grown) {
      X509Certificate last = path.get(path.size() - 1);
      Optional<X509Certificate> next =
          seen.chain().stream()
              .filter(one -> !path.contains(one))
              .filter(one -> one.getSubjectX500Principal().equals(last.getIssuerX500Principal()))
              .max(Comparator.comparing(CertificateRules::end));
      next.ifPresent(path::add);
      grown = next.isPresent();
    }
    return path;
  }

  static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  static String hex(X509Certificate certificate) {
    return certificate.getSerialNumber().toString(16);
  }
}
