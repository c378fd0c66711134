package dev.sallyport.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.channels.Setback.Kind;
import dev.sallyport.plan.OutcomeUnknownException;
import dev.sallyport.plan.Retry;
import dev.sallyport.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trying again and keeping pace, in virtual time. */
class DeliveryTest {
  private static final Reason BUSY = new Reason("it is busy", "Wait");

  private final Delivery delivery =
      new Delivery(
          "chat", ChannelOptions.defaults().draws(() -> 0.5), Pace.every(Duration.ofSeconds(1)));
  private final FakeContext context = FakeContext.with(Duration.ofMinutes(1));

  private String deliver(boolean repeatable, FakeContext in, Setback... setbacks) throws Exception {
    Deque<Setback> script = new ArrayDeque<>(List.of(setbacks));
    return delivery.deliver(
        Notes.started(),
        "there",
        repeatable,
        in,
        limit -> {
          if (script.isEmpty()) {
            return "taken";
          }
          throw script.remove();
        });
  }

  private static Setback setback(Kind kind) {
    return Setback.of(kind, "HTTP 503", BUSY);
  }

  @Test
  void what_was_not_taken_is_sent_again_after_growing_delays() throws Exception {
    Setback busy = setback(Kind.NOT_TAKEN);
    assertThat(deliver(false, context, busy, busy, busy)).isEqualTo("taken");
    assertThat(context.pauses())
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
  }

  @Test
  void jitter_is_drawn_from_the_given_source() throws Exception {
    Delivery drawn = delivery.with(ChannelOptions.defaults().draws(() -> 0.0));
    Deque<Setback> script = new ArrayDeque<>(List.of(setback(Kind.NOT_TAKEN)));
    FakeContext fresh = FakeContext.with(Duration.ofMinutes(1));
    drawn.deliver(
        Notes.started(),
        "there",
        false,
        fresh,
        limit -> {
          if (script.isEmpty()) {
            return "taken";
          }
          throw script.remove();
        });
    // half a second of delay, and the rest of the second that the pace wants
    assertThat(fresh.pauses()).containsExactly(Duration.ofMillis(500), Duration.ofMillis(500));
  }

  @Test
  void the_receivers_wait_is_kept_if_it_is_longer() throws Exception {
    Setback wait = setback(Kind.NOT_TAKEN).retryAfter(Duration.ofSeconds(7));
    assertThat(deliver(false, context, wait)).isEqualTo("taken");
    assertThat(context.pauses()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void a_wait_longer_than_the_time_left_is_not_begun() {
    Setback wait = setback(Kind.NOT_TAKEN).retryAfter(Duration.ofMinutes(2));
    assertThatThrownBy(() -> deliver(false, context, wait))
        .isInstanceOf(NotSentException.class)
        .hasMessage(
            "The message 'run started' was not sent to 'chat' (there). Last seen: HTTP 503; it"
                + " asks to wait PT2M, and only PT1M was left. Likely cause: it is busy. Wait.");
    assertThat(context.pauses()).isEmpty();
  }

  @Test
  void what_was_refused_is_not_sent_again() {
    assertThatThrownBy(() -> deliver(true, context, setback(Kind.REFUSED)))
        .isInstanceOf(NotSentException.class)
        .hasMessage(
            "The message 'run started' was not sent to 'chat' (there). Last seen: HTTP 503."
                + " Likely cause: it is busy. Wait.");
    assertThat(context.pauses()).isEmpty();
  }

  @Test
  void what_may_have_been_taken_is_not_sent_again() {
    assertThatThrownBy(() -> deliver(false, context, setback(Kind.UNKNOWN)))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessage(
            "Whether the message 'run started' was sent to 'chat' (there) is unknown. Last seen:"
                + " HTTP 503. Likely cause: it is busy. It was not sent again, as it might then be"
                + " shown twice. Look there, and send it by hand if it is missing.");
  }

  @Test
  void what_may_have_been_taken_is_sent_again_where_each_key_is_taken_once() throws Exception {
    assertThat(deliver(true, context, setback(Kind.UNKNOWN))).isEqualTo("taken");
  }

  @Test
  void once_unknown_stays_unknown() {
    assertThatThrownBy(() -> deliver(true, context, setback(Kind.UNKNOWN), setback(Kind.REFUSED)))
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageStartingWith(
            "Whether the message 'run started' was sent to 'chat' (there) is unknown, after 2"
                + " attempts.");
  }

  @Test
  void it_gives_up_after_the_last_attempt() {
    Setback busy = setback(Kind.NOT_TAKEN);
    assertThatThrownBy(() -> deliver(false, context, busy, busy, busy, busy, busy))
        .isInstanceOf(NotSentException.class)
        .hasMessageContaining("after 4 attempts");
    Delivery once = delivery.with(ChannelOptions.defaults().retry(Retry.none()));
    assertThatThrownBy(
            () ->
                once.deliver(
                    Notes.started(),
                    "there",
                    false,
                    context,
                    limit -> {
                      throw busy;
                    }))
        .hasMessageContaining("to 'chat' (there). Last seen");
  }

  @Test
  void messages_are_sent_an_interval_apart() throws Exception {
    for (int i = 0; i < 3; i++) {
      deliver(false, context);
    }
    assertThat(context.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void a_turn_that_comes_too_late_is_said() throws Exception {
    ManualClock clock = ManualClock.create();
    deliver(false, FakeContext.by(clock, Duration.ofMinutes(1)));
    assertThatThrownBy(() -> deliver(false, FakeContext.by(clock, Duration.ofMillis(400))))
        .isInstanceOf(NotSentException.class)
        .hasMessage(
            "The message 'run started' was not sent to 'chat' (there). Last seen: its turn comes in"
                + " PT1S, and only PT0.4S was left. Likely cause: the time limit is too short, or"
                + " many messages were sent just before it (one each PT1S is allowed). Give"
                + " announcements more time, or announce less.");
  }

  @Test
  void a_clock_that_is_put_back_holds_nothing_up() throws Exception {
    ManualClock late = ManualClock.create();
    late.advance(Duration.ofDays(1));
    deliver(false, FakeContext.by(late, Duration.ofMinutes(1)));
    assertThat(deliver(false, context)).isEqualTo("taken");
    assertThat(context.pauses()).containsExactly(Duration.ofSeconds(1));
  }

  @Test
  void a_name_is_one_line() {
    assertThatThrownBy(() -> delivery.named("a\nb"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A channel's name must be one line of some words, but is 'a b'.");
  }
}
