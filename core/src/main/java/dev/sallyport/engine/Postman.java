package dev.sallyport.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a run what is in its inbox, and takes the answers back. */
final class Postman {
  private static final Duration ROUND = Duration.ofMillis(500);

  private final Inbox inbox;
  private final String runId;

  Postman(Inbox inbox, String runId) {
    this.inbox = inbox;
    this.runId = runId;
  }

  /** Goes its rounds until the run is over, on the host's timer. */
  @SuppressWarnings("FutureReturnValueIgnored") // a round throws nothing that could be lost
  void begin(Host host, Consumer<Message.Request> run, BooleanSupplier over) {
    if (over.getAsBoolean()) {
      return;
    }
    try {
      host.after(
          ROUND,
          () -> {
            round(run);
            begin(host, run, over);
          });
    } catch (RejectedExecutionException e) {
      log().debug("The inbox of the run {} is no longer looked at.", runId, e); // engine closed
    }
  }

  private void round(Consumer<Message.Request> run) {
    try {
      answer(hear(run));
    } catch (RuntimeException e) {
      log().warn("What was said to the run {} could not be passed on.", runId, e);
    }
  }

  /** Tells the run what is there now; returns what to answer once it is durable. */
  List<Answer> hear(Consumer<Message.Request> run) {
    List<Answer> answers = new ArrayList<>();
    try {
      for (Inbox.Letter letter : inbox.letters(runId)) {
        answers.add(new Answer(letter, say(letter, run)));
      }
    } catch (IOException e) {
      log().warn("The inbox of the run {} could not be read; the run goes on.", runId, e);
    }
    return answers;
  }

  /** Answers what was heard; a letter that is not answered is heard again, and refused then. */
  void answer(List<Answer> answers) {
    for (Answer answer : answers) {
      try {
        inbox.reply(answer.letter(), answer.refused());
      } catch (IOException e) {
        log().warn("Something said to the run {} could not be answered.", runId, e);
      }
    }
  }

  /**
   * What became of a letter.
   *
   * @param refused why it was refused; empty if it was not
   */
  record Answer(Inbox.Letter letter, String refused) {}

  /** Returns why it was refused; empty if it was recorded. */
  private String say(Inbox.Letter letter, Consumer<Message.Request> run) throws IOException {
    Saying saying = letter.saying();
    if (saying == null) {
      return letter.problem();
    }
    try {
      Tokens.Person person = inbox.person(letter);
      person.requireRole(saying.role());
      run.accept(saying.request(person.name(), person.via(), letter.castAt()));
      return "";
    } catch (IllegalStateException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  private static Logger log() {
    return LoggerFactory.getLogger(Postman.class);
  }
}
