package dev.sallyport.engine;

import static dev.sallyport.plan.Dsl.approval;
import static dev.sallyport.plan.Dsl.phase;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.journal.Event;
import dev.sallyport.journal.Journals;
import dev.sallyport.journal.Outcome;
import dev.sallyport.plan.Plan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(240)
class InboxTest {
  private static final String USER = System.getProperty("user.name");
  private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

  @TempDir Path folder;
  private final World world = new World();
  private final Clock clock = InstantSource.system().withZone(ZoneOffset.UTC);

  private Plan plan() {
    return World.of(
        phase("Go")
            .step(world.effect("a"))
            .gate(
                approval("go", "lead")
                    .and("ops")
                    .attests("ops", "On call is awake", "P-7")
                    .within(Duration.ofHours(1)))
            .step(world.effect("b")));
  }

  private Engine engine(Clock time) {
    return Engine.of(
        EngineOptions.defaults()
            .journals(Journals.inFolder(folder))
            .clock(time)
            .inbox(Inbox.inFolder(folder, time)));
  }

  private static String answer(Inbox inbox, String number)
      throws IOException, InterruptedException {
    for (int i = 0; i < 2_000; i++) {
      Optional<String> answer = inbox.answer("run", number);
      if (answer.isPresent()) {
        return answer.get();
      }
      Thread.sleep(10);
    }
    throw new AssertionError("Nobody heard " + number);
  }

  @Test
  void a_run_hears_what_is_said_by_files_and_answers() throws Exception {
    Inbox inbox = Inbox.inFolder(folder, clock);
    try (Engine engine = engine(clock)) {
      Run run = engine.start(plan(), "run", "ann");
      World.asked(run);
      String early = inbox.send("run", Saying.vote(true, "Go/go", "ops", ""), "");
      assertThat(answer(inbox, early))
          .isEqualTo(
              "'Go/go' cannot be approved as 'ops' before that role has attested"
                  + " 'On call is awake'.");
      String item = inbox.send("run", Saying.attest("Go/go", "P-7", "ops", "called"), "");
      assertThat(answer(inbox, item)).isEmpty();
      assertThat(answer(inbox, inbox.send("run", Saying.vote(true, "Go/go", "ops", ""), "")))
          .isEmpty();
      run.approve("Go/go", "bob", "lead", "");
      assertThat(run.await()).isEqualTo(Outcome.SUCCEEDED);
      Event.Voted vote = World.events(run, Event.Voted.class).get(0);
      assertThat(vote.who()).isEqualTo(USER);
      assertThat(vote.via()).isEqualTo("user " + USER);
    }
    try (var left = Files.list(folder.resolve("run.inbox"))) {
      assertThat(left).as("letters and answers that are left").isEmpty();
    }
  }

  @Test
  void what_is_said_while_no_engine_is_up_is_heard_before_what_is_overdue() throws Exception {
    MovedClock time = new MovedClock(T0);
    Inbox inbox = Inbox.inFolder(folder, time);
    try (Engine engine = engine(time)) {
      World.asked(engine.start(plan(), "run", "ann"));
    }
    time.set(T0.plus(Duration.ofMinutes(50)));
    inbox.send("run", Saying.attest("Go/go", "On call is awake", "ops", ""), "");
    inbox.send("run", Saying.vote(true, "Go/go", "ops", "in time"), "");
    time.set(T0.plus(Duration.ofDays(1)));
    String token = "s3cret";
    Files.writeString(
        folder.resolve("tokens"),
        "# who may speak\n" + Tokens.line("bob", List.of("lead"), token) + "\n");
    String late = inbox.send("run", Saying.vote(true, "Go/go", "lead", "too late"), token);
    try (Engine engine = engine(time)) {
      Run run = engine.resume("run", plan(), "ann");
      assertThat(run.await()).isEqualTo(Outcome.ROLLED_BACK);
      assertThat(World.events(run, Event.Voted.class))
          .extracting(Event.Voted::note)
          .containsExactly("in time");
      assertThat(inbox.refused("run"))
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.number()).isEqualTo(late);
                assertThat(it.saidAt()).isEqualTo(T0.plus(Duration.ofDays(1)));
                assertThat(it.who()).isEqualTo(USER);
                assertThat(it.said()).isEqualTo("approve Go/go as lead");
                assertThat(it.why()).startsWith("'Go/go' was open for votes until ");
                assertThat(it.toString()).doesNotContain(token);
              });
      assertThat(answer(inbox, late))
          .isEqualTo(
              "'Go/go' was open for votes until 2026-03-01T11:00:00Z, and this one was given at"
                  + " 2026-03-02T10:00:00Z.");
      assertThat(inbox.refused("run")).as("what was read").isEmpty();
      assertThat(World.events(run, Event.RollbackStarted.class).get(0).reason())
          .isEqualTo("not approved within 1 h; missing: {lead=1}");
    }
  }

  @Test
  void a_token_says_who_speaks_and_as_what_and_is_written_nowhere_else() throws Exception {
    Inbox inbox = Inbox.inFolder(folder, clock);
    Files.writeString(
        folder.resolve("tokens"), Tokens.line("bob", List.of("lead", "qa"), "s3cret-token"));
    try (Engine engine = engine(clock)) {
      Run run = engine.start(plan(), "run", "ann");
      World.asked(run);
      assertThat(answer(inbox, inbox.send("run", Saying.vote(true, "Go/go", "ops", ""), "x")))
          .isEqualTo(
              "The token is nobody's. Look whether the file 'tokens' in the folder of the runs has"
                  + " it.");
      String other = inbox.send("run", Saying.vote(true, "Go/go", "ops", ""), "s3cret-token");
      assertThat(answer(inbox, other)).isEqualTo("'bob' may speak as lead, qa, not as 'ops'.");
      String right = inbox.send("run", Saying.vote(true, "Go/go", "lead", ""), "s3cret-token");
      assertThat(answer(inbox, right)).isEmpty();
      Event.Voted vote = World.events(run, Event.Voted.class).get(0);
      assertThat(vote.who() + " via " + vote.via()).isEqualTo("bob via token");
      run.abort("ann", "enough");
      run.await();
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).as(file.toString()).doesNotContain("s3cret-token");
      }
    }
  }

  @Test
  void only_the_owner_may_enter_and_nonsense_is_answered() throws Exception {
    Inbox inbox = Inbox.inFolder(folder, clock);
    String number = inbox.send("run", Saying.operator(Saying.Verb.ABORT, "x"), "");
    Path place = folder.resolve("run.inbox");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place)))
        .isEqualTo("rwx------");
    Path letter = place.resolve(number + ".letter");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(letter)))
        .isEqualTo("rw-------");
    Files.writeString(letter, "verb=DANCE\ncastAt=2026-03-01T10\\:00\\:00Z\n");
    Files.createSymbolicLink(place.resolve("zzz.letter"), Path.of("/etc/hostname"));
    try (Engine engine = engine(clock)) {
      Run run = engine.start(plan(), "run", "ann");
      assertThat(answer(inbox, number)).startsWith("What was said cannot be understood (");
      assertThat(answer(inbox, "zzz")).contains("it is no plain file of at most 65536 bytes");
      run.abort("ann", "enough");
      run.await();
    }
    assertThatThrownBy(() -> Saying.vote(true, "a", null, ""))
        .isInstanceOf(NullPointerException.class);
  }
}
