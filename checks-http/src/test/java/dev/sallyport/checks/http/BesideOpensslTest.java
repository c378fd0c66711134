package dev.sallyport.checks.http;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What openssl and curl say of certificates that are not well, and what tls-certificate says. */
@Tag("once")
class BesideOpensslTest {
  private static Keys keys;
  private static Path root;
  private static HttpChecks http;
  private static SideBySide table;

  @BeforeAll
  static void start() throws Exception {
    Command.program("openssl");
    Command.program("curl");
    keys = Keys.shared();
    root = keys.root();
    http = HttpChecks.create();
    table = new SideBySide("beside-openssl");
    try (OpensslServer server = serving("good", 2)) {
      for (int i = 0; i < 150; i++) { // a command is compiled long before it is typed
        Asked.ask(http.tlsCertificate("127.0.0.1", server.port()).trusting(root));
      }
    }
  }

  @AfterAll
  static void stop() {
    if (http != null) {
      http.close();
    }
  }

  private static OpensslServer serving(String leaf, int sent) throws Exception {
    return sent == 1
        ? OpensslServer.serving(keys.pem(leaf))
        : OpensslServer.serving(keys.pem(leaf), keys.middle());
  }

  private static void compare(String state, String leaf, int sent, int curl, String code)
      throws Exception {
    compare(state, leaf, sent, curl, code, check -> check);
  }

  private static void compare(
      String state, String leaf, int sent, int curl, String code, UnaryOperator<TlsCertificate> as)
      throws Exception {
    try (OpensslServer server = serving(leaf, sent)) {
      TlsCertificate check =
          as.apply(http.tlsCertificate("127.0.0.1", server.port()).trusting(root));
      String at = "127.0.0.1:" + server.port();
      table.compare(
          state,
          "openssl s_client -CAfile",
          0,
          List.of("openssl", "s_client", "-CAfile", root.toString(), "-connect", at),
          check,
          code);
      table.compare(
          state,
          "curl --cacert",
          curl,
          List.of("curl", "-fsS", "-m", "2", "--cacert", root.toString(), "https://" + at + "/"),
          check,
          code);
    }
  }

  @Test
  void a_certificate_that_is_well_is_fine_to_all() throws Exception {
    compare("well", "good", 2, 0, "pass");
  }

  @Test
  void an_expired_one_is_fine_to_openssl() throws Exception {
    compare("expired", "expired", 2, 60, "fail certificate-expired");
  }

  @Test
  void one_for_another_host_is_fine_to_openssl() throws Exception {
    compare("for another host", "other", 2, 60, "fail wrong-host");
  }

  @Test
  void a_missing_intermediate_is_fine_to_openssl() throws Exception {
    compare("intermediate missing", "good", 1, 60, "fail chain-incomplete");
  }

  @Test
  void one_that_expires_in_ten_days_is_fine_to_both_commands() throws Exception {
    compare("10 of 90 days left", "soon", 2, 0, "fail certificate-expires-soon");
  }

  @Test
  void the_old_one_that_is_still_served_is_fine_to_both_commands() throws Exception {
    String renewed = keys.serial("renewed");
    compare("renewed, but not loaded", "good", 2, 0, "fail other-serial", c -> c.serial(renewed));
  }
}
