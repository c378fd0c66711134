package dev.sallyport.checks.files;

import static dev.sallyport.checks.files.Ask.ask;
import static dev.sallyport.checks.files.Ask.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Verdict;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report is not to be trusted: nothing is fetched, expanded or held whole for it. */
class XmlSafetyTest {
  private static final String SUITE =
      "<testsuite name='A'><testcase name='x' classname='%s'/></testsuite>";

  @TempDir Path folder;

  private Verdict judged(String xml) throws Exception {
    Files.writeString(folder.resolve("r.xml"), xml);
    return ask(FileChecks.in(folder).testResults("r.xml"));
  }

  @Test
  void nothing_outside_is_asked_for() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> asked.incrementAndGet());
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/report.dtd";
      String suite = SUITE.formatted("");
      assertThat(judged("<!DOCTYPE testsuite SYSTEM '" + url + "'>" + suite).passed()).isTrue();
      Verdict entity =
          judged(
              "<!DOCTYPE testsuite [<!ENTITY e SYSTEM '"
                  + url
                  + "'>]>"
                  + "<testsuite><testcase name='x'>&e;</testcase></testsuite>");
      assertThat(entity.passed()).as("%s", entity).isFalse();
      judged("<!DOCTYPE testsuite [<!ENTITY % p SYSTEM '" + url + "'> %p;]>" + suite);
    } finally {
      server.stop(0);
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void a_file_of_this_machine_does_not_reach_the_evidence() throws Exception {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "s3same");
    Verdict verdict =
        judged(
            "<!DOCTYPE testsuite [<!ENTITY e SYSTEM '"
                + secret.toUri()
                + "'>]>"
                + "<testsuite><testcase name='x'><failure message='m'>&e;</failure></testcase>"
                + "</testsuite>");
    assertThat(verdict.passed()).isFalse();
    assertThat(verdict.toString()).doesNotContain("s3same");
  }

  @Test
  void entities_that_grow_are_not_expanded() throws Exception {
    StringBuilder entities = new StringBuilder("<!ENTITY a0 'ha'>");
    for (int i = 1; i < 40; i++) {
      entities.append("<!ENTITY a%d '&a%d;&a%d;'>".formatted(i, i - 1, i - 1));
    }
    Verdict verdict = judged("<!DOCTYPE testsuite [" + entities + "]>" + SUITE.formatted("&a39;"));
    assertThat(verdict.word()).isEqualTo("inconclusive");
  }

  @Test
  void a_report_beyond_the_limit_is_not_read() throws Exception {
    Files.writeString(folder.resolve("r.xml"), SUITE.formatted("y".repeat(5000)));
    FileChecks small = FileChecks.in(folder).readingAtMost(DataSize.kibibytes(4));
    says("inconclusive", "too-large", small.testResults("r.xml"));
  }

  @Test
  void a_long_output_is_no_trouble() throws Exception {
    String output =
        "<system-out><![CDATA[" + "line of output\n".repeat(1_000_000) + "]]></system-out>";
    assertThat(judged("<testsuite><testcase name='x'/>" + output + "</testsuite>").passed())
        .isTrue();
  }
}
