package dev.sallyport.cli;

import dev.sallyport.engine.Engine;
import dev.sallyport.engine.EngineException;
import dev.sallyport.engine.EngineOptions;
import dev.sallyport.engine.Run;
import dev.sallyport.engine.Waiting;
import dev.sallyport.journal.Event;
import dev.sallyport.journal.JournalException;
import dev.sallyport.report.Story;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Stays with one run to its end, or until it is left: shows it, asks and passes on what people say.
 *
 * <p>The engine, the keyboard and the signals put notes into a queue; one thread looks at them.
 */
final class Session implements AutoCloseable {
  private static final long TICK_MILLIS = 200;

  /** How long what is under way may go on when the process is told to end. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Tool tool;
  private final String runId;
  private final String who;
  private final Replies replies;
  private final Display display;
  private final Engine engine;
  private final Signals.Subscription signals;
  private final BlockingQueue<Note> notes = new LinkedBlockingQueue<>();
  private Story story;
  private final boolean stay;
  private boolean interactive;
  private List<Waiting> shown = List.of();
  private @Nullable Prompt prompt;
  private boolean leaving;
  private @Nullable Instant leaveBy;
  private boolean left;
  private @Nullable String lost;

  Session(Tool tool, String runId, Told told, Replies replies, List<Event> before) {
    this.tool = tool;
    this.runId = runId;
    this.who = told.who();
    this.stay = told.stay;
    this.replies = replies;
    this.story = Story.of(before);
    Surroundings around = tool.around();
    this.interactive = around.screen().isInteractive() && !tool.root().json;
    this.display = display(tool, interactive);
    this.engine =
        Engine.of(
            EngineOptions.defaults()
                .journals(tool.folder().journals())
                .clock(around.clock())
                .inbox(tool.inbox())
                .closeTimeout(Duration.ofSeconds(2))
                .listener((run, event) -> notes.add(new Note.Happened(event))));
    this.signals = around.signals().listen(kind -> notes.add(new Note.Signalled(kind)));
  }

  private static Display display(Tool tool, boolean interactive) {
    Surroundings around = tool.around();
    if (tool.root().json) {
      return new JsonDisplay(around.out(), around.err());
    }
    return interactive
        ? new LiveDisplay(around.out(), around.screen())
        : new LineDisplay(around.out());
  }

  /** Begins the run and stays with it; returns the exit code. */
  int drive(Function<Engine, Run> begin) throws InterruptedException {
    Run run = begin(begin);
    whenLost(run);
    new Refused(tool, runId).take().forEach(tool::warn);
    if (interactive) {
      new Keyboard(tool.around().in(), notes::add).start();
    }
    if (story.pause() != null) {
      run.proceed(who);
    }
    follow(run);
    engine.close();
    takeWhatIsLeft();
    display.refresh(story, now());
    display.settle();
    return new Ending(tool, runId, story.outcome(), replies.unused(), lost).say(display);
  }

  private Run begin(Function<Engine, Run> begin) {
    try {
      return begin.apply(engine);
    } catch (EngineException e) {
      boolean broken = e.getCause() instanceof IOException && !isJournal(e.getCause());
      throw broken ? e : new UsageProblem(String.valueOf(e.getMessage()), e);
    }
  }

