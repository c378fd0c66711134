package dev.sallyport.examples.analytics;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Secret;
import dev.sallyport.examples.analytics.service.Config;
import dev.sallyport.examples.analytics.service.FormBackend;
import dev.sallyport.testkit.checks.Ask;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Reports as the platform writes them, whole and harmed. */
class PdfSeenTest {
  private static final Secret<String> KEY = Secrets.API;

  private static byte[] report(int days) throws Exception {
    try (FormBackend backend = FormBackend.start(Config.of("1", "a-secret", "a-key"))) {
      Platform platform = new Platform(backend.address());
      var context = Ask.checks().knowing(KEY, "a-key").sample();
      for (int day = 0; day < days; day++) {
        String at = java.time.LocalDate.of(2026, 1, 1).plusDays(day) + "T12:00:00Z";
        platform
            .post("/api/v2/forms/f/responses", "{\"at\":\"" + at + "\",\"score\":1}", context)
            .wanted(201);
      }
      return platform.get("/api/v2/analytics/forms/f/report.pdf", context).wanted(200).body();
    }
  }

  @Test
  void a_report_of_many_days_has_many_pages() throws Exception {
    byte[] file = report(120);
    assertThat(PdfSeen.objection(file)).isEmpty();
    PdfSeen pdf = PdfSeen.read(file);
    assertThat(pdf.pages()).isEqualTo(3);
    assertThat(pdf.deflated()).isTrue();
    assertThat(pdf.bytes()).isEqualTo(file.length).isLessThan(10_000);
    assertThat(pdf.text()).contains("(Report of the form f) Tj", "(2026-04-30  1 responses) Tj");
  }

  @Test
  void a_report_that_is_harmed_is_told_from_a_whole_one() throws Exception {
    byte[] file = report(1);
    assertThat(PdfSeen.objection("<html>".getBytes(ISO_8859_1)))
        .contains("it does not begin as a PDF");
    assertThat(PdfSeen.objection(Arrays.copyOf(file, file.length - 20)))
        .contains("it has no end, so it is cut");
    String text = new String(file, ISO_8859_1);
    assertThat(PdfSeen.objection(text.replace("%PDF-1.4\n", "%PDF-1.4\n\n").getBytes(ISO_8859_1)))
        .contains("its table of offsets is not where it says");
    assertThat(PdfSeen.objection(text.replace("2 0 obj", "7 0 obj").getBytes(ISO_8859_1)))
        .contains("its object 2 is not where it says");
  }
}
