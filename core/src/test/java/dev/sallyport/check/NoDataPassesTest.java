package dev.sallyport.check;

import static dev.sallyport.check.Samples.SEEN;
import static dev.sallyport.check.Samples.context;
import static dev.sallyport.check.Samples.noData;
import static dev.sallyport.check.Samples.saying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NoDataPassesTest {

  @Test
  void no_data_passes_and_says_why() throws Exception {
    Verdict verdict =
        saying(noData("error-rate has no data: no requests"))
            .noDataPasses("nobody calls at night")
            .judge(context());
    assertThat(verdict)
        .isEqualTo(
            Verdict.pass(
                "error-rate has no data: no requests; taken as a pass: nobody calls at night",
                SEEN));
  }

  @ParameterizedTest
  @EnumSource(names = "NO_DATA", mode = EnumSource.Mode.EXCLUDE)
  void every_other_cause_stays_inconclusive(Verdict.Cause cause) throws Exception {
    Verdict said = Verdict.inconclusive(cause, "unclear", SEEN);
    assertThat(saying(said).noDataPasses("quiet").judge(context())).isEqualTo(said);
  }

  @Test
  void pending_and_fail_stay_what_they_are() throws Exception {
    Verdict pending = Verdict.pending("code", "not yet", SEEN);
    Verdict fail = Verdict.fail("code", "broken", SEEN);
    assertThat(saying(pending).noDataPasses("quiet").judge(context())).isEqualTo(pending);
    assertThat(saying(fail).noDataPasses("quiet").judge(context())).isEqualTo(fail);
  }

  @Test
  void no_data_in_one_half_does_not_hide_that_the_other_is_pending() throws Exception {
    Check both = saying(noData("no series")).and(saying(Verdict.pending("code", "not yet", SEEN)));
    assertThat(both.noDataPasses("quiet").judge(context()).word()).isEqualTo("pending");
    assertThat(both.named("both").noDataPasses("quiet").judge(context()).word())
        .isEqualTo("pending");
  }

  @Test
  void no_data_in_one_half_does_not_hide_an_error_in_the_other() throws Exception {
    Verdict error = Verdict.inconclusive(Verdict.Cause.ERROR, "refused", SEEN);
    Check both = saying(noData("no series")).and(saying(error));
    assertThat(both.noDataPasses("quiet").judge(context()).word()).isEqualTo("inconclusive");
  }

  @Test
  void the_name_stays() {
    assertThat(saying(noData("x")).noDataPasses("quiet").name()).isEqualTo("check");
    assertThat(saying(noData("x")).named("other").noDataPasses("quiet").name()).isEqualTo("other");
  }

  @Test
  void a_blank_reason_is_refused() {
    Check check = saying(noData("x"));
    assertThatThrownBy(() -> check.noDataPasses(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The reason is blank. Give it some words.");
  }
}
