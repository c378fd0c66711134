package dev.sallyport.examples.analytics;

import dev.sallyport.examples.checklist.Programs;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A real registry, and a program with the arguments of {@code docker build} and {@code docker push}
 * that needs no daemon: crane builds a real image of the release's folder, of one layer.
 */
final class RegistryPart implements AutoCloseable {
  private final Path registry;
  private final Path log;
  private final int port;
  private final Path docker;
  private Process process;

  RegistryPart(Path folder) throws Exception {
    Files.createDirectories(folder);
    Path crane = Programs.installed("SALLYPORT_CRANE", "crane-", "crane");
    this.registry = crane.resolveSibling("registry");
    this.log = folder.resolve("registry.log");
    this.port = Programs.freePort();
    this.docker = docker(folder, crane);
    this.process = launch();
  }

  private Process launch() throws Exception {
    Process started =
        Programs.start(new ProcessBuilder(registry.toString(), "-port", "" + port), log);
    Programs.awaitPort(started, port, log);
    return started;
  }

  private static Path docker(Path folder, Path crane) throws IOException {
    Path script = folder.resolve("docker");
    Path images = Files.createDirectories(folder.resolve("images"));
    Files.writeString(
        script,
        """
        #!/bin/sh
        # docker build -t REFERENCE FOLDER; docker push REFERENCE
        set -eu
        command=$1
        shift
        case $command in
          build)
            [ "$1" = -t ]
            [ -f "$3/Dockerfile" ] || { echo "failed to read dockerfile: $3/Dockerfile" >&2; exit 1; }
            image="%2$s/$(printf %%s "$2" | tr /: __)"
            tar -C "$3" --sort=name --mtime=@0 --owner=0 --group=0 -cf "$image.layer" .
            "%1$s" append --oci-empty-base -f "$image.layer" -t "$2" -o "$image.tar"
            ;;
          push)
            "%1$s" push "%2$s/$(printf %%s "$1" | tr /: __).tar" "$1"
            ;;
          *)
            echo "docker: '$command' is not a docker command" >&2
            exit 1
            ;;
        esac
        """
            .formatted(crane, images));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port + "/");
  }

  /** Returns the name of an image in this registry. */
  String image(String name) {
    return "127.0.0.1:" + port + "/" + name;
  }

  Path docker() {
    return docker;
  }

  void stop() {
    Programs.kill(process);
  }

  /** Starts it again, empty: it keeps its images in memory. */
  void start() throws Exception {
    process = launch();
  }

  @Override
  public void close() {
    stop();
  }
}
