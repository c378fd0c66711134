package dev.sallyport.examples.webhook;

import java.nio.file.Path;

/** What lies where in the folder of the service on its machine. Immutable. */
record Home(Path folder) {
  /** The clone from which the service runs. */
  Path app() {
    return folder.resolve("app");
  }

  /** The release beside it, before it is checked out. */
  Path staging() {
    return folder.resolve("staging");
  }

  /** The migrations of the release. */
  Path migrations() {
    return staging().resolve("migrations/versions");
  }

  /** The libraries that the service runs with: a link to one of the installed sets. */
  Path lib() {
    return folder.resolve("lib");
  }

  /** Where libraries come from. */
  Path depot() {
    return folder.resolve("depot");
  }

  /** The configuration that the service reads. */
  Path config() {
    return folder.resolve("config/service.properties");
  }

  /** The names and values, but of secrets, that the service is started with. */
  Path environment() {
    return folder.resolve("config/production.env");
  }

  Path log() {
    return folder.resolve("logs/service.log");
  }

  Path mark() {
    return folder.resolve("marks/service.mark");
  }

  Path customerReports() {
    return folder.resolve("customer-reports");
  }

  Path records() {
    return folder.resolve("records");
  }
}
