package dev.sallyport.examples.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testkit.explore.Exploration;
import dev.sallyport.testkit.explore.Explorer;
import dev.sallyport.testkit.explore.Rule;
import org.junit.jupiter.api.Test;

/** Each way in which the plan can fail, and some pairs of them, judged by a ledger outside. */
class WebhookExplorationTest {
  private static final int PAIRS = 20;

  /** A defect of the engine that this exploration has found; to be taken out with it. */
  private static final String STALLS =
      "killed just before it records that the watches of a span have closed, the engine closes them"
          + " when it is resumed, and does not begin the next phase";

  @Test
  void itSurvivesEveryFailure() {
    Exploration exploration =
        Explorer.of(Nowhere.withoutAnnouncements(Nowhere.coarse()))
            .pairs(PAIRS)
            .accepting(Rule.ENDS_OR_WAITS_FOR_A_PERSON, "", STALLS)
            .explore();

    System.out.println(exploration.summary());
    assertThat(exploration.isClean()).as("%s", exploration.text()).isTrue();
    assertThat(exploration.cases()).isGreaterThan(200 + PAIRS);
  }
}
