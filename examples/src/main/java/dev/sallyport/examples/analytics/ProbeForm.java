package dev.sallyport.examples.analytics;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Evidence;
import dev.sallyport.check.UnansweredException;
import dev.sallyport.check.Verdict;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * A form that nobody else has, by which the platform is tried in one sample. It goes with all that
 * was kept of it.
 */
final class ProbeForm {
  final String name = "probe-" + UUID.randomUUID();
  private final Platform platform;
  final CheckContext context;
  private int sent;

  private ProbeForm(Platform platform, CheckContext context) {
    this.platform = platform;
    this.context = context;
  }

  /** Judges the platform by a form. */
  @FunctionalInterface
  interface Trial {
    Verdict judge(ProbeForm form, Evidence evidence) throws Exception;
  }

  /**
   * Returns a check with a form of its own in each sample.
   *
   * @param asked what is done with it, for the evidence
   */
  static Check check(String name, Platform platform, String asked, Trial trial) {
    return Check.of(
        name,
        context -> {
          Evidence evidence = Evidence.of(asked + " at " + platform.at(), context.startedAt());
          ProbeForm form = new ProbeForm(platform, context);
          try {
            return form.tried(trial, evidence);
          } catch (UnansweredException e) {
            return e.verdict(evidence);
          }
        });
  }

  /** Responds now, completed, with a score of 5. */
  void respond() throws UnansweredException, InterruptedException {
    respond(context.clock().instant(), 5, true);
  }

  void respond(Instant at, double score, boolean completed)
      throws UnansweredException, InterruptedException {
    sent++;
    Map<String, Object> response =
        Map.of("id", "r" + sent, "at", at.toString(), "score", score, "completed", completed);
    String json = JsonApi.JSON.valueToTree(response).toString();
    platform.post("/api/v2/forms/" + name + "/responses", json, context).wanted(201);
  }

  /** Returns one of its pages: {@code metrics}, {@code timeseries} ... */
  Platform.Answer page(String page) throws UnansweredException, InterruptedException {
    return platform.get("/api/v2/analytics/forms/" + name + "/" + page, context);
  }

  Platform.Answer metrics() throws UnansweredException, InterruptedException {
    return page("metrics").wanted(200);
  }

  /** Sends its responses to an address from now on. */
  void tell(String url) throws UnansweredException, InterruptedException {
    String json = JsonApi.JSON.valueToTree(Map.of("url", url)).toString();
    platform.send("PUT", "/api/v2/forms/" + name + "/webhook", json, context).wanted(200);
  }

  private Verdict tried(Trial trial, Evidence evidence) throws Exception {
    try {
      return trial.judge(this, evidence);
    } finally {
      remove(platform, name, context);
    }
  }

  /** Takes a form away, with all that is kept of it. */
  static void remove(Platform platform, String name, CheckContext context)
      throws UnansweredException, InterruptedException {
    platform.send("DELETE", "/api/v2/forms/" + name, "", context).wanted(204);
  }
}
