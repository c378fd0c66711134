package dev.sallyport.checks.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.check.Secret;
import dev.sallyport.testkit.checks.Ask;
import dev.sallyport.testkit.checks.Certificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real control plane on loopback: etcd, the API server, the controller manager, and kwok, which
 * plays the node {@code node-0} and makes its pods ready. What runs on {@code node-dead} is left to
 * the test. Started once for all tests; its processes end with theirs.
 */
final class ControlPlane {
  static final Secret<String> TOKEN = Secret.of("k8s-token", String.class);
  static final String WORD = "sesame-of-the-tests";
  static final Ask ASK = Ask.checks().knowing(TOKEN, WORD);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static @Nullable ControlPlane running;

  private final List<Process> processes = Collections.synchronizedList(new ArrayList<>());
  private final Path programs;
  final Path folder;
  private final int port;

  /** The certificate by which the API server knows an administrator. */
  final Certificate admin;

  private final ApiReader api;
  final Call call = new Call(() -> Duration.ofSeconds(20), secret -> WORD);

  /** Returns the control plane; skips the test, loudly, if its programs are not on the machine. */
  static synchronized ControlPlane get() throws Exception {
    String assets = System.getenv().getOrDefault("KUBEBUILDER_ASSETS", "");
    boolean there =
        !assets.isEmpty()
            && Files.isExecutable(Path.of(assets, "kube-apiserver"))
            && Files.isExecutable(Path.of(assets, "kwok"));
    if (!there) {
      System.err.println(
          "SKIPPED: no Kubernetes control plane. Run .ci/servers/kubernetes and set"
              + " KUBEBUILDER_ASSETS to the folder it names.");
    }
    Assumptions.assumeTrue(
        there, "KUBEBUILDER_ASSETS names no folder with kube-apiserver and kwok");
    if (running == null) {
      running = new ControlPlane(Path.of(assets));
    }
    return running;
  }

  private ControlPlane(Path programs) throws Exception {
    this.programs = programs;
    this.folder = Files.createTempDirectory("sallyport-k8s-");
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    this.port = freePort();
    int etcd = freePort();
    int peers = freePort();
    int kubelet = freePort();
    key();
    this.admin = Certificate.of("admin", "CN=admin,O=system:masters", "dns:admin", "RSA", folder);
    Files.writeString(
        folder.resolve("tokens.csv"),
        WORD + ",admin,admin,\"system:masters\"\nnobody-at-all,nobody,nobody,\n");
    run(
        "etcd",
        "--data-dir=" + folder.resolve("etcd"),
        "--listen-client-urls=http://127.0.0.1:" + etcd,
        "--advertise-client-urls=http://127.0.0.1:" + etcd,
        "--listen-peer-urls=http://127.0.0.1:" + peers,
        "--initial-advertise-peer-urls=http://127.0.0.1:" + peers,
        "--initial-cluster=default=http://127.0.0.1:" + peers,
        "--unsafe-no-fsync");
    run(
        "kube-apiserver",
        "--etcd-servers=http://127.0.0.1:" + etcd,
        "--cert-dir=" + folder.resolve("certs"),
        "--secure-port=" + port,
        "--bind-address=127.0.0.1",
        "--service-account-issuer=https://sallyport.test",
        "--service-account-key-file=" + folder.resolve("sa.key"),
        "--service-account-signing-key-file=" + folder.resolve("sa.key"),
        "--token-auth-file=" + folder.resolve("tokens.csv"),
        "--client-ca-file=" + admin.chain(),
        "--authorization-mode=RBAC",
        "--kubelet-preferred-address-types=InternalIP",
        "--service-cluster-ip-range=10.96.0.0/16",
        "--disable-admission-plugins=ServiceAccount");
    await("the certificate of the API server", () -> Files.exists(certificate()));
    this.api = new ApiReader(options());
    await("the API server", () -> api.text("/readyz", call).equals("ok"));
    kubeconfig();
    run(
        "kube-controller-manager",
        "--kubeconfig=" + kubeconfig(),
        "--leader-elect=false",
        "--bind-address=127.0.0.1",
        "--secure-port=0",
        "--service-account-private-key-file=" + folder.resolve("sa.key"));
    run(
        "kwok",
        "--kubeconfig=" + kubeconfig(),
        "--manage-all-nodes=false",
        "--manage-nodes-with-label-selector=plays=kwok",
        "--node-lease-duration-seconds=40",
        "--config=" + logging(),
        "--node-ip=127.0.0.1",
        "--node-port=" + kubelet,
        "--server-address=127.0.0.1:" + kubelet,
        "--tls-cert-file=" + admin.chain(),
        "--tls-private-key-file=" + admin.key());
    create("/api/v1/nodes", node("node-0", "kwok"));
    create("/api/v1/nodes", node("node-dead", "nobody"));
    await(
        "a ready node",
        () ->
            api.get("/api/v1/nodes/node-0", call).filter(n -> Trees.holds(n, "Ready")).isPresent());
  }

