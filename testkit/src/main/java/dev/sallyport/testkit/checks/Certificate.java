package dev.sallyport.testkit.checks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that signed itself, and its key, for servers and clients of tests; made by the
 * JDK's {@code keytool}, valid for 90 days. Immutable.
 *
 * @param chain the file of the certificate, PEM
 * @param key the file of its private key, PEM (PKCS #8), readable by its owner alone
 * @param store both, as a PKCS #12 file
 */
public record Certificate(Path chain, Path key, Path store) {
  private static final char[] WORD = "changeit".toCharArray();

  /**
   * Makes one with an elliptic key.
   *
   * @param name its subject's common name, and the begin of the files' names
   * @param host whom it stands for, such as {@code ip:127.0.0.1} or {@code dns:one}
   * @param folder where the files go
   * @throws IOException if keytool fails, or a file cannot be written
   */
  public static Certificate of(String name, String host, Path folder) throws IOException {
    return of(name, "CN=" + name, host, "EC", folder);
  }

  /** Makes one for a subject, such as {@code CN=admin,O=system:masters}, with that kind of key. */
  public static Certificate of(
      String name, String subject, String host, String algorithm, Path folder) throws IOException {
    Path store = folder.resolve(name + ".p12");
    keytool(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            "own",
            "-keyalg",
            algorithm,
            "-dname",
            subject,
            "-ext",
            "san=" + host,
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            new String(WORD)));
    try {
      KeyStore keys = load(store);
      Path chain = folder.resolve(name + ".crt");
      Path key = folder.resolve(name + ".key");
      Files.writeString(chain, pem("CERTIFICATE", keys.getCertificate("own").getEncoded()));
      Files.createFile(
          key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(key, pem("PRIVATE KEY", keys.getKey("own", WORD).getEncoded()));
      return new Certificate(chain, key, store);
    } catch (GeneralSecurityException e) {
      throw new IOException("What keytool made at " + store + " cannot be read", e);
    }
  }

  private static void keytool(List<String> command) throws IOException {
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (keytool.waitFor() != 0) {
        throw new IOException("keytool said: " + said);
      }
    } catch (InterruptedException e) {
      keytool.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while keytool worked", e);
    }
  }

  private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, WORD);
    }
    return keys;
  }

  private static String pem(String kind, byte[] content) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
  }

  /**
   * Returns what a client needs that trusts this certificate alone, and shows none of its own.
   *
   * @throws IOException if the files cannot be read
   * @throws GeneralSecurityException if the JDK cannot use them
   */
  public SSLContext trusted() throws IOException, GeneralSecurityException {
    return context(new KeyManagerFactory[0]);
  }

  /** Returns what a client needs that trusts this certificate alone, and shows {@code own}. */
  public SSLContext trustedBy(Certificate own) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(load(own.store()), WORD);
    return context(keys);
  }

  private SSLContext context(KeyManagerFactory... keys)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, WORD);
    trusted.setCertificateEntry("own", load(store).getCertificate("own"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        keys.length == 0 ? null : keys[0].getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
