package dev.sallyport.examples.webhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The repository of the service, by git: two releases, each with its migration and libraries. */
final class AppRepository {
  private static final Map<String, String> AUTHOR =
      Map.of(
          "GIT_AUTHOR_NAME", "test",
          "GIT_AUTHOR_EMAIL", "test@example.org",
          "GIT_COMMITTER_NAME", "test",
          "GIT_COMMITTER_EMAIL", "test@example.org",
          "GIT_CONFIG_NOSYSTEM", "1");

  private final Path folder;
  private final Path depot;

  AppRepository(Path folder, Path depot) {
    this.folder = folder;
    this.depot = depot;
  }

  void make() throws Exception {
    Files.createDirectories(depot);
    Files.createDirectories(folder);
    git("init", "-q");
    write("alembic.ini", "[alembic]\nscript_location = %(here)s/migrations\n");
    write(
        "migrations/env.py",
        """
        import os
        from alembic import context
        from sqlalchemy import create_engine
        with create_engine(os.environ["DATABASE"]).connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        """);
    write("e2e/test_e2e.py", END_TO_END);
    migration(
        "a1",
        "None",
        "create table webhook_event (event_id text primary key, body text not null)",
        "drop table webhook_event");
    migration(
        "a2",
        "'a1'",
        "create table audit_log (id bigserial primary key, event_id text, outcome text not null,"
            + " at timestamptz not null default now())",
        "drop table audit_log");
    release("1.0.0");
    migration(
        "b1",
        "'a2'",
        "alter table webhook_event add column received timestamptz not null default now()",
        "alter table webhook_event drop column received");
    release("2.0.0");
  }

  void cloneTo(Path clone, String tag) throws Exception {
    Shell.run(AUTHOR, folder, "git", "clone", "-q", folder.toString(), clone.toString());
    Shell.run(AUTHOR, clone, "git", "checkout", "-q", "--detach", tag);
  }

  private void release(String version) throws Exception {
    write(
        "service.properties",
        "version=" + version + "\nrequests-per-second=2\nattempts=3\nfirst-delay-millis=200\n");
    Path jar = depot.resolve("webhook-service-" + version + ".jar");
    jar(jar, version);
    Path driver = driver();
    Files.copy(
        driver,
        depot.resolve(driver.getFileName()),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    write(
        "libraries.lock",
        Libraries.hash(Files.readAllBytes(jar))
            + "  "
            + jar.getFileName()
            + "\n"
            + Libraries.hash(Files.readAllBytes(driver))
            + "  "
            + driver.getFileName()
            + "\n");
    git("add", "-A");
    git("commit", "-q", "-m", "Release " + version);
    git("tag", version);
  }

  private static Path driver() throws Exception {
    return Path.of(
        Class.forName("org.postgresql.Driver")
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .toURI());
  }

  private static void jar(Path file, String version) throws IOException {
    Path classes = Path.of("target", "classes").toAbsolutePath();
    Path service = classes.resolve("dev/sallyport/examples/webhook/service");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
        Stream<Path> all = Files.list(service)) {
      for (Path each : all.sorted().toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        jar.write(Files.readAllBytes(each));
      }
      jar.putNextEntry(new JarEntry("VERSION"));
      jar.write(version.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }

  private void migration(String id, String down, String up, String back) throws IOException {
    write(
        "migrations/versions/" + id + ".py",
        """
        from alembic import op

        revision = "%s"
        down_revision = %s


        def upgrade():
            op.execute("%s")


        def downgrade():
            op.execute("%s")
        """
            .formatted(id, down, up, back));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void git(String... arguments) throws Exception {
    String[] command = Stream.concat(Stream.of("git"), Stream.of(arguments)).toArray(String[]::new);
    Shell.run(AUTHOR, folder, command);
  }

  private static final String END_TO_END =
      """
      import base64, hashlib, hmac, json, os, urllib.error, urllib.request, uuid

      def send(body, signature):
          request = urllib.request.Request(
              os.environ["SERVICE"] + "webhooks/typeform", data=body.encode(),
              headers={"Content-Type": "application/json", "Typeform-Signature": signature})
          try:
              with urllib.request.urlopen(request, timeout=10) as answer:
                  return answer.status, json.load(answer)
          except urllib.error.HTTPError as refusal:
              return refusal.code, None

      def signed(body):
          word = os.environ["WEBHOOK_SECRET"].encode()
          return "sha256=" + base64.b64encode(
              hmac.new(word, body.encode(), hashlib.sha256).digest()).decode()

      def test_a_response_is_taken_once():
          body = json.dumps({"event_id": "e2e-" + str(uuid.uuid4()), "event_type": "form_response"})
          assert send(body, signed(body)) == (200, {"accepted": True})
          assert send(body, signed(body)) == (200, {"accepted": False})

      def test_what_is_signed_otherwise_is_refused():
          assert send('{"event_id": "e2e-forged"}', "sha256=AAAA")[0] == 401
      """;
}
