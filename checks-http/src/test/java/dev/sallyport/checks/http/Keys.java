package dev.sallyport.checks.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A root, an intermediate signed by it, and leaves signed by that; all made by the JDK's keytool.
 */
final class Keys {
  private static final String PASSWORD = "changeit";
  private final Path folder;
  private final Path store;

  Keys(Path folder) throws Exception {
    this.folder = folder;
    this.store = folder.resolve("keys.p12");
    pair("root", "CN=Root", "-ext", "bc:c", "-validity", "3650");
    pair("middle", "CN=Middle", "-ext", "bc:c", "-validity", "3650");
    sign("middle", "root", "-ext", "bc:c", "-validity", "3650");
  }

  private void pair(String name, String subject, String... more) throws Exception {
    keytool("-genkeypair", List.of("-alias", name, "-keyalg", "EC", "-dname", subject), more);
  }

  private void sign(String name, String by, String... more) throws Exception {
    Path request = folder.resolve(name + ".csr");
    Path signed = folder.resolve(name + ".crt");
    keytool("-certreq", List.of("-alias", name, "-file", request.toString()));
    keytool(
        "-gencert",
        List.of("-alias", by, "-infile", request.toString(), "-outfile", signed.toString()),
        more);
    keytool("-importcert", List.of("-alias", name, "-file", signed.toString(), "-noprompt"));
  }

  /** Makes a leaf for a name such as {@code ip:127.0.0.1}; {@code more} is about its life time. */
  Keys leaf(String name, String host, String... more) throws Exception {
    pair(name, "CN=" + name);
    List<String> all = new ArrayList<>(List.of("-ext", "san=" + host));
    all.addAll(List.of(more));
    sign(name, "middle", all.toArray(String[]::new));
    return this;
  }

  private void keytool(String verb, List<String> words, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.add(verb);
    command.addAll(words);
    command.addAll(Arrays.asList(more));
    command.addAll(
        List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes());
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool said: " + said);
    }
  }

  private KeyStore keys() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  /** Returns the root as a PEM file. */
  Path root() throws Exception {
    String lines =
        Base64.getMimeEncoder().encodeToString(keys().getCertificate("root").getEncoded());
    return Files.writeString(
        folder.resolve("root.pem"),
        "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
  }

  String serial(String name) throws Exception {
    return ((java.security.cert.X509Certificate) keys().getCertificate(name))
        .getSerialNumber()
        .toString(16);
  }

  /**
   * Returns what a server needs that sends the first {@code sent} certificates of a leaf's chain.
   */
  SSLContext serving(String name, int sent) throws Exception {
    KeyStore all = keys();
    KeyStore one = KeyStore.getInstance("PKCS12");
    one.load(null, null);
    Certificate[] chain = Arrays.copyOf(all.getCertificateChain(name), sent);
    one.setKeyEntry(name, all.getKey(name, PASSWORD.toCharArray()), PASSWORD.toCharArray(), chain);
    KeyManagerFactory identity =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    identity.init(one, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(identity.getKeyManagers(), null, null);
    return context;
  }
}
