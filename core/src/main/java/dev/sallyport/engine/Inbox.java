package dev.sallyport.engine;

import dev.sallyport.journal.OwnerOnly;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * How people speak to a run from another process on the same machine: by files in a folder beside
 * the run's journal, which only its owner may enter. Thread-safe.
 *
 * <p>An engine that was given the inbox by {@link EngineOptions#inbox} hears what comes in within
 * half a second, and answers. What comes while no engine is up is kept, and heard when the run is
 * resumed, before anything else of it happens.
 *
 * <p>Who speaks is known by a token, if one is given (see {@link Tokens}), else by the operating
 * system: it is the owner of the file.
 */
public final class Inbox {
  private static final String LETTER = ".letter";
  private static final String ANSWER = ".answer";
  private static final String DRAFT = ".draft";
  private static final long LONGEST = 64 * 1024;

  private final Path folder;
  private final Clock clock;
  private final AtomicInteger sent = new AtomicInteger();

  private Inbox(Path folder, Clock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /**
   * Returns the inbox of the runs whose journals are kept in that folder.
   *
   * @param clock tells when something was said
   */
  public static Inbox inFolder(Path folder, Clock clock) {
    return new Inbox(folder, clock);
  }

  /**
   * Leaves something for a run, and returns the number under which {@link #answer} has what became
   * of it.
   *
   * @param token who speaks; empty to be known by the operating system
   * @throws IOException if it could not be written
   */
  public String send(String runId, Saying saying, String token) throws IOException {
    Path place = Files.createDirectories(place(runId), OwnerOnly.folder(folder));
    Instant now = clock.instant();
    // What one process says is heard in that order, even if its clock stands still.
    String time = String.format("%019d-%09d-", now.toEpochMilli(), sent.getAndIncrement());
    Path draft = Files.createTempFile(place, time, DRAFT, OwnerOnly.file(folder));
    String number = name(draft).substring(0, name(draft).length() - DRAFT.length());
    Properties text = saying.toProperties();
    text.setProperty("token", token);
    text.setProperty("castAt", now.toString());
    write(draft, place.resolve(number + LETTER), text);
    return number;
  }

  /**
   * Returns what became of what was said: empty text if it was recorded, else why it was refused;
   * nothing while nobody has heard it.
   *
   * @throws IOException if the answer is there and cannot be read
   */
  public Optional<String> answer(String runId, String number) throws IOException {
    Path file = place(runId).resolve(number + ANSWER);
    try {
      Optional<String> answer = Optional.of(read(file).getProperty("refused", ""));
      Files.delete(file);
      return answer;
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns what was said and not heard yet, oldest first; a letter that cannot be read is refused.
   */
  List<Letter> letters(String runId) throws IOException {
    List<Letter> letters = new ArrayList<>();
    for (Path file : files(runId, LETTER)) {
      letters.add(letter(runId, file));
    }
    return letters;
  }

  private Letter letter(String runId, Path file) throws IOException {
    String number = name(file).substring(0, name(file).length() - LETTER.length());
    String owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
    try {
      Properties text = read(file);
      Instant castAt = Instant.parse(text.getProperty("castAt", ""));
      return new Letter(
          runId, number, Saying.of(text), owner, text.getProperty("token", ""), castAt, "");
    } catch (IllegalArgumentException | DateTimeException | IOException e) {
      String why = "What was said cannot be understood (" + e.getMessage() + ").";
      return Letter.unreadable(runId, number, owner, why);
    }
  }

  /**
   * Returns what was refused and whose answer nobody has taken by {@link #answer}, oldest first:
   * who spoke while no engine was up does not wait for it.
   *
   * @throws IOException if the inbox cannot be read
   */
  public List<Refusal> refused(String runId) throws IOException {
    List<Refusal> all = new ArrayList<>();
    for (Path file : files(runId, ANSWER)) {
      Properties text = read(file);
      if (!text.getProperty("refused", "").isEmpty()) {
        all.add(
            new Refusal(
                name(file).substring(0, name(file).length() - ANSWER.length()),
                Instant.parse(text.getProperty("castAt")),
                text.getProperty("who"),
                text.getProperty("said"),
                text.getProperty("refused")));
      }
    }
    return all;
  }

  private List<Path> files(String runId, String kind) throws IOException {
    Path place = place(runId);
    if (!Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(place)) {
      return all.filter(file -> name(file).endsWith(kind)).sorted().toList();
    }
  }

  /**
   * Something that was refused.
   *
   * @param number what {@link #send} returned for it
   * @param saidAt when it was said
   * @param who who said it, as far as is known
   * @param said what was said, in a few words
   * @param why why it was refused
   */
  public record Refusal(String number, Instant saidAt, String who, String said, String why) {}

  /** Answers a letter, which is gone then: it is heard once. */
  void reply(Letter letter, String refused) throws IOException {
    Path place = place(letter.runId());
    Saying saying = letter.saying();
    Properties text = new Properties();
    text.setProperty("refused", refused);
    text.setProperty("castAt", letter.castAt().toString());
    text.setProperty("who", letter.owner());
    text.setProperty("said", saying == null ? "something" : saying.words());
    Path draft = Files.createTempFile(place, "answer-", DRAFT, OwnerOnly.file(folder));
    write(draft, place.resolve(letter.number() + ANSWER), text);
    Files.deleteIfExists(place.resolve(letter.number() + LETTER));
  }

  /** Returns who speaks, or throws with the reason if the token is nobody's. */
  Tokens.Person person(Letter letter) throws IOException {
    return letter.token().isEmpty()
        ? new Tokens.Person(letter.owner(), "user " + letter.owner(), List.of())
        : Tokens.of(folder.resolve("tokens")).person(letter.token());
  }

  private Path place(String runId) {
    return folder.resolve(runId + ".inbox");
  }

  /** Puts a file in place whole, or not at all. */
  private static void write(Path draft, Path file, Properties text) throws IOException {
    StringWriter out = new StringWriter();
    text.store(out, null);
    Files.writeString(draft, out.toString());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Properties read(Path file) throws IOException {
    BasicFileAttributes what =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!what.isRegularFile() || what.size() > LONGEST) {
      throw new IOException("it is no plain file of at most " + LONGEST + " bytes");
    }
    Properties text = new Properties();
    text.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
    return text;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  /**
   * Something that was said.
   *
   * @param saying null if it cannot be understood
   * @param owner the operating system's user whose file it is
   * @param problem why it cannot be understood; empty if it can
   */
  record Letter(
      String runId,
      String number,
      @org.jspecify.annotations.Nullable Saying saying,
      String owner,
      String token,
      Instant castAt,
      String problem) {

    static Letter unreadable(String runId, String number, String owner, String problem) {
      return new Letter(runId, number, null, owner, "", Instant.EPOCH, problem);
    }

    @Override
    public String toString() {
      return "letter " + number; // the token is a secret
    }
  }
}
