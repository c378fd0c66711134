package dev.sallyport.examples.analytics;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The code of the release that the plan deploys, as it lies among the tests' resources. */
final class App {
  private App() {}

  /** Copies it to {@link Home#app}, over what lies there. */
  static void layOut(Home home) throws IOException {
    Path from = folder();
    for (Path file : files(from)) {
      Path to = home.app().resolve(from.relativize(file).toString());
      Files.createDirectories(Objects.requireNonNull(to.getParent()));
      Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(App.class.getResource("app")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("A class path of folders has paths", e);
    }
  }
}
