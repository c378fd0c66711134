package dev.sallyport.cli.checklist;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Thresholds, times, secrets and shell as people write them. */
class WordsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Performance targets validated (<100ms p95) | BELOW | Duration.ofMillis(100)",
        "Error rate > 5% | ABOVE | Percent.of(5)",
        "All unit tests passing (>80% coverage) | ABOVE | Percent.of(80)",
        "Load testing completed (1000+ concurrent users) | AT_LEAST | 1000L",
        "1,000+ users | AT_LEAST | 1000L",
        "höchstens 1.500 Nutzer | AT_MOST | 1500L",
        "Fehlerrate unter 0,5 % | BELOW | Percent.of(0.5)",
        "Redis cluster deployed (3 nodes minimum) | AT_LEAST | 3L",
        "no more than 2 restarts | AT_MOST | 2L",
        "Replication lag <1 second | BELOW | Duration.ofSeconds(1)",
        "finishes in under 1.5 h | BELOW | Duration.ofMinutes(90)",
        "Memory usage (<200MB growth) | BELOW | DataSize.bytes(200000000L)",
        "Working set ≤ 512 MiB | AT_MOST | DataSize.bytes(536870912L)",
        "Concurrent processing >100/s | ABOVE | Rate.perSecond(100)",
        "at least 120 req/min | AT_LEAST | Rate.of(120, Duration.ofMinutes(1))",
        "stay below 10 per minute | BELOW | Rate.of(10, Duration.ofMinutes(1))",
        "Rate limiting compliance 95%+ | AT_LEAST | Percent.of(95)",
        "Webhook success rate drops below 90% | BELOW | Percent.of(90)",
        "Zero critical vulnerabilities | AT_MOST | 0L",
        "Apdex > 0.95 | ABOVE | 0.95d",
        "p95 <100ms, error rate <1% | BELOW | Duration.ofMillis(100)"
      })
  void thresholds(String text, Limit.Relation relation, String value) {
    Limit limit = Limits.first(text);

    assertThat(limit).isNotNull();
    assertThat(limit.relation()).isEqualTo(relation);
    assertThat(limit.value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10% of users see it",
        "Version 2.0 deployed",
        "redis-cli -h <node1-ip>:6379",
        "Zero-downtime deployment",
        "stable over 5 minutes",
        "Ports 80 and 443 open",
        "fine for 10 min",
        "I < you"
      })
  void numbersThatLimitNothing(String text) {
    assertThat(Limits.first(text)).isNull();
  }

  @Test
  void times() {
    assertThat(Times.interval("Check response times every 5 minutes"))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(Times.interval("alle 15 Minuten prüfen")).isEqualTo(Duration.ofMinutes(15));
    assertThat(Times.interval("look every hour")).isEqualTo(Duration.ofHours(1));
    assertThat(Times.interval("every test passes")).isNull();
    assertThat(Times.deadline("answered within 24 hours")).isEqualTo(Duration.ofHours(24));
    assertThat(Times.deadline("innerhalb von 10 Minuten")).isEqualTo(Duration.ofMinutes(10));
    assertThat(Times.deadline("Notify stakeholders 24 hours in advance")).isNull();
    assertThat(Times.lasting(">500ms for >5 minutes")).isEqualTo(Duration.ofMinutes(5));
    assertThat(Times.span("15 min")).isEqualTo(Duration.ofMinutes(15));
    assertThat(Times.span("tomorrow")).isNull();
    assertThat(Times.deadline("within 99999999999999999999 days")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Hour 1: | PT0S | PT1H",
        "Hours 2-6: | PT2H | PT6H",
        "Immediate Checks (0-15 minutes) | PT0S | PT15M",
        "Long-term (First week) | PT0S | PT168H",
        "Überwachung (erste 4 Stunden) | PT0S | PT4H",
        "MONITORING (48 hours) | PT0S | PT48H"
      })
  void windows(String text, Duration from, Duration to) {
    assertThat(Times.window(text)).isEqualTo(new Times.Window(from, to));
  }

  @Test
  void noWindow() {
    assertThat(Times.window("Phase 3-4: rollout")).isNull();
    assertThat(Times.window("hours 6-2")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mysql --password=tiger123 | mysql --password=***",
        "curl -H 'Authorization: Bearer abcdef0123' x | curl -H 'Authorization: Bearer ***' x",
        "psql postgres://app:s3cr3t@db/shop | psql postgres://app:***@db/shop",
        "aws AKIAABCDEFGHIJKLMNOP | aws ***",
        "login --token=$TOKEN | login --token=$TOKEN",
        "login --password=<password> | login --password=<password>",
        "Secrets rotated and secured | Secrets rotated and secured"
      })
  void secretsAreLeftOut(String text, String masked) {
    assertThat(Secrets.masked(text)).isEqualTo(masked);
  }

  @Test
  void shellIsSplitByItsComments() {
    String block =
        """
        # Begin
        export A=1
        # Do it
        docker build \\
          -t x .

        # Expected output: done
        docker push x
        """;
    List<Script> scripts = ShellBlock.scripts(10, block);

    assertThat(scripts)
        .extracting(Script::name)
        .containsExactly("Begin", "Do it", "Run: docker push x");
    assertThat(scripts.get(0).onlySetsUp()).isTrue();
    assertThat(scripts.get(1).line()).isEqualTo(13);
    assertThat(scripts.get(1).lines()).containsExactly("docker build -t x .");
  }
}
