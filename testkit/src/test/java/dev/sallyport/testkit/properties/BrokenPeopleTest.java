package dev.sallyport.testkit.properties;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.gate;
import static dev.sallyport.plan.Dsl.phase;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.check.Check;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.Trigger;
import dev.sallyport.journal.Work;
import dev.sallyport.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Journals as an engine would leave them that let people waive too much, or does not wait. */
class BrokenPeopleTest {
  private static final String BOSS = RandomGates.BOSS;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Waits for its notice, then for a gate, then for a person who attests an item. */
  private final Trace good =
      new FatedWorld(
              Plan.named("p", 1)
                  .notice(MINUTE)
                  .phases(
                      phase("A")
                          .gate(
                              gate("calm", Check.of("calm", c -> Bodies.NONE.judge("calm")))
                                  .every(Duration.ofSeconds(5))
                                  .sustainedFor(Duration.ofSeconds(10))
                                  .within(MINUTE)
                                  .waivableBy(BOSS))
                          .gate(
                              approval("go", "lead")
                                  .attests("lead", "reviewed")
                                  .waivableBy(BOSS)
                                  .notByInitiator()
                                  .within(Duration.ofMinutes(10))))
                  .build(),
              -1)
          .run();

  private int place(Predicate<Event> what) {
    for (int i = 0; i < good.events().size(); i++) {
      if (what.test(good.events().get(i))) {
        return i;
      }
    }
    throw new AssertionError("There is no such event in " + good.events());
  }

  private int opened(String path) {
    return place(e -> e instanceof Event.GateOpened it && it.path().equals(path));
  }

  private List<Event> without(Predicate<Event> what) {
    List<Event> events = new ArrayList<>(good.events());
    events.removeIf(what);
    return events;
  }

  private Event.Waived waiver(String path, String item, String who, String role, int seconds) {
    Instant at = good.events().get(opened(path)).at();
    return new Event.Waived(at, path, item, who, role, "known", at.plusSeconds(seconds), "");
  }

  /** Returns what is wrong when that is waived just before it opens, and this is missing. */
  private List<Integer> judged(Event.Waived waived, Class<? extends Event> missing) {
    List<Event> events = without(missing::isInstance);
    int at = 0;
    while (!(events.get(at) instanceof Event.GateOpened it && it.path().equals(waived.path()))) {
      at++;
    }
    events.add(at, waived);
    return invariants(events);
  }

  private List<Integer> invariants(List<Event> events) {
    return Invariants.of(good.with(events)).stream().map(Breach::invariant).distinct().toList();
  }

  @Test
  void nothing_is_wrong_with_it_as_it_is() {
    assertThat(invariants(good.events())).isEmpty();
  }

  @Test
  void invariant_10_what_was_waived_rightly_is_not_asked_for() {
    Class<Event.Attested> attested = Event.Attested.class;
    assertThat(judged(waiver("A/go", "reviewed", "bea", BOSS, 60), attested)).isEmpty();
    assertThat(judged(waiver("A/go", "", "bea", BOSS, 60), Event.Voted.class)).isEmpty();
    assertThat(judged(waiver("A/calm", "", "bea", BOSS, 60), Event.Sampled.class)).isEmpty();
  }

  @Test
  void invariant_10_a_waiver_of_something_else_by_somebody_else_or_one_that_ended() {
    Class<Event.Attested> attested = Event.Attested.class;
    assertThat(invariants(without(attested::isInstance))).contains(10);
    assertThat(judged(waiver("A/calm", "", "bea", BOSS, 60), attested)).contains(10);
    assertThat(judged(waiver("A/go", "", "bea", "lead", 60), Event.Sampled.class)).contains(10);
    assertThat(judged(waiver("A/go", "", "simulation", BOSS, 60), attested)).contains(10);
    assertThat(judged(waiver("A/go", "reviewed", "bea", BOSS, 0), attested)).contains(10);
    assertThat(judged(waiver("A/calm", "", "bea", "lead", 60), Event.LateResult.class))
        .contains(10);
  }

  @Test
  void invariant_10_a_gate_that_fails_although_it_was_waived() {
    List<Event> events = new ArrayList<>(good.events());
    int at = opened("A/calm");
    Instant now = events.get(at).at();
    Trigger late = Trigger.GATE_TIMED_OUT;
    events.set(at, new Event.GateFailed(now, "A/calm", Work.RUN, late, "late"));
    events.add(at, waiver("A/calm", "", "bea", BOSS, 60));
    assertThat(invariants(events)).contains(10);
  }

  @Test
  void invariant_38_a_start_before_the_notice_has_run_out_or_that_is_not_recorded() {
    int start = opened(NoticeRules.START);
    List<Event> early = new ArrayList<>(good.events());
    early.set(
        start,
        new Event.GateOpened(
            good.events().get(0).at().plusSeconds(59), NoticeRules.START, Work.RUN, ""));
    assertThat(invariants(early)).contains(38);

    assertThat(invariants(without(good.events().get(start)::equals))).contains(38);

    List<Event> twice = new ArrayList<>(good.events());
    twice.add(start, good.events().get(start));
    assertThat(invariants(twice)).contains(38);
  }
}
