package dev.sallyport.cli.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Monitor error rate (should be <0.1%) | error rate",
        "Response time (p95) >500ms for >5 minutes | Response time (p95)",
        "All unit tests passing (>80% coverage) | All unit tests passing (coverage)",
        "Webhook success rate drops below 90% | Webhook success rate",
        "Replication lag <1 second | Replication lag",
        "Celery workers started (minimum 4) | Celery workers started",
        "<100ms | <100ms",
        "Heap usage stays below 75% | Heap usage"
      })
  void whatIsMeasured(String text, String subject) {
    Checklist list = Checklist.read("a.md", "- [ ] " + text.replace("<", "\\<") + "\n");
    Item item = list.items().get(0);

    assertThat(Subject.of(item, item.limit())).isEqualTo(subject);
  }
}
