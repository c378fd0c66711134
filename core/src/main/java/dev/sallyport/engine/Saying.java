package dev.sallyport.engine;

import dev.sallyport.journal.Choice;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What a person says to a run from another process, by way of its {@link Inbox}. Immutable.
 *
 * @param verb what is said
 * @param path what it is about; empty for the run as a whole
 * @param item the item of an approval; empty for all of it
 * @param role in which role it is said; empty where no role is asked
 * @param note a note or a reason
 * @param choice the answer to a question; null for anything else
 * @param until the end of a waiver; null for anything else
 */
public record Saying(
    Verb verb,
    String path,
    String item,
    String role,
    String note,
    @Nullable Choice choice,
    @Nullable Instant until) {

  /** What can be said. */
  public enum Verb {
    /** Vote for an approval. */
    APPROVE,
    /** Vote against an approval. */
    REJECT,
    /** Attest an item of an approval. */
    ATTEST,
    /** Waive a gate, an approval or an item. */
    WAIVE,
    /** Answer a question. */
    ANSWER,
    /** Trip a watch. */
    TRIP,
    /** Start nothing new. */
    PAUSE,
    /** Go on after a pause. */
    PROCEED,
    /** Walk back. */
    ABORT,
    /** End here. */
    STOP
  }

  /** Refuses nulls. */
  public Saying {
    Objects.requireNonNull(verb, "verb");
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(item, "item");
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(note, "note");
  }

  /** Returns a vote. */
  public static Saying vote(boolean yes, String path, String role, String note) {
    return new Saying(yes ? Verb.APPROVE : Verb.REJECT, path, "", role, note, null, null);
  }

  /** Returns an attestation. */
  public static Saying attest(String path, String item, String role, String note) {
    return new Saying(Verb.ATTEST, path, item, role, note, null, null);
  }

  /** Returns a waiver; of all of it, if the item is empty. */
  public static Saying waive(String path, String item, String role, String reason, Instant until) {
    return new Saying(Verb.WAIVE, path, item, role, reason, null, until);
  }

  /** Returns an answer. */
  public static Saying answer(String path, Choice choice, String note) {
    return new Saying(Verb.ANSWER, path, "", "", note, choice, null);
  }

  /** Returns what trips a watch, by its name. */
  public static Saying trip(String watch, String reason) {
    return new Saying(Verb.TRIP, watch, "", "", reason, null, null);
  }

  /** Returns one of the operator's verbs: pause, proceed, abort, stop. */
  public static Saying operator(Verb verb, String reason) {
    return new Saying(verb, "", "", "", reason, null, null);
  }

  /** Returns the request that it is to a run. */
  Message.Request request(String who, String via, Instant castAt) {
    VoteRequests.Speaker speaker = new VoteRequests.Speaker(who, role, via, castAt);
    return switch (verb) {
      case APPROVE -> VoteRequests.vote(path, speaker, true, note);
      case REJECT -> VoteRequests.vote(path, speaker, false, note);
      case ATTEST -> VoteRequests.attest(path, item, speaker, note);
      case WAIVE ->
          VoteRequests.waive(path, item, speaker, note, until == null ? Instant.EPOCH : until);
      case ANSWER -> {
        if (choice == null) {
          throw new IllegalStateException("An answer names one of the choices.");
        }
        yield Requests.answer(path, choice, who, note);
      }
      case TRIP -> Requests.trip(path, who, note);
      case PAUSE -> Requests.pause(who, note);
      case PROCEED -> Requests.proceed(who);
      case ABORT -> Requests.abort(who, note);
      case STOP -> Requests.stop(who, note);
    };
  }

  /** Returns what is said in a few words, for example {@code approve Go/sign-off as qa-lead}. */
  public String words() {
    String what = verb.name().toLowerCase(Locale.ROOT);
    return what
        + (path.isEmpty() ? "" : " " + path)
        + (item.isEmpty() ? "" : " '" + item + "'")
        + (choice == null ? "" : " " + choice)
        + (role.isEmpty() ? "" : " as " + role);
  }

  Properties toProperties() {
    Properties text = new Properties();
    text.setProperty("verb", verb.name());
    text.setProperty("path", path);
    text.setProperty("item", item);
    text.setProperty("role", role);
    text.setProperty("note", note);
    text.setProperty("choice", choice == null ? "" : choice.name());
    text.setProperty("until", until == null ? "" : until.toString());
    return text;
  }

  /**
   * Returns what was written.
   *
   * @throws IllegalArgumentException if it is nothing that can be said
   * @throws java.time.DateTimeException if its end is no instant
   */
  static Saying of(Properties text) {
    String choice = text.getProperty("choice", "");
    String until = text.getProperty("until", "");
    return new Saying(
        Verb.valueOf(text.getProperty("verb", "")),
        text.getProperty("path", ""),
        text.getProperty("item", ""),
        text.getProperty("role", ""),
        text.getProperty("note", ""),
        choice.isEmpty() ? null : Choice.valueOf(choice),
        until.isEmpty() ? null : Instant.parse(until));
  }
}
