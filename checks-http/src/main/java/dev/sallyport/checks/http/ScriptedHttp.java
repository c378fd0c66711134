package dev.sallyport.checks.http;

import dev.sallyport.check.CheckContext;
import dev.sallyport.check.DataSize;
import dev.sallyport.check.Percent;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * HTTP services for the tests of a plan: their state is told in words, and the checks of {@link
 * #checks} judge it by the same rules as real ones. Nothing is connected to.
 *
 * <pre>{@code
 * ScriptedHttp http = ScriptedHttp.healthy("green-1:8080", "green-2:8080");
 * Check green = http.checks().health(URI.create("http://green-1:8080/health")).expectVersionHeader("X-Version", "2");
 * http.header("green-1:8080", "X-Version", "2").down("green-2:8080");
 * }</pre>
 *
 * <p>A service is known by {@code host:port}, answers every path alike, and begins with an empty
 * answer of status 200 after 1 ms; a host that was not named has no address. Words add up until
 * {@link #well}; those that name a service throw {@link IllegalArgumentException} if there is none.
 * A load is paced in real time, so give it a short one; but no answer is waited for. There are no
 * certificates: {@link HttpChecks#tlsCertificate} is refused, and {@code https} is spoken without
 * them. A service does nothing with what it is sent, so webhooks and retries find no effect.
 * Thread-safe.
 */
public final class ScriptedHttp {
  private final Map<String, ScriptedService> services = new LinkedHashMap<>();
  private final Map<String, List<String>> balancers = new LinkedHashMap<>();
  private final Map<String, Integer> turns = new LinkedHashMap<>();

  private ScriptedHttp() {}

  /**
   * Returns services that answer.
   *
   * @param services each as {@code host:port}
   */
  public static ScriptedHttp healthy(String... services) {
    ScriptedHttp script = new ScriptedHttp();
    for (String service : services) {
      script.services.put(service, new ScriptedService());
    }
    return script;
  }

  /** Returns checks of these services. Closing them leaves the services as they are. */
  public HttpChecks checks() {
    return HttpChecks.scripted(new Source(this));
  }

  /**
   * Adds a balancer that asks members in turn, whatever state they are in.
   *
   * @throws IllegalArgumentException if a member is not known, or there is none
   */
  public synchronized ScriptedHttp balancer(String address, List<String> members) {
    members.forEach(this::named);
    if (members.isEmpty()) {
      throw new IllegalArgumentException("A balancer without members asks nobody. Name one.");
    }
    balancers.put(address, List.copyOf(members));
    return this;
  }

  /** Makes all services as they were at the start. Balancers keep their members. */
  public synchronized ScriptedHttp well() {
    services.values().forEach(ScriptedService::well);
    return this;
  }

  /** Lets a service answer again, as it did before it was down, stalled or dropped connections. */
  public synchronized ScriptedHttp up(String service) {
    named(service).mode = ScriptedService.Mode.ANSWERS;
    return this;
  }

  /** Lets a service refuse connections. */
  public synchronized ScriptedHttp down(String service) {
    named(service).mode = ScriptedService.Mode.DOWN;
    return this;
  }

  /** Lets a service take connections and never answer. */
  public synchronized ScriptedHttp stalls(String service) {
    named(service).mode = ScriptedService.Mode.STALLS;
    return this;
  }

  /** Lets a service close connections before the answer is complete. */
  public synchronized ScriptedHttp drops(String service) {
    named(service).mode = ScriptedService.Mode.DROPS;
    return this;
  }

  /** Lets a service answer with a status and a body. */
  public synchronized ScriptedHttp answers(String service, int status, String body) {
    named(service).status = status;
    named(service).body = body;
    return this;
  }

  /** Lets a service send a header, in place of one of that name. */
  public synchronized ScriptedHttp header(String service, String name, String value) {
    named(service).headers.put(name, value);
    return this;
  }

  /** Lets a cache answer for a service with what it has kept for so long. */
  public ScriptedHttp cached(String service, Duration age) {
    return header(service, "Age", String.valueOf(age.toSeconds()));
  }

  /** Lets a service redirect to another address, with status 302. */
  public synchronized ScriptedHttp redirects(String service, String location) {
    named(service).status = 302;
    return header(service, "Location", location);
  }

  /** Lets a service take so long for each answer. */
  public synchronized ScriptedHttp takes(String service, Duration latency) {
    named(service).latency = latency;
    return this;
  }

  /** Lets that share of a service's answers have status 500, evenly spread. */
  public synchronized ScriptedHttp failing(String service, Percent share) {
    if (!(share.value() >= 0 && share.value() <= 100)) {
      throw new IllegalArgumentException(share + " is no share of a whole.");
    }
    named(service).failing = share.fraction();
    return this;
  }

  /** Lets a service answer with a page of metrics that says how much memory it has. */
  public ScriptedHttp memory(String service, DataSize resident) {
    String page =
        "process_resident_memory_bytes "
            + resident.bytes()
            + "\nprocess_start_time_seconds 1700000000\n";
    return answers(service, 200, page);
  }

  private ScriptedService named(String service) {
    ScriptedService known = services.get(service);
    if (known == null) {
      throw new IllegalArgumentException(
          "There is no service " + service + ", only " + services.keySet() + ".");
    }
    return known;
  }

  private String member(URI uri) throws UnknownHostException {
    String address = Addresses.host(uri) + ":" + Addresses.port(uri);
    List<String> members = balancers.get(address);
    if (members != null) {
      return members.get(turns.merge(address, 1, Integer::sum) % members.size());
    }
    if (!services.containsKey(address)) {
      throw new UnknownHostException(Addresses.host(uri));
    }
    return address;
  }

  private synchronized Answer answer(URI uri) throws IOException {
    String member = member(uri);
    ScriptedService service = named(member);
    if (service.trouble().isPresent()) {
      throw service.trouble().get();
    }
    return service.answer(member);
  }

  /** Ends a request at once, with the time at which its answer would have come. */
  private synchronized void end(URI uri, Shot shot) {
    try {
      Answer answer = answer(uri);
      shot.end(answer.status(), null);
      shot.ended = shot.started + answer.took().toNanos();
    } catch (IOException e) {
      shot.end(0, e);
    }
  }

  /** Takes all three ways in which the checks ask. */
  static final class Source implements Exchange, Poster, LoadClients {
    private final ScriptedHttp script;

    Source(ScriptedHttp script) {
      this.script = script;
    }

    @Override
    public Answer send(Wire.Request request, Deadline deadline, Consumer<Socket> opened)
        throws IOException {
      Answer answer = script.answer(request.uri());
      if (answer.took().compareTo(deadline.left()) > 0) {
        throw new SocketTimeoutException("Read timed out");
      }
      return answer;
    }

    @Override
    public Reply send(URI uri, byte[] body, Map<String, String> headers, CheckContext context)
        throws IOException {
      return get(uri, context);
    }

    @Override
    public Reply get(URI uri, CheckContext context) throws IOException {
      Answer answer = script.answer(uri);
      return new Reply(
          answer.status(),
          answer.header("retry-after").orElse(""),
          Long.parseLong(answer.header("age").orElse("0")),
          answer.body());
    }

    @Override
    public LoadClient open(LoadRequests requests) {
      return new LoadClient() {
        @Override
        public void fire(Shot shot, Ended ended) {
          try {
            requests.next();
            script.end(requests.uri(), shot);
          } catch (IllegalStateException e) {
            shot.end(0, e); // there is no such request
          }
          ended.ended(shot);
        }

        @Override
        public void close() {
          // nothing was opened
        }
      };
    }

    @Override
    public void close() {
      // the script outlives its checks
    }
  }
}
