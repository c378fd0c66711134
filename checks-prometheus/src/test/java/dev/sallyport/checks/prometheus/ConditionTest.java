package dev.sallyport.checks.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which comparison an expression consists of, and of which it cannot be told. */
class ConditionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a > 50                                    | a > 50.0
          a >= 5e-1                                 | a >= 0.5
          (a < -1)                                  | a < -1.0
          0.2 < a                                   | a > 0.2
          0.2 >= sum(a)                             | sum(a) <= 0.2
          (sum(rate(a[5m])) / sum(b)) > 0.01        | sum(rate(a[5m])) / sum(b) > 0.01
          histogram_quantile(0.95, sum by (le) (rate(a_bucket{x!="y > 7"}[5m]))) > 0.2 \
          | histogram_quantile(0.95, sum by (le) (rate(a_bucket{x!="y > 7"}[5m]))) > 0.2
          a > bool 3                                | a > bool 3.0
          a{x="and > 3"} == 0                       | a{x="and > 3"} == 0.0
          (a) + (b) > (7)                           | (a) + (b) > 7.0
          """)
  void aComparisonWithANumber(String query, String said) {
    assertThat(Condition.allOf(query)).hasSize(1);
    assertThat(Condition.allOf(query).get(0)).hasToString(said);
  }

  @Test
  void conditionsBesideItAreOthers() {
    assertThat(Condition.allOf("a > 0.2 and on (job) (b > 10) and android"))
        .extracting(Condition::toString)
        .containsExactly("a > 0.2", "b > 10.0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a > 1 or b > 2",
        "a > 1 unless b",
        "a > b",
        "absent(a)",
        "a > 1 < 5",
        "a > 0.5d",
        "",
        "vector(1)"
      })
  void ofOthersItCannotBeTold(String query) {
    assertThat(Condition.allOf(query)).isEmpty();
  }

  @Test
  void aMetricIsNamedAsAWholeAndOutsideOfQuotations() {
    Expression said = new Expression("rate(http_total{path=\"/x_total\",b='\\'y_total'}[5m]) > 1");

    assertThat(said.names("http_total")).isTrue();
    assertThat(said.names("http")).isFalse();
    assertThat(said.names("x_total")).isFalse();
    assertThat(said.names("y_total")).isFalse();
    assertThat(said.names("total")).isFalse();
  }
}
