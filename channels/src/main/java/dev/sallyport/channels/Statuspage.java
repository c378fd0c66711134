package dev.sallyport.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.channels.Setback.Kind;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Secret;
import dev.sallyport.plan.Channel;
import dev.sallyport.plan.OutcomeUnknownException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * A page of Atlassian Statuspage, on which each run is one incident or maintenance: the first
 * message of a run creates it, later ones update it, also after a restart. Immutable and
 * thread-safe; each method returns a changed copy, and the copies share the pace of one request a
 * second.
 *
 * <p>Before each write the page is looked at: an incident carries the run and the messages it holds
 * in its metadata. So a message that is sent again is not written again. After a write whose end is
 * unknown the page is looked at once more.
 */
public final class Statuspage implements Channel {
  private static final Reason NO_RUN =
      new Reason(
          "it is sent by other code than the engine's",
          "Give the message the fact 'run', by which its incident is found again");

  private final HttpSide side;
  private final ReentrantLock writing;
  private final StatuspageApi api;
  private final Optional<Duration> length;
  private final List<String> components;
  private final boolean notifying;
  private final Function<Message, IncidentState> states;

  private Statuspage(
      HttpSide side,
      ReentrantLock writing,
      StatuspageApi api,
      Optional<Duration> length,
      List<String> components,
      boolean notifying,
      Function<Message, IncidentState> states) {
    this.side = side;
    this.writing = writing;
    this.api =
        new StatuspageApi(side.wire(), side.delivery().pace(), api.base(), api.page(), api.key());
    this.length = length;
    this.components = components;
    this.notifying = notifying;
    this.states = states;
  }

  static Statuspage of(String page, Secret<String> key, Optional<Duration> length) {
    if (!page.matches("[A-Za-z0-9]+")) {
      throw new IllegalArgumentException(
          "'" + Texts.oneLine(page) + "' is no id of a page: those look like kctbh9vrtdwd.");
    }
    if (length.isPresent() && (length.get().isNegative() || length.get().isZero())) {
      throw new IllegalArgumentException(
          "A maintenance must take longer than nothing, but is " + length.get() + ".");
    }
    HttpSide side = HttpSide.of("statuspage", Duration.ofSeconds(1));
    URI base = URI.create("https://api.statuspage.io/v1/");
    return new Statuspage(
        side,
        new ReentrantLock(true),
        new StatuspageApi(side.wire(), side.delivery().pace(), base, page, key),
        length,
        List.of(),
        true,
        message -> IncidentState.of(message, length.isPresent()));
  }

  /**
   * Returns this channel under another name than {@code statuspage}.
   *
   * @throws IllegalArgumentException if the name is blank or has several lines
   */
  public Statuspage named(String name) {
    return new Statuspage(side.named(name), writing, api, length, components, notifying, states);
  }

  /** Returns this channel with other options. */
  public Statuspage with(ChannelOptions options) {
    return new Statuspage(side.with(options), writing, api, length, components, notifying, states);
  }

  /** Returns this channel, whose incidents also concern the component of that id. */
  public Statuspage component(String id) {
    List<String> more = new ArrayList<>(components);
    more.add(id);
    return new Statuspage(side, writing, api, length, List.copyOf(more), notifying, states);
  }

  /** Returns this channel, which writes to the page and notifies no subscriber. */
  public Statuspage quietly() {
    return new Statuspage(side, writing, api, length, components, false, states);
  }

  /**
   * Returns this channel with another state for each message. By default an incident is {@code
   * IDENTIFIED} and a maintenance {@code IN_PROGRESS} until the fact {@code outcome} says {@code
   * SUCCEEDED} or {@code ROLLED_BACK}: then it is over. After another outcome it stays, for people
   * to put right. A maintenance of a run that is announced, and has not begun, is {@code
   * SCHEDULED}, for the time at which the run goes forward at the earliest.
   */
  public Statuspage states(Function<Message, IncidentState> rule) {
    return new Statuspage(side, writing, api, length, components, notifying, rule);
  }

