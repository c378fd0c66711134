package dev.sallyport.checks.http;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one address showed of itself over TLS.
 *
 * @param address the address that was asked
 * @param chain the certificates that it sent, the leaf first; empty if there were none
 * @param refused why they are not trusted; null if they are
 * @param trouble what kept us from seeing them; null if nothing did
 */
record CertificateSeen(
    String address,
    List<X509Certificate> chain,
    @Nullable String refused,
    @Nullable Exception trouble) {
  X509Certificate leaf() {
    return chain.get(0);
  }
}
