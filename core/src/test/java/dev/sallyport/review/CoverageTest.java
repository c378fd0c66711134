package dev.sallyport.review;

import static dev.sallyport.plan.Dsl.phase;
import static dev.sallyport.plan.Dsl.soak;
import static dev.sallyport.plan.Dsl.watch;
import static dev.sallyport.review.Plans.minutes;
import static dev.sallyport.review.Plans.release;
import static dev.sallyport.review.Plans.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.plan.OnFailure;
import dev.sallyport.plan.Phase;
import dev.sallyport.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTest {
  private static final Instant THREE = Instant.parse("2026-11-24T03:00:00Z");

  // Each attempt takes its timeout and the grace of 10 s.
  private static final int MIGRATE = 2 * (120 + 10) + 5;
  private static final int MIGRATE_UNDO = 3 * (60 + 10) + 2 * 3;
  private static final int CDN = 60 + 10;
  private static final int CDN_UNDO = 20 + 10 + 60;
  // One attempt, a probe after it, and twice more if probes fail, a second apart.
  private static final int SWITCH = 30 + 10 + 3 * (30 + 10) + 2;
  private static final int SWITCH_UNDO = 30 + 10 + 3 * (30 + 10) + 2;
  private static final int LOOK = 5 + 10;
  private static final int LIVE_UNDO = 15 + 10;

  private final RollbackCoverage coverage = RollbackCoverage.of(release());

  private WayBack from(String path) {
    return coverage.waysBack().stream().filter(w -> w.path().equals(path)).findFirst().get();
  }

  private void takes(String path, int forward, int undo) {
    assertThat(from(path).forward()).as(path).isEqualTo(WorstCase.of(seconds(forward)));
    assertThat(from(path).undo()).as(path).isEqualTo(WorstCase.of(seconds(undo)));
  }

  @Test
  void from_each_node_it_takes_what_is_added_up_by_hand() {
    int live = SWITCH + LOOK;
    int data = MIGRATE_UNDO;
    int grace = 10;
    takes("Data/migrate", MIGRATE + CDN + 300 + 3600 + live, grace + data);
    takes("Warm/cache", CDN + 300 + 3600 + live, grace + CDN_UNDO + data);
    takes("Warm/cdn", CDN + 300 + 3600 + live, grace + CDN_UNDO + data);
    takes("Live/smoke", 300 + 3600 + live, CDN_UNDO + data);
    takes("Live/go", 3600 + live, CDN_UNDO + data);
    takes("Live/point-of-no-return", live, CDN_UNDO + data);
    int looked = 30 + 10;
    takes("Live/switch", live, grace + looked + SWITCH_UNDO + LIVE_UNDO + CDN_UNDO + data);
    takes("Live/look", LOOK, grace + SWITCH_UNDO + LIVE_UNDO + CDN_UNDO + data);
  }

  @Test
  void what_stays_and_what_is_behind_a_point_is_named() {
    assertThat(from("Data/migrate").stays()).isEmpty();
    assertThat(from("Warm/cdn").stays()).containsExactly("Warm/cache");
    assertThat(from("Live/point-of-no-return").behind()).isEmpty();
    assertThat(from("Live/switch").behind()).containsExactly("Live/point-of-no-return");
    assertThat(from("Live/switch").stays()).containsExactly("Warm/cache");
  }

  @Test
  void each_effect_says_what_becomes_of_it() {
    assertThat(coverage.steps())
        .containsExactly(
            new StepCoverage(
                "Data/migrate",
                StepCoverage.Kind.REVERSIBLE,
                new UndoCoverage(
                    3,
                    Duration.ofMinutes(1),
                    null,
                    WhenUnknown.ASK,
                    WorstCase.of(seconds(MIGRATE_UNDO))),
                "",
                WhenUnknown.RUN_AGAIN),
            new StepCoverage(
                "Warm/cache",
                StepCoverage.Kind.IRREVERSIBLE,
                null,
                "a warm cache is harmless",
                WhenUnknown.ASK),
            new StepCoverage(
                "Warm/cdn",
                StepCoverage.Kind.REVERSIBLE,
                new UndoCoverage(
                    1, seconds(20), "cold", WhenUnknown.ASK, WorstCase.of(seconds(CDN_UNDO))),
                "",
                WhenUnknown.ASK),
            new StepCoverage(
                "Live/switch",
                StepCoverage.Kind.REVERSIBLE,
                new UndoCoverage(
                    1, seconds(30), null, WhenUnknown.PROBE, WorstCase.of(seconds(SWITCH_UNDO))),
                "",
                WhenUnknown.PROBE),
            new StepCoverage(
                "Live/look", StepCoverage.Kind.READ_ONLY, null, "", WhenUnknown.RUN_AGAIN));
    assertThat(coverage.phases()).extracting(PhaseCoverage::name).containsExactly("Live");
    assertThat(coverage.points())
        .containsExactly(new PointOfNoReturn("Live/point-of-no-return", "customers see it"));
  }

  @Test
  void as_text() {
    assertThat(coverage.text())
        .isEqualTo(
            """
            shop 1: what can be taken back
              5 steps: 3 reversible (undo verified: 1), 1 irreversible, 1 read-only.

            Steps
              step          effect        outcome unknown                     way back
              Data/migrate  reversible    runs again; of undo: asks a person  3 attempts of 1 min, not verified; at worst 3 min 36 s
              Warm/cache    irreversible  asks a person                       stays: a warm cache is harmless
              Warm/cdn      reversible    asks a person                       1 attempt of 20 s, verified by 'cold'; at worst 1 min 30 s
              Live/switch   reversible    probe                               1 attempt of 30 s, not verified; at worst 2 min 42 s
              Live/look     read-only     runs again                          nothing to undo

            Phases with an onRollback
              phase  onRollback
              Live   1 attempt of 15 s, not verified; at worst 25 s

            Points of no return
              point                    why
              Live/point-of-no-return  customers see it

            How long it takes at worst
              from                     to the end  undo        what is to be known
              Data/migrate             1 h 14 min  3 min 46 s
              Warm/cache               1 h 10 min  5 min 16 s  stays: Warm/cache
              Warm/cdn                 1 h 10 min  5 min 16 s  stays: Warm/cache
              Live/smoke               1 h 8 min   5 min 6 s   stays: Warm/cache
              Live/go                  1 h 3 min   5 min 6 s   stays: Warm/cache
              Live/point-of-no-return  2 min 57 s  5 min 6 s   stays: Warm/cache
              Live/switch              2 min 57 s  9 min 3 s   stays: Warm/cache; only a person can turn back, behind Live/point-of-no-return
              Live/look                15 s        8 min 23 s  stays: Warm/cache; only a person can turn back, behind Live/point-of-no-return

            How that was added up
              Each attempt takes its timeout and the grace of 10 s, each probe as well; gates and approvals take their whole time.
              Not counted: how long people think about what a run asks them, pauses, and time in which no engine runs.
            """);
  }

  @Test
  void as_markdown() {
    assertThat(coverage.markdown())
        .startsWith("# shop 1: what can be taken back\n\n5 steps: 3 reversible (undo verified: 1),")
        .contains(
            "\n\n## Points of no return\n\n| point | why |\n| --- | --- |\n"
                + "| Live/point-of-no-return | customers see it |\n\n## How long");
  }

  @Test
  void as_json() throws Exception {
    JsonNode json = new ObjectMapper().readTree(coverage.decideBy(THREE).json());

    assertThat(json.at("/steps/1/stays").asText()).isEqualTo("a warm cache is harmless");
    assertThat(json.at("/steps/1/undo").isNull()).isTrue();
    assertThat(json.at("/steps/2/undo/verifiedBy").asText()).isEqualTo("cold");
    assertThat(json.at("/phases/0/name").asText()).isEqualTo("Live");
    assertThat(json.at("/points/0/why").asText()).isEqualTo("customers see it");
    assertThat(json.at("/waysBack/6/undo/limited").asText()).isEqualTo("PT9M3S");
    assertThat(json.at("/windowEnd").asText()).isEqualTo("2026-11-24T03:00:00Z");
    assertThat(json.at("/deadlines/6/decideBy").asText()).isEqualTo("2026-11-24T02:50:57Z");
    assertThat(json.at("/deadlines/6/byPerson").asBoolean()).isTrue();
    assertThat(new ObjectMapper().readTree(coverage.json()).has("windowEnd")).isFalse();
  }

  @Test
  void one_must_have_decided_by_the_windows_end_less_the_undo() {
    Deadlines deadlines = coverage.decideBy(THREE);

    assertThat(deadlines.points())
        .extracting(Deadline::decideBy)
        .startsWith(Instant.parse("2026-11-24T02:56:14Z"), Instant.parse("2026-11-24T02:54:44Z"));
    assertThat(deadlines.in(ZoneId.of("Europe/Berlin")).text())
        .isEqualTo(
            """
            The window closes at 2026-11-24 04:00 Europe/Berlin
              from                     going back
              Data/migrate             undo from here takes 3 min 46 s; decide by 2026-11-24 03:56:14
              Warm/cache               undo from here takes 5 min 16 s; decide by 2026-11-24 03:54:44
              Warm/cdn                 undo from here takes 5 min 16 s; decide by 2026-11-24 03:54:44
              Live/smoke               undo from here takes 5 min 6 s; decide by 2026-11-24 03:54:54
              Live/go                  undo from here takes 5 min 6 s; decide by 2026-11-24 03:54:54
              Live/point-of-no-return  undo from here takes 5 min 6 s; decide by 2026-11-24 03:54:54
              Live/switch              undo from here takes 9 min 3 s; decide by 2026-11-24 03:50:57 (only a person can turn back)
              Live/look                undo from here takes 8 min 23 s; decide by 2026-11-24 03:51:37 (only a person can turn back)
            """);
    assertThat(deadlines.markdown()).startsWith("## The window closes at 2026-11-24 03:00 UTC\n\n");
    assertThat(deadlines.points()).hasSameSizeAs(coverage.waysBack());
    assertThat(List.of(deadlines.windowEnd())).containsExactly(THREE);
  }

  private static RollbackCoverage watched() {
    Phase live = phase("Live").step(Plans.good("switch")).soak(soak("bake", minutes(10)));
    Phase after = phase("After").step(Plans.good("clean"));
    return RollbackCoverage.of(
        Plan.named("shop", 1)
            .phases(live, after)
            .watches(
                watch("errors", Plans.WELL).over(live).tripsOn(2, minutes(5)),
                watch("p95", Plans.WELL).from(live).tripsAfter(minutes(3)).onTrip(OnFailure.ASK))
            .build());
  }

  @Test
  void watches_are_listed_with_what_follows() throws Exception {
    assertThat(watched().text())
        .contains(
            """

            Watches
              watch          over             trips                                             then       blind        then
              @watch/errors  Live             on 2 failed samples within 5 min, one every 30 s  roll back  after 5 min  ask
              @watch/p95     Live to the end  when samples failed for 3 min, one every 30 s     ask        after 5 min  ask
            """)
        .contains(
            "  What comes behind the span of a watch waits for its last sample: for two sample"
                + " timeouts and until it is blind.\n");
    JsonNode json = new ObjectMapper().readTree(watched().json());
    assertThat(json.at("/watches/1/from").asText()).isEqualTo("Live");
    assertThat(json.at("/watches/1/until").asText()).isEmpty();
    assertThat(json.at("/watches/1/onTrip").asText()).isEqualTo("ASK");
    assertThat(json.at("/watches/0/lastSample/limited").asText()).isEqualTo("PT6M");
  }
}
