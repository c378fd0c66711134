package dev.sallyport.checks.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate that signed itself, made by the JDK's keytool, and its key, both as PEM files.
 *
 * @param chain the file of the certificate
 * @param key the file of its private key
 */
record Certificate(Path chain, Path key) {
  private static final String PASSWORD = "changeit";

  /** Makes one for {@code host}, an address such as {@code ip:127.0.0.1} or {@code dns:one}. */
  static Certificate of(String name, String host, Path folder) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Command.run(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            "EC",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=" + host,
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD)
        .orThrow();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    byte[] key = keys.getKey(name, PASSWORD.toCharArray()).getEncoded();
    return new Certificate(
        pem(folder.resolve(name + ".crt"), "CERTIFICATE", keys.getCertificate(name).getEncoded()),
        pem(folder.resolve(name + ".key"), "PRIVATE KEY", key));
  }

  private static Path pem(Path file, String kind, byte[] content) throws IOException {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
  }
}
