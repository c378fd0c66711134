package dev.sallyport.examples.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testkit.explore.Exploration;
import dev.sallyport.testkit.explore.Explorer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Each way in which the plan can fail, and some pairs of them, judged by a ledger outside. */
@Tag("once")
class AnalyticsExplorationTest {
  private static final int PAIRS = 20;

  @Test
  void itSurvivesEveryFailure() {
    Exploration exploration = Explorer.of(Nowhere.plan(Nowhere.coarse())).pairs(PAIRS).explore();

    System.out.println(exploration.summary());
    assertThat(exploration.isClean()).as("%s", exploration.text()).isTrue();
    assertThat(exploration.cases()).isGreaterThan(200 + PAIRS);
  }
}
