package dev.sallyport.checks.http;

import dev.sallyport.check.Check;
import dev.sallyport.check.CheckContext;
import dev.sallyport.check.Secret;
import dev.sallyport.check.Verdict;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The check {@code http-health}: every instance, and the way through the balancer, answers as
 * asked, by the version asked for, several times in a row.
 *
 * <p>Each request has a connection of its own, asks caches to stand aside and follows no redirect.
 * A wrong answer, a refused or dropped connection and a silence are {@link Verdict.Pending}, after
 * {@link #strict()} a {@link Verdict.Fail}; an unknown host, no route, no connection in time and a
 * sample too short for its requests are {@link Verdict.Inconclusive}.
 *
 * <p>Call it, do not implement it. Immutable and thread-safe; each method returns a changed copy.
 */
public final class HttpHealth implements Check, HttpHealthIdentity {
  private final HealthReader reader;
  private final HealthPlan plan;

  HttpHealth(HealthReader reader, HealthPlan plan) {
    this.reader = reader;
    this.plan = plan;
  }

  @Override
  public String name() {
    return "http-health " + plan.targets().get(0).uri() + others();
  }

  private String others() {
    int more = plan.targets().size() - 1;
    return more == 0 ? "" : " and " + more + " more";
  }

  @Override
  public Verdict judge(CheckContext context) throws Exception {
    return HealthRules.judge(plan, reader.ask(plan, context));
  }

  @Override
  public HttpHealth expectVersionHeader(String header, String id) {
    return with(p -> p.expecting(Expectation.Version.header(header, id)));
  }

  @Override
  public HttpHealth expectVersion(Pattern inBody, String id) {
    return with(p -> p.expecting(Expectation.Version.body(inBody, id)));
  }

  @Override
  public HttpHealth expectBody(String part) {
    if (part.isBlank()) {
      throw new IllegalArgumentException("Every body has a blank part. Name one that tells.");
    }
    return with(p -> p.expecting(new Expectation.Body(part)));
  }

  @Override
  public HttpHealth expectHeader(String name, String value) {
    return with(p -> p.expecting(new Expectation.Header(name, value)));
  }

  @Override
  public HttpHealth expectJson(String pointer, String value) {
    return with(p -> p.expecting(ExpectedJson.text(pointer, value)));
  }

  @Override
  public HttpHealth expectJson(String pointer, long value) {
    return with(p -> p.expecting(ExpectedJson.number(pointer, value)));
  }

  @Override
  public HttpHealth expectJson(String pointer, boolean value) {
    return with(p -> p.expecting(ExpectedJson.truth(pointer, value)));
  }

  @Override
  public HttpHealth expectJson(String pointer, String rule, Predicate<String> accepted) {
    return with(p -> p.expecting(ExpectedJson.matching(pointer, rule, accepted)));
  }

  @Override
  public HttpHealth statusOnly(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("The reason is blank. Say why any page may answer.");
    }
    return with(p -> p.waiving(reason));
  }

  /** Returns this check with exactly that status expected; 200 is the default. */
  public HttpHealth expectStatus(int status) {
    return with(p -> p.status(Expectation.Status.exactly(status)));
  }

  /**
   * Returns this check with a status expected that {@code accepted} holds for.
   *
   * @param description the rule in words, such as {@code status 200 or 204}
   */
  public HttpHealth expectStatus(String description, IntPredicate accepted) {
    return with(p -> p.status(new Expectation.Status(description, accepted)));
  }

  /**
   * Returns this check with {@code answers} right answers in a row asked of each instance; 3 is the
   * default. The addresses of a name with several are asked in turn.
   */
  public HttpHealth consecutive(int answers) {
    atLeastOne(answers);
    return with(
        p ->
            p.targets(
                p.targets().stream()
                    .map(
                        t ->
                            t.role() == HealthPlan.Role.INSTANCE
                                ? HealthPlan.Target.instance(t.uri(), answers)
                                : t)
                    .toList()));
  }

  /**
   * Returns this check with the way through a balancer asked as well.
   *
   * @param answers how many right answers in a row, each over a connection of its own; take several
   *     times the number of backends, since a balancer may pick by chance
   */
  public HttpHealth via(URI balancer, int answers) {
    return through(balancer, answers, Roster.NONE);
  }

  /**
   * Returns this check with the way through a balancer asked as well, and those who answer there
   * told apart by a header: each of the instances must answer at least once, and nobody else.
   *
   * @param answers how many right answers in a row, each over a connection of its own; take several
   *     times the number of instances, since a balancer may pick by chance
   * @param header the header in which an instance names itself, such as {@code X-Instance}
   * @param instances the names expected in it
   * @throws IllegalArgumentException if there is no instance, or more of them than answers
   */
  public HttpHealth via(URI balancer, int answers, String header, List<String> instances) {
    if (instances.isEmpty() || instances.size() > answers) {
      throw new IllegalArgumentException(
          answers
              + " answers cannot show "
              + instances.size()
              + " instances. Name at least one, and ask several times as often as there are.");
    }
    return through(balancer, answers, new Roster(header, instances));
  }

  private HttpHealth through(URI balancer, int answers, Roster roster) {
    atLeastOne(answers);
    URI checked = Addresses.check(balancer);
    return with(
        p -> {
          List<HealthPlan.Target> all = new ArrayList<>(p.targets());
          all.add(new HealthPlan.Target(HealthPlan.Role.BALANCER, checked, answers, roster));
          return p.targets(all);
        });
  }

  private static void atLeastOne(int answers) {
    if (answers < 1) {
      throw new IllegalArgumentException(
          "At least 1 answer must be asked for, not " + answers + ": none would prove nothing.");
    }
  }

  /** Returns this check sending one more header along. */
  public HttpHealth header(String name, String value) {
    return with(p -> p.sending(new HeaderSource.Open(name, value)));
  }

  /** Returns this check sending a header whose value is a secret, to the origin named only. */
  public HttpHealth header(String name, Secret<String> value) {
    return with(p -> p.sending(new HeaderSource.Hidden(name, "", value)));
  }

  /**
   * Returns this check sending {@code Authorization: Bearer} with a token, to the origin named
   * only.
   */
  public HttpHealth bearer(Secret<String> token) {
    return with(p -> p.sending(new HeaderSource.Hidden("Authorization", "Bearer ", token)));
  }

  /**
   * Returns this check going by another host name in the Host header, in TLS and in the
   * verification of the certificate: for asking an instance by its own address.
   */
  public HttpHealth asHost(String name) {
    if (!name.matches("[A-Za-z0-9.:-]+")) {
      throw new IllegalArgumentException("'" + name + "' cannot be the name of a host.");
    }
    return with(p -> p.asHost(name));
  }

  /**
   * Returns this check following up to {@code most} redirects, though never out of TLS; none is the
   * default.
   */
  public HttpHealth followingRedirects(int most) {
    if (most < 0 || most > 20) {
      throw new IllegalArgumentException("Redirects to follow: 0 to 20, not " + most + ".");
    }
    return with(p -> p.redirects(most));
  }

  /**
   * Returns this check with a breach being a {@link Verdict.Fail}: for a watch, or after a rollout.
   */
  public HttpHealth strict() {
    return with(HealthPlan::beingStrict);
  }

  private HttpHealth with(UnaryOperator<HealthPlan> change) {
    return new HttpHealth(reader, change.apply(plan));
  }

  @Override
  public String toString() {
    return name();
  }
}