  /** Lets kwok's kubelet serve what the containers {@code logger} log: the files of the test. */
  private Path logging() throws IOException {
    Files.writeString(log(), "");
    Files.writeString(previousLog(), "");
    return Files.writeString(
        folder.resolve("kwok.yaml"),
        """
        apiVersion: kwok.x-k8s.io/v1alpha1
        kind: ClusterLogs
        metadata: {name: all}
        spec:
          logs: [{containers: [logger], logsFile: "%s", previousLogsFile: "%s"}]
        """
            .formatted(log(), previousLog()));
  }

  /**
   * Returns the file of what the container {@code logger} of any pod logs, as a runtime keeps it.
   */
  Path log() {
    return folder.resolve("logger.log");
  }

  Path previousLog() {
    return folder.resolve("logger-before.log");
  }

  private static String node(String name, String plays) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\""
        + name
        + "\",\"labels\":{\"plays\":\""
        + plays
        + "\"}}}";
  }

  private void key() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    String lines =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(pair.getPrivate().getEncoded());
    Files.writeString(
        folder.resolve("sa.key"),
        "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n");
  }

  Path certificate() {
    return folder.resolve("certs").resolve("apiserver.crt");
  }

  Path kubeconfig() throws IOException {
    Path file = folder.resolve("kubeconfig");
    if (!Files.exists(file)) {
      Files.writeString(
          file,
          """
          apiVersion: v1
          kind: Config
          clusters: [{name: c, cluster: {server: "%s", certificate-authority: "%s"}}]
          users: [{name: u, user: {token: %s}}]
          contexts: [{name: x, context: {cluster: c, user: u}}]
          current-context: x
          """
              .formatted(address(), certificate(), WORD));
    }
    return file;
  }

  URI address() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /** Returns options to ask it as an administrator; the token is given by the context. */
  KubernetesOptions options() {
    return KubernetesOptions.server(address())
        .token(TOKEN)
        .trusting(certificate())
        .deadlines(Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  ApiReader api() {
    return api;
  }

  Path program(String name) {
    return programs.resolve(name);
  }

  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(programs.resolve(program).toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(program + ".log").toFile());
    builder.environment().remove("KUBECONFIG");
    // Debian's etcd cannot stream lists; without this, clients try again and again, ever more
    // slowly
    builder.environment().put("KUBE_FEATURE_WatchListClient", "false");
    processes.add(builder.start());
  }

  /** Makes a namespace with a name of its own, and returns it. */
  String namespace(String begin) throws Exception {
    JsonNode made =
        create(
            "/api/v1/namespaces",
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"generateName\":\""
                + begin
                + "-\"}}");
    return Trees.name(made);
  }

  JsonNode create(String path, String object) throws Exception {
    return api.send("POST", path, "application/json", object, call);
  }

  JsonNode patch(String path, String merge) throws Exception {
    return api.send("PATCH", path, "application/merge-patch+json", merge, call);
  }

  /** Makes a Deployment whose pods run on a node, and returns it. */
  Workload deployment(String namespace, String name, String image, int replicas, String node)
      throws Exception {
    create(
        "/apis/apps/v1/namespaces/" + namespace + "/deployments",
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"%s"},
         "spec":{"replicas":%d,"progressDeadlineSeconds":600,
          "selector":{"matchLabels":{"app":"%s"}},
          "template":{"metadata":{"labels":{"app":"%s","version":"%s"}},
           "spec":{"nodeName":"%s","terminationGracePeriodSeconds":0,
            "containers":[{"name":"main","image":"%s","env":[{"name":"MODE","value":"plain"}]}]}}}}
        """
            .formatted(name, replicas, name, name, name, node, image));
    return Workload.deployment(namespace, name);
  }

  /** Sets the status of all containers of the pods of an app. */
  void containerStatus(String namespace, String app, String state, int restarts) throws Exception {
    Pods pods = Pods.labelled(namespace, "app", app);
    await("pods of " + app, () -> !pods.list(api, call).isEmpty());
    for (JsonNode pod : pods.list(api, call)) {
      ObjectNode status = (ObjectNode) Trees.read("{\"status\":{\"phase\":\"Pending\"}}");
      status
          .withObject("/status")
          .set(
              "containerStatuses",
              Trees.read(
                  "[{\"name\":\"main\",\"image\":\"x\",\"imageID\":\"\",\"ready\":false,\"restartCount\":"
                      + restarts
                      + ","
                      + state
                      + "}]"));
      patch(
          "/api/v1/namespaces/" + namespace + "/pods/" + Trees.name(pod) + "/status",
          Trees.write(status));
    }
  }

  static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Exception last = null;
    while (System.nanoTime() < end) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (ApiException notYet) {
        last = notYet;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("Waited in vain for " + what, last);
  }

  /** Runs kubectl as a person would; returns what it printed and its exit code. */
  Map.Entry<Integer, String> kubectl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program("kubectl").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", kubeconfig().toString());
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    return Map.entry(process.waitFor(), said.strip());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void stop() {
    for (Process process : processes) {
      process.destroyForcibly();
    }
    for (Process process : processes) {
      process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println("Files of the control plane are left in " + folder + ": " + e);
    }
  }
}
