package dev.sallyport.checks.prometheus;

import static dev.sallyport.checks.prometheus.Prometheus.ASK;
import static dev.sallyport.testkit.checks.Ask.word;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Percent;
import dev.sallyport.check.Reading;
import dev.sallyport.check.Verdict;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Counters of a process that is restarted, as a real Prometheus adds them up. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CounterResetTest {
  private static final String GREW = "sum(increase(requests_total[1m]))";
  private static Prometheus server;
  private static PrometheusChecks checks;

  @BeforeAll
  static void start() throws Exception {
    server = Prometheus.start("groups: []", "");
    checks = server.checks();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      checks.close();
      server.close();
    }
  }

  private static void say(int good, int bad) {
    server.metrics =
        "requests_total{code=\"200\"} %d\nrequests_total{code=\"500\"} %d\n".formatted(good, bad);
  }

  /** Lets Prometheus scrape what the exporter says, and some more. */
  private static void scraped(String query, double least) throws Exception {
    ASK.until(checks.number(query).atLeast(least), "pass");
    Thread.sleep(600);
  }

  private static double value(String query) throws Exception {
    Reading<Double> reading = checks.number(query).read(ASK.sample());
    assertThat(reading).isInstanceOf(Reading.Value.class);
    return ((Reading.Value<Double>) reading).value();
  }

  @Test
  @Order(1)
  void the_first_value_of_a_new_counter_is_no_increase() throws Exception {
    say(5000, 0);
    scraped("sum(requests_total)", 5000);
    assertThat(value(GREW)).isZero();
    Verdict verdict =
        ASK.now(
            checks
                .share("sum(increase(requests_total{code=\"500\"}[1m]))", GREW, 1)
                .below(Percent.of(1)));
    assertThat(word(verdict)).isEqualTo("inconclusive NO_DATA");
  }

  @Test
  @Order(2)
  void a_restart_takes_nothing_away_where_the_difference_is_negative() throws Exception {
    say(5900, 100);
    scraped("sum(requests_total)", 6000);
    say(90, 10);
    ASK.until(checks.number("sum(requests_total)").atMost(100.0), "pass");
    Thread.sleep(600);

    // what grew before and after the restart, extrapolated to the edges of what was seen
    assertThat(value(GREW)).isBetween(1100.0, 2200.0);
    assertThat(value("sum(requests_total) - sum(requests_total offset 600ms)"))
        .isLessThanOrEqualTo(0);
    assertThat(value("sum(delta(requests_total[1m]))")).isNegative();
    Verdict share =
        ASK.now(
            checks
                .share("sum(increase(requests_total{code=\"500\"}[1m]))", GREW, 100)
                .staysBelow(Percent.of(20)));
    assertThat(share.passed()).as(share.reason()).isTrue();
    assertThat(value("sum(resets(requests_total[1m]))")).isEqualTo(2);
  }
}
