package dev.sallyport.check;

import static dev.sallyport.check.Samples.NOON;
import static dev.sallyport.check.Samples.SEEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {

  @Test
  void a_single_look_is_one_sample_over_no_window() {
    assertThat(Evidence.of("PING", NOON))
        .isEqualTo(new Evidence("PING", List.of(), "", Duration.ZERO, 1, NOON));
  }

  @Test
  void the_list_is_copied_and_cannot_be_changed() {
    List<Observation> rows = new ArrayList<>();
    rows.add(Observation.of("", "lag", 1));
    Evidence evidence = SEEN.observing(rows);
    rows.clear();
    assertThat(evidence.observed()).hasSize(1);
    assertThatThrownBy(() -> evidence.observed().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void every_change_leaves_the_original_as_it_was() {
    Evidence same = Evidence.of("GET /health", NOON);
    Evidence changed = SEEN.and("node-1", "lag", 1).against("< 2").over(Duration.ofMinutes(1), 12);
    assertThat(SEEN).isEqualTo(same);
    assertThat(changed)
        .isEqualTo(
            new Evidence(
                "GET /health",
                List.of(Observation.of("node-1", "lag", 1)),
                "< 2",
                Duration.ofMinutes(1),
                12,
                NOON));
  }

  @Test
  void a_negative_number_of_samples_is_refused() {
    assertThatThrownBy(() -> SEEN.over(Duration.ZERO, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("samples must not be negative, but is -1");
  }

  @Test
  void a_fact_reads_as_subject_name_value_unit() {
    assertThat(Observation.of("node-1", "lag", 12, "ms")).hasToString("node-1 lag=12 ms");
    assertThat(Observation.of("", "slots", 16384)).hasToString("slots=16384");
  }
}
