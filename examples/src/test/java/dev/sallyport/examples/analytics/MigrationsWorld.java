package dev.sallyport.examples.analytics;

import dev.sallyport.examples.analytics.service.Config;
import dev.sallyport.examples.analytics.service.FormBackend;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Data with the release's own commands, last night's backup, and version 2 that serves them. */
final class MigrationsWorld implements AutoCloseable {
  final MongoPart mongo;
  final HomePart home;
  final FormBackend backend;
  final AnalyticsSystems systems;

  MigrationsWorld(Path folder) throws Exception {
    this.mongo = new MongoPart(folder.resolve("mongo"));
    AnalyticsSettings none = Nowhere.settings(Pace.rehearsal());
    this.backend =
        FormBackend.start(
            Config.of(none.release().before(), AnalyticsWorld.WEBHOOK, AnalyticsWorld.API)
                .withStores(
                    new Config.Stores(
                        List.of(),
                        "",
                        Optional.of(mongo.database()),
                        Optional.of(mongo.replica()))));
    this.systems =
        AnalyticsSystems.with(
            InfraItems.settings(
                Files.createDirectories(folder.resolve("home")),
                new AnalyticsSettings.Data(
                    none.data().redis(),
                    none.data().broker(),
                    mongo.set.addresses(),
                    mongo.database(),
                    mongo.replica(),
                    mongo.staging()),
                new AnalyticsSettings.Places(
                    backend.address(),
                    backend.address(),
                    backend.address(),
                    backend.address(),
                    InetSocketAddress.createUnresolved("localhost", 1),
                    Optional.empty()),
                new AnalyticsSettings.Programs(
                    "docker", HomePart.python().toString(), "pytest", "locust", "celery")),
            mongo.set.checks());
    App.layOut(systems.home);
    this.home = new HomePart(systems.home);
    home.backUp(mongo.database());
  }

  /** A file of the release says something else, until it is closed. */
  AutoCloseable rewritten(String name, String part, String instead) throws IOException {
    Path file = systems.home.app().resolve(name);
    String before = Files.readString(file);
    if (!before.contains(part)) {
      throw new AssertionError(file + " does not say " + part);
    }
    Files.writeString(file, before.replace(part, instead));
    return () -> Files.writeString(file, before);
  }

  /** What the migrations' state is, as a person would ask. */
  String shown() throws Exception {
    return home.manage(mongo.database(), "showmigrations", "--plan3", "--json");
  }

  @Override
  public void close() throws IOException {
    systems.close();
    backend.close();
    mongo.close();
  }
}
