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
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A root, an intermediate signed by it, and leaves signed by that; all made by the JDK's keytool.
 */
final class Keys {
  private static final String PASSWORD = "changeit";
  private static Keys shared;

  private final Path folder;
  private final Path store;

  /**
   * Returns keys made once for all tests, as keytool takes its time: leaves that are good, renewed,
   * expired, of the future, about to expire (10 of 90 days left), and for another host.
   */
  static synchronized Keys shared() throws Exception {
    if (shared == null) {
      Path folder = Files.createDirectories(Path.of("target", "test-keys"));
      Files.deleteIfExists(folder.resolve("keys.p12"));
      shared =
          new Keys(folder)
              .leaf("good", "ip:127.0.0.1", "-validity", "300")
              .leaf("renewed", "ip:127.0.0.1", "-validity", "300")
              .leaf("expired", "ip:127.0.0.1", "-startdate", "-10d", "-validity", "5")
              .leaf("future", "ip:127.0.0.1", "-startdate", "+5d", "-validity", "50")
              .leaf("soon", "ip:127.0.0.1", "-startdate", "-80d", "-validity", "90")
              .leaf("other", "dns:elsewhere.test", "-validity", "300");
    }
    return shared;
  }

  private Keys(Path folder) throws Exception {
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
  private Keys leaf(String name, String host, String... more) throws Exception {
    pair(name, "CN=" + name);
    List<String> all = new ArrayList<>(List.of("-ext", "san=" + host));
    all.addAll(List.of(more));
    sign(name, "middle", all.toArray(String[]::new));
    return this;
  }

  private void keytool(String verb, List<String> words, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", verb));
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

  /** Returns a PEM file with a leaf and its key. */
  Path pem(String name) throws Exception {
    StringBuilder lines = new StringBuilder();
    block(lines, "PRIVATE KEY", keys().getKey(name, PASSWORD.toCharArray()).getEncoded());
    block(lines, "CERTIFICATE", keys().getCertificate(name).getEncoded());
    return Files.writeString(folder.resolve(name + ".pem"), lines);
  }

  /** Returns the intermediate as a PEM file. */
  Path middle() throws Exception {
    StringBuilder lines = new StringBuilder();
    block(lines, "CERTIFICATE", keys().getCertificate("middle").getEncoded());
    return Files.writeString(folder.resolve("middle.pem"), lines);
  }

  private static void block(StringBuilder to, String what, byte[] bytes) {
    to.append("-----BEGIN ").append(what).append("-----\n");
    to.append(Base64.getMimeEncoder().encodeToString(bytes)).append('\n');
    to.append("-----END ").append(what).append("-----\n");
  }

  String serial(String name) throws Exception {
    return ((java.security.cert.X509Certificate) keys().getCertificate(name))
        .getSerialNumber()
        .toString(16);
  }

  /**
   * Returns what one needs who sends the first {@code sent} certificates of a leaf's chain, and
   * trusts the root.
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
    return trusting(identity.getKeyManagers());
  }

  /** Returns what one needs who trusts the root and has no certificate of its own. */
  SSLContext trustingOnly() throws Exception {
    return trusting(null);
  }

  private SSLContext trusting(KeyManager[] identity) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("root", keys().getCertificate("root"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(identity, trust.getTrustManagers(), null);
    return context;
  }
}
