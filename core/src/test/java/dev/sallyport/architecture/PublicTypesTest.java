package dev.sallyport.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A type becomes public by decision, never by accident: the list of them is checked in. */
class PublicTypesTest {

  private static final Path LIST = Path.of("src", "test", "resources", "public-types.txt");

  private static final String WAY_OUT =
      """
      The core's public types are not those of core/src/test/resources/public-types.txt.
      A type that nobody outside its package needs: make it package-private.
      A type that is meant to be public: write the list anew, and commit it with the type:
        mvn -B -Dquick -pl core test -Dtest=PublicTypesTest -Dpublic-types.write=true
      """;

  @Test
  void public_types_are_those_of_the_checked_in_list() throws IOException {
    List<String> found =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.sallyport")
                .stream()
                .filter(PublicApi::isPublic)
                .map(JavaClass::getName)
                .map(name -> name.replace('$', '.'))
                .sorted()
                .toList();

    if (Boolean.getBoolean("public-types.write")) {
      Files.write(LIST, found);
    }

    assertThat(found).as(WAY_OUT).containsExactlyElementsOf(Files.readAllLines(LIST));
  }
}
