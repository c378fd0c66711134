package dev.sallyport.examples.analytics;

import java.nio.file.Path;

/** What lies where in the folder that the plan is run from. Immutable. */
record Home(Path folder) {
  /** What the build wrote: reports of tests, coverage, load and scans. */
  Path reports() {
    return folder.resolve("reports");
  }

  /** The code of the release, with {@code manage.py}, its migrations and its smoke tests. */
  Path app() {
    return folder.resolve("app");
  }

  /** Where backups of the database lie. */
  Path backups() {
    return folder.resolve("backups");
  }

  /** The manifests of Kubernetes. */
  Path manifests() {
    return folder.resolve("k8s/deployments");
  }

  /** Where the pages of the record are written. */
  Path records() {
    return folder.resolve("records");
  }

  /** The register of when secrets were made; see {@link Rotation}. */
  Path rotation() {
    return folder.resolve("config/rotation.properties");
  }
}
