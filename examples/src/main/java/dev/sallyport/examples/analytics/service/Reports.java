package dev.sallyport.examples.analytics.service;

import java.util.ArrayList;
import java.util.List;

/** Reports of forms, as PDF; the scheduled task {@code reports.send} fetches and mails them. */
final class Reports {
  private final Store store;

  Reports(Store store) {
    this.store = store;
  }

  /** Returns a form's report: its numbers, and its responses by day. */
  byte[] pdf(String form) throws Web.Refused {
    List<Response> all = store.latest(form);
    List<String> lines = new ArrayList<>();
    lines.add("Report of the form " + form);
    lines.add("");
    Summary.of(all).shown(form, true).forEach((name, value) -> lines.add(name + ": " + value));
    lines.add("");
    Series.byDay(all).forEach((day, n) -> lines.add(day + "  " + n + " responses"));
    return Pdf.of(lines);
  }
}