  /**
   * Returns this channel with another address of the API than {@code
   * https://api.statuspage.io/v1/}, for proxies and tests.
   *
   * @throws IllegalArgumentException if it is neither https nor on the loopback interface
   */
  public Statuspage at(URI base) {
    StatuspageApi there =
        new StatuspageApi(api.wire(), api.pace(), Bearer.checkBase(base), api.page(), api.key());
    return new Statuspage(side, writing, there, length, components, notifying, states);
  }

  @Override
  public String name() {
    return side.name();
  }

  /**
   * {@inheritDoc}
   *
   * @return the incident's id
   * @throws NotSentException if Statuspage has not taken it
   * @throws OutcomeUnknownException if it may have, and does not show it
   */
  @Override
  public String send(Message message, CheckContext context)
      throws NotSentException, OutcomeUnknownException, InterruptedException {
    String where = "page " + api.page() + " at " + Address.where(api.base());
    return side.delivery()
        .deliver(message, where, false, context, limit -> attemptAlone(message, limit, context));
  }

  /** Two first messages of a run, each of which finds no incident, would make two. */
  private String attemptAlone(Message message, Duration limit, CheckContext context)
      throws Setback, InterruptedException {
    if (!writing.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
      throw Setback.of(
          Kind.NOT_TAKEN,
          "another message was being written all the time",
          new Reason("Statuspage is slow", "Give announcements more time"));
    }
    try {
      return attempt(message, limit, context);
    } finally {
      writing.unlock();
    }
  }

  private String attempt(Message message, Duration limit, CheckContext context)
      throws Setback, InterruptedException {
    String run = message.facts().getOrDefault("run", "");
    if (run.isBlank()) {
      throw Setback.of(Kind.REFUSED, "the message has no fact 'run'", NO_RUN);
    }
    Optional<JsonNode> before = look(run, limit, context);
    if (before.isPresent() && IncidentBody.has(before.get(), message)) {
      return id(before.get());
    }
    String body = body(message, run, before, context).toString();
    try {
      return api.write(before.map(Statuspage::id), body, limit, context);
    } catch (Setback e) {
      if (e.kind() != Kind.UNKNOWN) {
        throw e;
      }
      return lookAgain(message, run, e, limit, context);
    }
  }

  /** A look that breaks off has changed nothing, so it may be made again. */
  private Optional<JsonNode> look(String run, Duration limit, CheckContext context)
      throws Setback, InterruptedException {
    try {
      return api.find(run, limit, context);
    } catch (Setback e) {
      throw e.kind() == Kind.UNKNOWN ? e.as(Kind.NOT_TAKEN) : e;
    }
  }

  private String lookAgain(
      Message message, String run, Setback unknown, Duration limit, CheckContext context)
      throws Setback, InterruptedException {
    Optional<JsonNode> after;
    try {
      side.delivery().pace().await(context);
      after = api.find(run, limit, context);
    } catch (Setback e) {
      unknown.addSuppressed(e);
      throw unknown;
    }
    return after
        .filter(incident -> IncidentBody.has(incident, message))
        .map(Statuspage::id)
        .orElseThrow(() -> unknown);
  }

  private ObjectNode body(
      Message message, String run, Optional<JsonNode> before, CheckContext context) throws Setback {
    IncidentState state = states.apply(message);
    if (state.ofMaintenance() != length.isPresent()) {
      throw Setback.of(
          Kind.REFUSED,
          "the state " + state + " was to be set",
          new Reason(
              length.isPresent()
                  ? "it is an incident's, and this is a maintenance"
                  : "it is a maintenance's, and this is an incident",
              "Mend the rule that was given to states(...)"));
    }
    ObjectNode body =
        before.isPresent()
            ? IncidentBody.updated(message, run, state, before.get())
            : IncidentBody.created(message, run, state, length, context.clock().instant());
    ObjectNode incident = IncidentBody.incident(body);
    incident.put("deliver_notifications", notifying);
    if (before.isEmpty() && !components.isEmpty()) {
      components.forEach(incident.putArray("component_ids")::add);
    }
    return body;
  }

  private static String id(JsonNode incident) {
    return incident.path("id").asText();
  }
}
