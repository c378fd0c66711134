package dev.sallyport.cli;

import dev.sallyport.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a run is told beforehand, when it is started and when it is resumed. */
final class Told {
  @Option(
      names = "--by",
      paramLabel = "WHO",
      description = "Who does it; default the system's user.")
  @Nullable String by;

  @Option(
      names = "--secret-file",
      paramLabel = "NAME=FILE",
      description =
          "Bind a secret to what a file holds. The environment variable SALLYPORT_SECRET_NAME does"
              + " so too.")
  List<String> secretFiles = new ArrayList<>();

  @Option(
      names = "--answer",
      paramLabel = "PATH=CHOICE",
      description = "Answer what the run asks about PATH.")
  List<String> answers = new ArrayList<>();

  @Option(
      names = "--vote",
      paramLabel = "PATH=ROLE:WHO",
      description = "Vote for the approval PATH.")
  List<String> votes = new ArrayList<>();

  @Option(
      names = "--reject",
      paramLabel = "PATH=ROLE:WHO",
      description = "Vote against the approval PATH, which ends it.")
  List<String> rejections = new ArrayList<>();

  @Option(names = "--note", description = "What to record beside each answer and vote.")
  String note = "";

  @Option(
      names = "--stay",
      description =
          "Stay when only people are waited for; they speak from elsewhere by approve, reject,"
              + " attest, waive, answer.")
  boolean stay;

  String who() {
    return by != null ? by : System.getProperty("user.name", "unknown");
  }

  Replies replies() {
    return Replies.of(answers, votes, rejections, note, who());
  }

  /** Refuses a plan of which something is not bound, and says how to bind it. */
  static Plan requireBound(Plan plan, boolean inputsToo) {
    List<String> ways = new ArrayList<>();
    for (String what : plan.unbound()) {
      String name = what.substring(what.indexOf(' ') + 1);
      if (what.startsWith("secret ")) {
        ways.add(
            what
                + ": --secret-file "
                + name
                + "=FILE, or the environment variable "
                + SecretValues.variable(secret(plan, name)));
      } else if (inputsToo) {
        ways.add(what + ": --input " + name + "=VALUE");
      }
    }
    if (!ways.isEmpty()) {
      throw new UsageProblem(
          "Nothing is bound to these; bind each:\n  " + String.join("\n  ", ways));
    }
    return plan;
  }

  private static dev.sallyport.check.Secret<?> secret(Plan plan, String name) {
    return plan.secrets().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
  }
}
