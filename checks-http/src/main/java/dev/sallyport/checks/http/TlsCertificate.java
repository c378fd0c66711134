package dev.sallyport.checks.http;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.Observation;
import dev.sallyport.check.Quantities;
import dev.sallyport.check.Verdict;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the certificates that every address of a host serves: trusted by what the server itself
 * sends, for that host, valid for long enough, and the same everywhere.
 *
 * <p>"Long enough" is a third of the certificate's life time, and at least what was said (7 days).
 * What is looked at is what is served, not a file. Immutable and thread-safe.
 */
public final class TlsCertificate implements Check {
  private final String host;
  private final int port;
  private final Optional<Path> trusted;
  private final CertificateRules rules;
  private final Duration limit;

  TlsCertificate(
      String host, int port, Optional<Path> trusted, CertificateRules rules, Duration limit) {
    this.host = host;
    this.port = port;
    this.trusted = trusted;
    this.rules = rules;
    this.limit = limit;
  }

  /**
   * Returns this check with another time for which they must be valid, 7 days unless said.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public TlsCertificate validFor(Duration least) {
    CertificateRules other =
        new CertificateRules(Quantities.positive(least, "validity"), rules.serial());
    return new TlsCertificate(host, port, trusted, other, limit);
  }

  /** Returns this check, expecting a serial number, in hexadecimal: that of the renewed one. */
  public TlsCertificate serial(String hexadecimal) {
    CertificateRules other = new CertificateRules(rules.least(), Optional.of(hexadecimal));
    return new TlsCertificate(host, port, trusted, other, limit);
  }

  /**
   * Returns this check trusting the certificates of a PEM file in place of the JDK's. The file is
   * read by each sample; one that cannot be read leaves the certificates unjudged.
   */
  public TlsCertificate trusting(Path certificates) {
    return new TlsCertificate(host, port, Optional.of(certificates), rules, limit);
  }

  @Override
  public String name() {
    return "http tls-certificate " + host;
  }

  @Override
  public Verdict judge(CheckContext context) {
    try {
      KeyStore store = trusted.isEmpty() ? null : TrustedCertificates.in(trusted.get());
      return judge(new CertificateReader(Optional.ofNullable(store)), context);
    } catch (IOException e) {
      return Verdict.inconclusive(
          Verdict.Cause.ERROR,
          "The certificates to trust could not be read from "
              + trusted.orElseThrow()
              + ": "
              + e
              + ". Put them there in PEM; what "
              + host
              + " serves was not judged.",
          Evidence.of("the certificates to trust", context.clock().instant()));
    }
  }

  private Verdict judge(CertificateReader reader, CheckContext context) {
    List<CertificateSeen> all = new ArrayList<>();
    for (InetAddress address : addresses()) {
      all.add(reader.look(host, address, port, context.remaining(limit)));
    }
    List<Observation> rows = new ArrayList<>();
    for (CertificateSeen seen : all) {
      seen.chain().forEach(certificate -> rows.addAll(rows(seen.address(), certificate)));
    }
    Evidence evidence =
        Evidence.of("the certificates of " + host + ":" + port, context.clock().instant())
            .observing(rows)
            .against(
                "trusted, for "
                    + host
                    + ", valid for "
                    + Quantities.show(rules.least())
                    + " and a third of its life time")
            .over(Duration.ZERO, all.size());
    return Verdict.of(
        rules.objections(host, all, context.clock().instant()),
        "All " + all.size() + " addresses of " + host + " serve a certificate that is fine",
        evidence);
  }

  private InetAddress[] addresses() {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      return new InetAddress[0];
    }
  }

  private static List<Observation> rows(String address, X509Certificate certificate) {
    String subject = certificate.getSubjectX500Principal().getName();
    return List.of(
        Observation.of(address, "sent", subject),
        Observation.of(address, "serial of " + subject, CertificateRules.hex(certificate)),
        Observation.of(address, "end of " + subject, CertificateRules.end(certificate)));
  }
}
