package dev.sallyport.examples.analytics;

import dev.sallyport.check.Check;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.UnansweredException;
import dev.sallyport.check.Verdict;
import dev.sallyport.examples.analytics.Inbox.Mail;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reports: made as PDF, sent by a schedule, received as mail. */
final class ReportProbes {
  /** The form that the scheduled report is of. */
  static final String FORM = "test";

  static final DataSize LARGEST = DataSize.kibibytes(100);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

  private final Platform platform;
  private final Inbox inbox;

  ReportProbes(AnalyticsSystems on, Platform platform) {
    this.platform = platform;
    this.inbox = new Inbox(on.at.beyond().inbox());
  }

  /** A form's report is a PDF that opens, and says what was sent. */
  Check pdf() {
    return ProbeForm.check(
        "report-pdf",
        platform,
        "the report of a form with three responses",
        (form, evidence) -> {
          for (int i = 0; i < 3; i++) {
            form.respond(Instant.parse("2026-01-05T09:30:0" + i + "Z"), 6, i > 0);
          }
          Platform.Answer answer = form.page("report.pdf").wanted(200);
          Evidence seen =
              evidence.and("", "type", answer.type()).and("", "bytes", answer.body().length);
          if (!answer.type().startsWith("application/pdf")) {
            return Verdict.fail("no-pdf", "It is " + answer.type() + ", no PDF.", seen);
          }
          return sound(
              answer.body(), seen, form.name, "responses: 3", "mean_score: 6.0", "2026-01-05  3");
        });
  }

  private static Verdict sound(byte[] file, Evidence evidence, String... said) {
    Optional<String> objection = PdfSeen.objection(file);
    if (objection.isPresent()) {
      return Verdict.fail("pdf-broken", "Of the report, " + objection.get() + ".", evidence);
    }
    PdfSeen pdf = PdfSeen.read(file);
    for (String each : said) {
      if (!pdf.text().contains(each)) {
        return Verdict.fail(
            "pdf-says-otherwise",
            "The report does not say '" + each + "'. It says: " + pdf.text(),
            evidence);
      }
    }
    return Verdict.pass("The report opens, with " + pdf.pages() + " pages", evidence);
  }

  /** While it is looked, a report comes by mail that nobody has asked for. */
  Check scheduled() {
    return Check.of(
        "scheduled-report",
        context -> {
          Evidence evidence = Evidence.of("the mails in " + inbox.at(), context.startedAt());
          try {
            Instant since = inbox.newest(context).map(Mail::received).orElse(Instant.EPOCH);
            Duration wait = context.remaining().minus(Duration.ofSeconds(2));
            for (long polls = wait.toMillis() / POLL.toMillis(); polls > 0; polls--) {
              Optional<Mail> mail = inbox.newest(context);
              if (mail.isPresent() && mail.get().received().isAfter(since)) {
                return Verdict.pass(
                    "A report came by its schedule",
                    evidence.and("", "received", mail.get().received()));
              }
              context.pause(POLL);
            }
            return Verdict.pending(
                "no-report",
                "No report has come since "
                    + since
                    + ". Look at beat's schedule, at the workers' log, and at the mail server.",
                evidence.and("", "received last", since));
          } catch (UnansweredException e) {
            return e.verdict(evidence);
          }
        });
  }

  /** The last report came within so long, by its schedule. */
  Check within(Duration span) {
    return newest(
        "report-on-time",
        (mail, evidence) -> {
          Duration age = Duration.between(mail.received(), evidence.at());
          Evidence seen = evidence.and("", "received", mail.received()).against("within " + span);
          return age.compareTo(span) <= 0
              ? Verdict.pass("A report came at " + mail.received(), seen)
              : Verdict.fail(
                  "no-report",
                  "The last report came at "
                      + mail.received()
                      + ". Look at beat's schedule, at the workers' log, and at the mail server.",
                  seen);
        });
  }

  /** The last report was received by whom it is for, soon after it was sent, and can be read. */
  Check received() {
    return newest(
        "report-received",
        (mail, evidence) -> {
          Duration took = Duration.between(mail.sent(), mail.received());
          Evidence seen = evidence.and("", "to", mail.to()).and("", "took", took);
          if (took.compareTo(ON_ITS_WAY) > 0) {
            return Verdict.fail("mail-slow", "The report was on its way for " + took + ".", seen);
          }
          return mail.pdf().isEmpty()
              ? Verdict.fail("no-attachment", "The mail has no PDF attached.", seen)
              : sound(mail.pdf().get(), seen, "Report of the form " + FORM, "responses: ");
        });
  }

  /** The last report is small: compressed, and far below what mail servers refuse. */
  Check small() {
    return newest(
        "report-size",
        (mail, evidence) -> {
          if (mail.pdf().isEmpty() || PdfSeen.objection(mail.pdf().get()).isPresent()) {
            return Verdict.inconclusive(
                Verdict.Cause.NO_DATA, "The last mail has no PDF that could be measured", evidence);
          }
          PdfSeen pdf = PdfSeen.read(mail.pdf().get());
          Evidence seen =
              evidence
                  .and("", "bytes", pdf.bytes())
                  .and("", "pages", pdf.pages())
                  .and("", "compressed", pdf.deflated())
                  .against("compressed, at most " + LARGEST);
          return pdf.deflated() && pdf.bytes() <= LARGEST.bytes()
              ? Verdict.pass(pdf.pages() + " pages in " + pdf.bytes() + " bytes", seen)
              : Verdict.fail(
                  "too-large",
                  "The report has "
                      + pdf.bytes()
                      + " bytes, "
                      + (pdf.deflated() ? "compressed" : "not compressed")
                      + ". Let its pages be deflated, and its fonts not be embedded.",
                  seen);
        });
  }

  /** Judges a mail. */
  @FunctionalInterface
  private interface Reading {
    Verdict judge(Mail mail, Evidence evidence);
  }

  private Check newest(String name, Reading reading) {
    return Check.of(
        name,
        context -> {
          Evidence evidence = Evidence.of("the last mail in " + inbox.at(), context.startedAt());
          try {
            Optional<Mail> mail = inbox.newest(context);
            return mail.isEmpty()
                ? Verdict.pending("no-mail", "No report has been received yet.", evidence)
                : reading.judge(inbox.opened(mail.get(), context), evidence);
          } catch (UnansweredException e) {
            return e.verdict(evidence);
          }
        });
  }
}
