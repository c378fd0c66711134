package dev.sallyport.checks.k8s;

import static dev.sallyport.checks.k8s.ControlPlane.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logs by the log endpoint of a kubelet, kwok's, which reads files as a container runtime does. */
class LogsTest {
  private static ControlPlane plane;
  private static KubernetesChecks k8s;
  private static String namespace;
  private static Pods pods;

  @BeforeAll
  static void start() throws Exception {
    plane = ControlPlane.get();
    k8s = KubernetesChecks.of(plane.options());
    namespace = plane.namespace("logs");
    plane.create(
        "/api/v1/namespaces/" + namespace + "/pods",
        """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"talker","labels":{"app":"talker"}},
         "spec":{"nodeName":"node-0","containers":[{"name":"logger","image":"talker:1"}]}}
        """);
    pods = Pods.labelled(namespace, "app", "talker");
    ASK.until(k8s.podsReady(pods, 1), "pass");
  }

  @AfterAll
  static void stop() {
    if (k8s != null) {
      k8s.close();
    }
  }

  /** Lets the runtime have kept these lines, each so many seconds old. */
  private static void logged(Path file, Object... agesAndLines) throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < agesAndLines.length; i += 2) {
      Instant at = Instant.now().minusSeconds((Integer) agesAndLines[i]);
      lines.append(at).append(" stdout F ").append(agesAndLines[i + 1]).append('\n');
    }
    Files.writeString(file, lines);
  }

  private static Check clean() {
    return k8s.logsClean(pods, Pattern.compile("ERROR"))
        .over(Duration.ofMinutes(5))
        .atMost(Percent.of(10));
  }

  @Test
  void lines_since_then_are_counted_and_shown() throws Exception {
    logged(plane.log());
    logged(plane.previousLog());
    ASK.until(clean(), "inconclusive NO_DATA");

    logged(plane.log(), 3600, "ERROR long ago", 20, "started", 10, "ready");
    Verdict fine = ASK.now(clean());
    assertThat(fine.passed()).as(fine.reason()).isTrue();
    assertThat(fine.evidence().samples()).isEqualTo(2);

    logged(plane.log(), 20, "started", 10, "ERROR no disk");
    Verdict bad = ASK.now(clean());
    assertThat(word(bad)).isEqualTo("pending threshold-breached");
    assertThat(bad.evidence().observed().toString()).contains("talker/logger", "ERROR no disk");
  }

  @Test
  void last_words_of_a_container_that_was_restarted_count() throws Exception {
    logged(plane.log(), 2, "started anew");
    logged(plane.previousLog(), 9, "started", 6, "ERROR fatal: bye");
    plane.patch(
        "/api/v1/namespaces/" + namespace + "/pods/talker/status",
        "{\"status\":{\"containerStatuses\":[{\"name\":\"logger\",\"image\":\"x\",\"imageID\":\"\","
            + "\"ready\":true,\"restartCount\":1,\"state\":{\"running\":{}},"
            + "\"lastState\":{\"terminated\":{\"exitCode\":1,\"containerID\":\"x://1\"}}}]}}");
    Verdict bad = ASK.now(clean());
    assertThat(word(bad)).as(bad.reason()).isEqualTo("pending threshold-breached");
    assertThat(bad.evidence().observed().toString())
        .contains("talker/logger before its restart", "ERROR fatal: bye");
  }
}
