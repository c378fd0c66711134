package dev.sallyport.checks.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.check.Secret;
import dev.sallyport.testkit.checks.CheckContract;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** There is no server to be of no use; {@link BadFilesTest} has files instead, for every check. */
class FilesContractTest extends CheckContract {
  @Override
  protected List<Class<?>> entries() {
    return List.of(FileChecks.class, LogSince.class);
  }

  @Override
  protected Map<String, Check> checks(InetSocketAddress server) {
    return Map.of();
  }

  @Override
  protected Map<String, Check> refused() {
    return Map.of();
  }

  @Override
  protected Map<Secret<String>, String> credentials() {
    return Map.of();
  }

  @Override
  protected Set<String> withoutServer() {
    return EveryCheck.of(FileChecks.in(Path.of("/")), Path.of("/none")).keySet();
  }

  @Test
  void every_check_has_the_name_of_the_module() {
    assertThat(EveryCheck.of(FileChecks.in(Path.of("/")), Path.of("/none")).values())
        .allMatch(check -> check.name().startsWith("files "));
  }
}
