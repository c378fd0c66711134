package dev.sallyport.checks.k8s;

import static dev.sallyport.checks.k8s.ControlPlane.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.check.Check;
import dev.sallyport.check.Verdict;
import dev.sallyport.checks.k8s.ScriptedKubernetes.Fate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripted cluster and a real one, brought into the same states, get the same verdicts. */
class StandInContractTest {
  private static final String SPACE = "default";
  private static ControlPlane plane;
  private static KubernetesChecks asked;

  /** Brings one of them somewhere. */
  interface Change<T> {
    void apply(T cluster, Workload web) throws Exception;
  }

  /** A check of a cluster in which that workload runs. */
  interface About {
    Check of(KubernetesChecks k8s, Workload web);
  }

  /** What is asked, and what is said. */
  record Said(About check, String word) {}

  private static Said said(About check, String word) {
    return new Said(check, word);
  }

  private static Pods pods(Workload web) {
    return Pods.labelled(SPACE, "app", web.name());
  }

  /** What brings both into one state, and what is said of it. */
  enum State {
    WELL(
        2,
        (cluster, web) -> cluster.service(SPACE, web.name(), Map.of("app", web.name())),
        (real, web) -> service(web, "{\"app\":\"" + web.name() + "\"}"),
        said((k8s, web) -> k8s.rollout(web).image("main", "web:1").replicas(2), "pass"),
        said((k8s, web) -> k8s.rollout(web).replicas(3), "pending other-size"),
        said((k8s, web) -> k8s.rollout(web).image("main", "web:2"), "fail other-template"),
        said((k8s, web) -> k8s.rollout(web).sameAs("another"), "fail replaced"),
        said((k8s, web) -> k8s.podsReady(pods(web), 2), "pass"),
        said((k8s, web) -> k8s.podsReady(pods(web), 3), "pending pods-not-ready"),
        said((k8s, web) -> k8s.podFailure(pods(web)), "pass"),
        said((k8s, web) -> endpoints(k8s, web).only("app", web.name()).atLeast(2), "pass"),
        said((k8s, web) -> endpoints(k8s, web).only("app", "else"), "pending old-endpoints"),
        said((k8s, web) -> endpoints(k8s, web).atLeast(3), "pending too-few-endpoints"),
        said((k8s, web) -> k8s.selector(SPACE, web.name(), Map.of("app", web.name())), "pass"),
        said(
            (k8s, web) -> k8s.selector(SPACE, web.name(), Map.of("app", "else")),
            "pending other-selector")),
    NOTHING_THERE(
        1,
        (cluster, web) -> {},
        (real, web) -> {},
        said((k8s, web) -> k8s.rollout(Workload.statefulSet(SPACE, "no")), "fail no-such-workload"),
        said((k8s, web) -> k8s.podsReady(Pods.labelled(SPACE, "app", "no"), 1), "pending no-pods"),
        said((k8s, web) -> k8s.podFailure(Pods.labelled(SPACE, "a", "no")), "inconclusive NO_DATA"),
        said((k8s, web) -> k8s.endpoints(SPACE, "no"), "fail no-such-service"),
        said((k8s, web) -> k8s.jobComplete(SPACE, "no"), "fail no-such-object"),
        said((k8s, web) -> k8s.claimBound(SPACE, "no"), "fail no-such-object")),
    NONE_WANTED(
        0,
        (cluster, web) -> {},
        (real, web) -> {},
        said((k8s, web) -> k8s.rollout(web), "inconclusive NO_DATA"),
        said((k8s, web) -> k8s.rollout(web).replicas(0), "pass")),
    PAUSED(
        1,
        ScriptedKubernetes::paused,
        (real, web) -> real.patch(web.path(), "{\"spec\":{\"paused\":true}}"),
        said((k8s, web) -> k8s.rollout(web), "inconclusive AMBIGUOUS")),
    SELECTING_NOTHING(
        1,
        (cluster, web) -> cluster.service(SPACE, web.name(), Map.of("app", "nobody")),
        (real, web) -> service(web, "{\"app\":\"nobody\"}"),
        said(StandInContractTest::endpoints, "pending no-endpoints")),
    NEW_IMAGE(
        2,
        (cluster, web) -> cluster.edited(web, "web:2"),
        (real, web) -> image(web, "node-0"),
        said((k8s, web) -> k8s.rollout(web).image("main", "web:2").replicas(2), "pass"),
        said((k8s, web) -> k8s.podsReady(pods(web), 2), "pass")),
    STARTING(
        Fate.STARTING,
        said((k8s, web) -> k8s.rollout(web), "pending rolling-out"),
        said((k8s, web) -> k8s.podsReady(pods(web), 2), "pass"),
        said((k8s, web) -> k8s.podsReady(pods(web), 3), "pending pods-not-ready"),
        said((k8s, web) -> k8s.podFailure(pods(web)), "pass")),
    REGISTRY_DOWN(
        Fate.REGISTRY_DOWN, said((k8s, web) -> k8s.podFailure(pods(web)), "pending image-pull")),
    NO_IMAGE(
        Fate.NO_IMAGE,
        said((k8s, web) -> k8s.rollout(web).image("main", "web:2"), "fail image-pull"),
        said((k8s, web) -> k8s.podFailure(pods(web)), "fail image-pull")),
    CRASHING(
        Fate.CRASHING,
        said((k8s, web) -> k8s.rollout(web), "fail container-crashes"),
        said((k8s, web) -> k8s.podFailure(pods(web)), "fail container-crashes")),
    OUT_OF_MEMORY(
        Fate.OUT_OF_MEMORY, said((k8s, web) -> k8s.podFailure(pods(web)), "fail out-of-memory")),
    NO_NODE(Fate.NO_NODE, said((k8s, web) -> k8s.podFailure(pods(web)), "fail unschedulable"));

