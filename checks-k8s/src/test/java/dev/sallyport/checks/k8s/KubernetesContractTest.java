package dev.sallyport.checks.k8s;

import dev.sallyport.check.Check;
import dev.sallyport.check.Percent;
import dev.sallyport.check.Secret;
import dev.sallyport.testkit.checks.CheckContract;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;

/** What every check does when its server is of no use. */
class KubernetesContractTest extends CheckContract {
  private static final String WRONG = "a-wrong-token-of-ours";
  private static final List<KubernetesChecks> OPEN = new ArrayList<>();

  @AfterAll
  static void stop() {
    OPEN.forEach(KubernetesChecks::close);
  }

  @Override
  protected List<Class<?>> entries() {
    return List.of(KubernetesChecks.class);
  }

  @Override
  protected Map<String, Check> checks(InetSocketAddress server) {
    return all(
        KubernetesOptions.server(
                URI.create("http://" + server.getHostString() + ":" + server.getPort()))
            .token(ControlPlane.TOKEN));
  }

  @Override
  protected Map<String, Check> refused() throws Exception {
    return all(ControlPlane.get().options());
  }

  @Override
  protected Map<Secret<String>, String> credentials() {
    return Map.of(ControlPlane.TOKEN, WRONG);
  }

  private static Map<String, Check> all(KubernetesOptions options) {
    KubernetesChecks k8s =
        KubernetesChecks.of(options.deadlines(Duration.ofSeconds(1), Duration.ofSeconds(2)));
    OPEN.add(k8s);
    Workload web = Workload.deployment("default", "web");
    Pods pods = Pods.labelled("default", "app", "web");
    Map<String, Check> all = new TreeMap<>();
    all.put("rollout", k8s.rollout(web).replicas(0));
    all.put("podsReady", k8s.podsReady(pods, 1));
    all.put("podFailure", k8s.podFailure(pods));
    all.put("endpoints", k8s.endpoints("default", "web"));
    all.put("selector", k8s.selector("default", "web", Map.of("app", "web")));
    all.put("jobComplete", k8s.jobComplete("default", "job"));
    all.put("claimBound", k8s.claimBound("default", "claim"));
    all.put("rolloutProgress", k8s.rolloutProgress(web, "main", "A", "b").atLeast(Percent.of(0)));
    all.put("logsClean", k8s.logsClean(pods, Pattern.compile("ERROR")).atMost(Percent.of(100)));
    return all;
  }
}
