package dev.sallyport.examples.analytics;

import dev.sallyport.examples.checklist.Programs;
import dev.sallyport.examples.webhook.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What lies in the folder that the plan is run from, beside the release: reports by the tools that
 * write them, last night's backup by the release's own command, manifests, the register of secrets.
 */
final class HomePart {
  private static final Map<String, String> QUIET = Map.of("PYTHONDONTWRITEBYTECODE", "1");

  private final Home home;

  HomePart(Home home) {
    this.home = home;
  }

  /** Returns the Python that the release's commands are run with; it has PyMongo. */
  static Path python() throws IOException {
    return Programs.installed("SALLYPORT_PYTHON_MONGO", "python-mongo-", "bin/python");
  }

  /** Returns where pytest, coverage and bandit are. */
  static Path tools() throws IOException {
    String given = System.getenv("SALLYPORT_PYTHON_TOOLS");
    Path pytest =
        given == null
            ? Programs.installed("SALLYPORT_PYTHON_TOOLS", "python-tools-", "bin/pytest")
            : Path.of(given, "pytest");
    return pytest.resolveSibling(".").normalize();
  }

  /** Lays out all of it, of a build in which all is well. */
  void layOut(String database, String image, Map<String, String> secrets) throws Exception {
    reports();
    backUp(database);
    configuration(image, secrets);
  }

  /** The reports of a build. */
  void reports() throws Exception {
    Files.createDirectories(home.reports());
    test("unit", GOOD);
    test("integration", GOOD);
    scan(GOOD);
    load(1000, 42, 0);
  }

  /** Last night's backup. */
  void backUp(String database) throws Exception {
    Files.createDirectories(home.backups());
    manage(database, "dump", home.backups().resolve("nightly-1.tar.gz").toString());
  }

  /** The manifest of the release, and the register of its secrets. */
  void configuration(String image, Map<String, String> secrets) throws IOException {
    Files.createDirectories(home.manifests());
    Files.createDirectories(Objects.requireNonNull(home.rotation().getParent()));
    Files.writeString(
        home.manifests().resolve("plan3-green.yml"), Manifests.deployment("plan3-green", image, 2));
    rotated(Instant.now().minusSeconds(86_400), secrets);
  }

  /** The register says that these secrets were made then. */
  void rotated(Instant when, Map<String, String> secrets) throws IOException {
    StringBuilder lines = new StringBuilder();
    secrets.forEach(
        (name, value) ->
            lines
                .append(name)
                .append('=')
                .append(when)
                .append(' ')
                .append(Rotation.fingerprint(name, value))
                .append('\n'));
    Files.writeString(home.rotation(), lines);
  }

  static final String GOOD = "def add(a, b):\n    return a + b\n";
  static final String UNSAFE =
      "import subprocess\n\n\ndef add(a, b):\n    subprocess.call('ls ' + a, shell=True)\n";

  /** Runs a suite over a module with its coverage; the reports are of that name. */
  void test(String suite, String module) throws Exception {
    Path build = Files.createTempDirectory(home.folder(), "build");
    Files.writeString(build.resolve("shop.py"), module);
    Files.writeString(
        build.resolve("test_shop.py"),
        "from shop import add\n\n\ndef test_adds():\n    assert add(1, 2) == 3\n");
    String tools = tools().toString();
    try {
      Shell.run(
          QUIET,
          build,
          tools + "/coverage",
          "run",
          "-m",
          "pytest",
          "-q",
          "-p",
          "no:cacheprovider",
          "--junitxml=" + home.reports().resolve(suite + ".xml"));
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("1 failed")) {
        throw e;
      }
    }
    if (suite.equals("unit")) {
      Path report = home.reports().resolve("coverage.xml");
      Shell.run(QUIET, build, tools + "/coverage", "xml", "-q", "-o", report.toString());
    }
  }

  /** Scans a module for vulnerabilities. */
  void scan(String module) throws Exception {
    Path build = Files.createTempDirectory(home.folder(), "scan");
    Files.writeString(build.resolve("shop.py"), module);
    String report = home.reports().resolve("audit.sarif").toString();
    Shell.run(
        QUIET,
        build,
        tools() + "/bandit",
        "-q",
        "--exit-zero",
        "-f",
        "sarif",
        "-o",
        report,
        "shop.py");
  }

  /**
   * The report of a load test, as Locust 2.47 writes it; that it does, {@link QualitySaysNoTest}
   * shows.
   */
  void load(int users, int p95, int failed) throws IOException {
    Files.writeString(
        home.reports().resolve("load_stats.csv"),
        "Type,Name,Request Count,Failure Count,Requests/s,95%%\nGET,/,9000,%2$d,300.0,%1$d\n"
                .formatted(p95, failed)
            + ",Aggregated,9000,%2$d,300.0,%1$d\n".formatted(p95, failed));
    Files.writeString(
        home.reports().resolve("load_stats_history.csv"),
        "Timestamp,User Count,Type,Name,95%%,Total Request Count\n1,0,,Aggregated,N/A,0\n"
                .formatted()
            + "9,%1$d,,Aggregated,%2$d,9000\n".formatted(users, p95));
  }

  /** Runs the release's manage.py. */
  String manage(String uri, String... words) throws Exception {
    String[] command = new String[words.length + 2];
    command[0] = python().toString();
    command[1] = "manage.py";
    System.arraycopy(words, 0, command, 2, words.length);
    return Shell.run(Map.of("MONGO_URL", uri, "PYTHONDONTWRITEBYTECODE", "1"), home.app(), command);
  }
}
