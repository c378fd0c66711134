package dev.sallyport.examples.webhook;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of the tests that break something: what their first columns name. */
final class Cases {
  /** Every class of such tests. */
  private static final List<Class<?>> ALL =
      List.of(
          WebhookSaysNoTest.class,
          WebhookAlertsSayNoTest.class,
          WebhookSaysNoUnderLoadTest.class,
          WebhookStepsSayNoTest.class);

  private Cases() {}

  /** Returns what is broken by the tests of this package. */
  static Set<String> all() {
    return ALL.stream().flatMap(Cases::of).collect(Collectors.toCollection(TreeSet::new));
  }

  /** Returns what is broken by the tests of a class. */
  static Stream<String> of(Class<?> tests) {
    return Arrays.stream(tests.getDeclaredMethods())
        .map((Method test) -> test.getAnnotation(CsvSource.class))
        .filter(java.util.Objects::nonNull)
        .flatMap(cases -> Arrays.stream(cases.value()))
        .map(line -> line.split(",", 2)[0].strip());
  }
}
