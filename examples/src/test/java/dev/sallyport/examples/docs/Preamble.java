package dev.sallyport.examples.docs;

/** What every block of the documentation may use without saying so. */
final class Preamble {
  static final String IMPORTS =
      """
      import static dev.sallyport.check.Percent.percent;
      import static dev.sallyport.plan.Dsl.*;
      import static dev.sallyport.testkit.SallyportAssertions.assertThat;
      import static java.time.Duration.*;
      import dev.sallyport.channels.*;
      import dev.sallyport.check.*;
      import dev.sallyport.checks.celery.*;
      import dev.sallyport.checks.files.*;
      import dev.sallyport.checks.http.*;
      import dev.sallyport.checks.jdbc.*;
      import dev.sallyport.checks.k8s.*;
      import dev.sallyport.checks.mongo.*;
      import dev.sallyport.checks.prometheus.*;
      import dev.sallyport.checks.redis.*;
      import dev.sallyport.cli.*;
      import dev.sallyport.command.*;
      import dev.sallyport.engine.*;
      import dev.sallyport.examples.docs.*;
      import dev.sallyport.journal.*;
      import dev.sallyport.plan.*;
      import dev.sallyport.report.*;
      import dev.sallyport.testkit.*;
      import dev.sallyport.testkit.simulation.*;
      import java.net.URI;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import org.junit.jupiter.api.Test;
      """;

  private Preamble() {}
}
