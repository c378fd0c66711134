package dev.sallyport.examples.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.examples.analytics.AnalyticsSettings;
import dev.sallyport.examples.webhook.Pace;
import dev.sallyport.examples.webhook.WebhookSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
  private static final Path GUIDE = Path.of("../docs/guide/webhook-service.md");

  @TempDir Path folder;

  /** The file that the guide shows. */
  private static String whole() throws IOException {
    String page = Files.readString(GUIDE);
    int begin = page.indexOf("```json\n") + 8;
    return page.substring(begin, page.indexOf("```", begin));
  }

  private Path file(String text) throws Exception {
    return Files.writeString(folder.resolve("settings.json"), text);
  }

  @Test
  void whatIsWrittenIsRead() throws Exception {
    WebhookSettings settings = SettingsFile.read(file(whole()), WebhookSettings.class);

    assertThat(settings.home()).isEqualTo(Path.of("/srv/webhook"));
    assertThat(settings.service()).isEqualTo(URI.create("http://127.0.0.1:8080/"));
    assertThat(settings.front().getHostString()).isEqualTo("hooks.example.org");
    assertThat(settings.front().getPort()).isEqualTo(443);
    assertThat(settings.frontTrust()).isEqualTo(Optional.empty());
    assertThat(settings.database())
        .isEqualTo(new WebhookSettings.Database("127.0.0.1", 5432, "webhook", "webhook"));
    assertThat(settings.pace().firstWeek()).isEqualTo(Pace.asWritten().firstWeek());
  }

  @Test
  void aClusterIsNamedByItsKubeconfig() throws Exception {
    AnalyticsSettings.Cluster cluster =
        SettingsFile.read(
            file("{\"kubeconfig\": \"/etc/kube/config\", \"namespace\": \"plan3\"}"),
            AnalyticsSettings.Cluster.class);

    assertThat(cluster.namespace()).isEqualTo("plan3");
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"tag\": \"2.0.0\",| | 'tag'",
        "\"port\": 5432,| | 'database.port'",
        "\"port\": 5432| \"port\": \"many\"| 'database.port', line 8",
        "\"tag\"| \"tags\"| 'tag'",
        "\"as-written\"| \"as-written\", \"colour\": \"green\"| \"colour\"",
        "\"as-written\"| \"slowly\"| There is no pace 'slowly'. Take as-written or rehearsal",
        "\"pace\"| pace| line 17",
      })
  void whatIsWrongIsNamedAndTheWayOut(String part, String instead, String named) throws Exception {
    Path file = file(whole().replace(part, instead == null ? "" : instead));

    assertThatThrownBy(() -> SettingsFile.read(file, WebhookSettings.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("The settings in " + file + " cannot be read: ")
        .hasMessageContaining(named)
        .hasMessageEndingWith("Their names are those of WebhookSettings; mend the file.");
  }
}
