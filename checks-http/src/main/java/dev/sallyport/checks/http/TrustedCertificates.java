package dev.sallyport.checks.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;

/** Reads the certificates to trust from a PEM file. */
final class TrustedCertificates {
  private TrustedCertificates() {}

  /**
   * Reads them.
   *
   * @throws IOException if the file cannot be read or holds none
   */
  static KeyStore in(Path pem) throws IOException {
    try (InputStream in = Files.newInputStream(pem)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("trusted-" + number++, one);
      }
      if (number == 0) {
        throw new IOException("there is none in it");
      }
      return store;
    } catch (GeneralSecurityException e) {
      throw new IOException("it is no PEM file: " + e.getMessage(), e);
    }
  }
}