  private static boolean isJournal(@Nullable Throwable cause) {
    return cause instanceof JournalException;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // what is done with the end throws nothing
  private void whenLost(Run run) {
    run.end()
        .whenComplete(
            (end, problem) -> {
              if (problem != null) {
                notes.add(new Note.Lost(String.valueOf(problem.getMessage())));
              }
            });
  }

  private void follow(Run run) throws InterruptedException {
    while (story.end() == null && lost == null && !left) {
      Note note = notes.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
      if (note != null) {
        List<Note> batch = new ArrayList<>(List.of(note));
        notes.drainTo(batch);
        look(batch, run);
      }
      if (story.end() == null) {
        if (leaving) {
          left |= Busy.isDrained(story) || leaveBy != null && !now().isBefore(leaveBy);
        } else {
          lookForPeople(run, note == null);
        }
      }
      if (prompt == null) {
        display.refresh(story, now());
      }
    }
  }

  private void look(List<Note> batch, Run run) {
    List<Event> events = new ArrayList<>();
    for (Note note : batch) {
      if (note instanceof Note.Happened happened) {
        events.add(happened.event());
      } else if (note instanceof Note.Signalled signalled) {
        signalled(signalled.kind(), run);
      } else if (note instanceof Note.Typed typed) {
        typed(typed.line(), run);
      } else if (note instanceof Note.NobodyThere) {
        interactive = false;
        prompt = null;
      } else if (note instanceof Note.Lost why) {
        lost = why.why();
      }
    }
    happened(events);
  }

  private void happened(List<Event> events) {
    story = story.and(events);
    Event.RunStarted begun = story.begun();
    if (begun != null) {
      events.forEach(event -> display.event(event, begun.at()));
    }
  }

  /** Takes the events that came while the engine was closed. */
  private void takeWhatIsLeft() {
    List<Note> rest = new ArrayList<>();
    notes.drainTo(rest);
    List<Event> events = new ArrayList<>();
    for (Note note : rest) {
      if (note instanceof Note.Happened happened) {
        events.add(happened.event());
      }
    }
    happened(events);
  }

  private void signalled(Signals.Kind kind, Run run) {
    if (leaving || prompt instanceof Prompt.WhatNow) {
      left = true;
    } else if (kind == Signals.Kind.INTERRUPT && interactive) {
      ask(new Prompt.WhatNow());
    } else {
      leaveBy = now().plus(GRACE);
      leave(run);
    }
  }

  private void typed(String line, Run run) {
    if (prompt == null) {
      return;
    }
    Prompt.Meaning meaning = prompt.read(line, who);
    if (meaning instanceof Prompt.Meaning.Unclear unclear) {
      display.say(unclear.why());
      return;
    }
    prompt = null;
    if (meaning instanceof Prompt.Meaning.Suspend) {
      leave(run);
    } else if (meaning instanceof Prompt.Meaning.Say say) {
      try {
        say.words().to(run);
      } catch (IllegalStateException e) {
        display.say(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Lets what is under way end, starts nothing more, and then leaves the run to be resumed. */
  private void leave(Run run) {
    leaving = true;
    prompt = null;
    try {
      run.pause(who, "suspended at the command line");
      display.say("Pausing: what is under way may end. Ctrl-C leaves at once.");
    } catch (IllegalStateException e) {
      display.say(String.valueOf(e.getMessage()));
    }
  }

  private void lookForPeople(Run run, boolean quiet) {
    List<Waiting> waiting = peopleOf(run);
    for (String refused : replies.give(run, waiting)) {
      tool.warn(refused);
    }
    if (interactive) {
      askOneOf(waiting);
    } else if (quiet && !Busy.isBusy(story)) {
      List<Waiting> still = peopleOf(run);
      if (stay && !still.equals(shown)) {
        shown = still;
        display.say(Waits.fromElsewhere(still, tool, runId));
      } else if (!stay && !still.isEmpty()) {
        display.say(Waits.describe(still, tool, runId));
        left = true;
      }
    }
  }

  /** Returns what people are asked; a pause is this session's own. */
  private List<Waiting> peopleOf(Run run) {
    if (!Busy.mayWait(story)) {
      return List.of();
    }
    return run.waiting().stream()
        .filter(w -> w instanceof Waiting.ForVotes || w instanceof Waiting.ForAnswer)
        .toList();
  }

  private void askOneOf(List<Waiting> waiting) {
    if (prompt instanceof Prompt.WhatNow) {
      return;
    }
    if (prompt != null && waiting.stream().map(Prompt::of).noneMatch(prompt::equals)) {
      display.say("That is no longer asked.");
      prompt = null;
    }
    if (prompt == null && !waiting.isEmpty()) {
      ask(Prompt.of(waiting.get(0)));
    }
  }

  private void ask(Prompt question) {
    // What is shown stays above the question.
    display.refresh(story, now());
    display.settle();
    prompt = question;
    display.say(question.text());
  }

  private Instant now() {
    return tool.around().clock().instant();
  }

  @Override
  public void close() {
    signals.close();
    engine.close();
  }
}