    private final int replicas;
    private final Change<ScriptedKubernetes> script;
    private final Change<ControlPlane> real;
    private final List<Said> words;

    State(
        int replicas, Change<ScriptedKubernetes> script, Change<ControlPlane> real, Said... words) {
      this.replicas = replicas;
      this.script = script;
      this.real = real;
      this.words = List.of(words);
    }

    /** A rollout of a second image, whose first pod meets that fate. */
    State(Fate fate, Said... words) {
      this(
          2,
          (cluster, web) -> cluster.image("web:2", fate).edited(web, "web:2"),
          (plane, web) -> fated(web, fate),
          words);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    plane = ControlPlane.get();
    asked = KubernetesChecks.of(plane.options());
  }

  @AfterAll
  static void stop() {
    if (asked != null) {
      asked.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void both_get_the_same_verdicts(State state) throws Exception {
    Workload web = Workload.deployment(SPACE, state.name().toLowerCase().replace('_', '-'));
    ScriptedKubernetes cluster =
        ScriptedKubernetes.empty().workload(web, state.replicas, "main", "web:1");
    state.script.apply(cluster, web);
    plane.deployment(SPACE, web.name(), "web:1", state.replicas, "node-0");
    if (state.replicas > 0) {
      ASK.until(asked.rollout(web), "pass");
    }
    state.real.apply(plane, web);
    for (Said said : state.words) {
      Verdict verdict = ASK.now(said.check.of(cluster.checks(), web));
      assertThat(word(verdict)).as("scripted: " + verdict.reason()).isEqualTo(said.word);
      ASK.until(said.check.of(asked, web), said.word);
    }
  }

  private static EndpointsMatch endpoints(KubernetesChecks k8s, Workload web) {
    return k8s.endpoints(SPACE, web.name());
  }

  private static void service(Workload web, String selector) throws Exception {
    plane.create(
        "/api/v1/namespaces/" + SPACE + "/services",
        "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\""
            + web.name()
            + "\"},\"spec\":{\"ports\":[{\"port\":80}],\"selector\":"
            + selector
            + "}}");
  }

  private static void image(Workload web, String node) throws Exception {
    plane.patch(
        web.path(),
        "{\"spec\":{\"template\":{\"spec\":{\"nodeName\":\""
            + node
            + "\",\"containers\":[{\"name\":\"main\",\"image\":\"web:2\"}]}}}}");
  }

  /** Rolls out to a node where nobody plays the kubelet, and plays it. */
  private static void fated(Workload web, Fate fate) throws Exception {
    image(web, "node-dead");
    Function<com.fasterxml.jackson.databind.JsonNode, Boolean> isNew =
        pod -> pod.at("/spec/nodeName").asText().equals("node-dead");
    ControlPlane.await(
        "the first new pod",
        () -> pods(web).list(plane.api(), plane.call).stream().anyMatch(isNew::apply));
    var pod =
        pods(web).list(plane.api(), plane.call).stream().filter(isNew::apply).findFirst().get();
    ObjectNode status = Trees.MAPPER.createObjectNode();
    status.set("status", fate.status(pod));
    for (var one : status.at("/status/containerStatuses")) {
      ((ObjectNode) one).put("image", "web:2").put("imageID", "");
    }
    plane.patch(
        "/api/v1/namespaces/" + SPACE + "/pods/" + Trees.name(pod) + "/status",
        Trees.write(status));
  }
}
