package dev.sallyport.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of the guide that prove what they say by tests of their own: these are run. */
class GuideTest {

  @ParameterizedTest
  @CsvSource({"people.md,7", "watches.md,6", "rolling-back.md,6", "starting.md,5", "channels.md,3"})
  void everyTestOfThePagePasses(String page, int count, @TempDir Path folder) throws Exception {
    assertThat(new PageTests(page, folder).runAll())
        .hasSize(count)
        .allSatisfy((test, result) -> assertThat(result).as(test).isEqualTo("passed"));
  }
}
