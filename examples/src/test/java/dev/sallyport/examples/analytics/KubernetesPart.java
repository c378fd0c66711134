package dev.sallyport.examples.analytics;

import dev.sallyport.checks.k8s.KubernetesOptions;
import dev.sallyport.examples.checklist.Programs;
import dev.sallyport.testkit.checks.Certificate;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A Kubernetes cluster on loopback: real etcd, API server and controller manager. Its one node is
 * {@link LocalNodes}, which really runs what the pods say. The API knows the test by a client
 * certificate.
 */
final class KubernetesPart implements AutoCloseable {
  /** Where the platform lives. */
  static final String NAMESPACE = "plan3";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final Path folder;

  /** The certificate of all servers of the cluster. */
  final Certificate server;

  final ClusterApi api;

  private final List<Process> processes = new ArrayList<>();
  private final Path programs;
  private final Certificate admin;
  private final int port = Programs.freePort();

  /** Starts it; skips the test, loudly, if its programs are not on the machine. */
  KubernetesPart(Path folder) throws Exception {
    this.programs = programs();
    this.folder = Files.createDirectories(folder);
    this.server = Certificate.of("server", "ip:127.0.0.1", folder);
    this.admin = Certificate.of("admin", "CN=admin,O=system:masters", "dns:admin", "RSA", folder);
    this.api = new ClusterApi(address(), server.trustedBy(admin));
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    try {
      start();
    } catch (Exception | AssertionError e) {
      close();
      throw e;
    }
  }

  private static Path programs() {
    String assets = System.getenv().getOrDefault("KUBEBUILDER_ASSETS", "");
    boolean there =
        !assets.isEmpty() && Files.isExecutable(Path.of(assets, "kube-controller-manager"));
    if (!there) {
      System.err.println(
          "SKIPPED: no Kubernetes control plane. Run .ci/servers/kubernetes and set"
              + " KUBEBUILDER_ASSETS to the folder it names.");
    }
    Assumptions.assumeTrue(there, "KUBEBUILDER_ASSETS names no folder with a control plane");
    return Path.of(assets);
  }

  private void start() throws Exception {
    int etcd = Programs.freePort();
    int peers = Programs.freePort();
    key();
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
        "--tls-cert-file=" + server.chain(),
        "--tls-private-key-file=" + server.key(),
        "--secure-port=" + port,
        "--bind-address=127.0.0.1",
        "--service-account-issuer=https://sallyport.test",
        "--service-account-key-file=" + folder.resolve("sa.key"),
        "--service-account-signing-key-file=" + folder.resolve("sa.key"),
        "--client-ca-file=" + admin.chain(),
        "--authorization-mode=RBAC",
        "--kubelet-preferred-address-types=InternalIP",
        "--service-cluster-ip-range=10.96.0.0/16",
        "--disable-admission-plugins=ServiceAccount");
    await("the API server", () -> api.status("/readyz") == 200);
    run(
        "kube-controller-manager",
        "--kubeconfig=" + kubeconfig(),
        "--leader-elect=false",
        "--bind-address=127.0.0.1",
        "--secure-port=0",
        // LocalNodes sends no heartbeats, and its node is as alive as the test
        "--controllers=*,-node-lifecycle-controller",
        "--service-account-private-key-file=" + folder.resolve("sa.key"));
    api.create(
        "/api/v1/namespaces",
        "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"%s\"}}"
            .formatted(NAMESPACE));
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

  private Path kubeconfig() throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: c, cluster: {server: "%s", certificate-authority: "%s"}}]
        users: [{name: u, user: {client-certificate: "%s", client-key: "%s"}}]
        contexts: [{name: x, context: {cluster: c, user: u, namespace: %s}}]
        current-context: x
        """
            .formatted(address(), server.chain(), admin.chain(), admin.key(), NAMESPACE));
  }

  private URI address() {
    return URI.create("https://127.0.0.1:" + port);
  }

  /** Returns how the plan reaches it. */
  KubernetesOptions options() {
    return KubernetesOptions.server(address())
        .trusting(server.chain())
        .clientCertificate(admin.chain(), admin.key())
        .deadlines(Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  /** Makes a Service whose pods listen on {@code http}, and returns nothing before it is there. */
  void service(String name, Map<String, String> selector) throws Exception {
    String labels =
        String.join(
            ",",
            selector.entrySet().stream()
                .map(e -> "\"%s\":\"%s\"".formatted(e.getKey(), e.getValue()))
                .toList());
    api.create(
        "/api/v1/namespaces/" + NAMESPACE + "/services",
        """
        {"apiVersion":"v1","kind":"Service","metadata":{"name":"%s"},
         "spec":{"selector":{%s},"ports":[{"name":"http","port":80,"targetPort":"http"}]}}
        """
            .formatted(name, labels));
  }

  /** Runs kubectl as a person would; returns what it printed and its exit code. */
  Map.Entry<Integer, String> kubectl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(programs.resolve("kubectl").toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", folder.resolve("kubeconfig").toString());
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes());
    return Map.entry(process.waitFor(), said.strip());
  }

  private void run(String program, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(programs.resolve(program).toString()));
    command.addAll(Arrays.asList(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(program + ".log").toFile());
    builder.environment().remove("KUBECONFIG");
    builder.environment().put("KUBE_FEATURE_WatchListClient", "false");
    processes.add(builder.start());
  }

  static void await(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Throwable last = null;
    while (System.nanoTime() < end) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (IOException notYet) {
        last = notYet;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("Waited in vain for " + what, last);
  }

  @Override
  public void close() {
    for (Process process : processes) {
      process.destroyForcibly();
    }
    for (Process process : processes) {
      process.onExit().completeOnTimeout(process, 5, TimeUnit.SECONDS).join();
    }
  }
}
