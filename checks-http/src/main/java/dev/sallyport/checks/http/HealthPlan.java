package dev.sallyport.checks.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a health check asks, of whom and how often. Immutable.
 *
 * @param targets whom
 * @param status the status expected
 * @param identity what else is expected, which tells the service from any other page
 * @param identityWaived why nothing else is expected
 * @param headers what is sent along
 * @param redirects how many may be followed
 * @param asHost the name to go by in place of each instance's own
 * @param strict whether a breach is a fail rather than pending
 */
record HealthPlan(
    List<Target> targets,
    Expectation.Status status,
    List<Expectation> identity,
    Optional<String> identityWaived,
    List<HeaderSource> headers,
    int redirects,
    Optional<String> asHost,
    boolean strict) {

  /**
   * One address to ask.
   *
   * @param role what it is
   * @param requests how many answers in a row must be right
   * @param roster who must be among those that answer
   */
  record Target(Role role, URI uri, int requests, Roster roster) {
    static Target instance(URI uri, int requests) {
      return new Target(Role.INSTANCE, uri, requests, Roster.NONE);
    }

    @Override
    public String toString() {
      return role.word + " " + uri;
    }
  }

  /** What an address stands for. */
  enum Role {
    INSTANCE("instance"),
    BALANCER("balancer");

    private final String word;

    Role(String word) {
      this.word = word;
    }
  }

  HealthPlan {
    targets = List.copyOf(targets);
    identity = List.copyOf(identity);
    headers = List.copyOf(headers);
  }

  /** Returns all that an answer must meet, in the order in which it is complained of. */
  List<Expectation> expectations() {
    List<Expectation> all = new ArrayList<>();
    all.add(status);
    all.add(new Expectation.NotCached());
    all.addAll(identity);
    return all;
  }

  /** Returns the first thing wrong with an answer. */
  Optional<Complaint> complaint(Answer answer) {
    return expectations().stream().flatMap(e -> e.complaint(answer).stream()).findFirst();
  }

  /** Returns the version an answer names, if one is expected at all. */
  Optional<String> version(Answer answer) {
    return identity.stream()
        .filter(Expectation.Version.class::isInstance)
        .flatMap(e -> ((Expectation.Version) e).seen(answer).stream())
        .findFirst();
  }

  String asked() {
    return "GET "
        + targets.stream()
            .map(t -> t.uri() + (t.requests() == 1 ? "" : " x" + t.requests()))
            .collect(Collectors.joining(", "));
  }

  /** Returns the rule in words. */
  String rule() {
    List<String> all = new ArrayList<>(expectations().stream().map(Expectation::asked).toList());
    targets.stream()
        .map(Target::roster)
        .filter(r -> !r.asksNothing())
        .forEach(r -> all.add(r.asked()));
    return String.join(", ", all)
        + identityWaived.map(reason -> "; nothing else, because " + reason).orElse("");
  }

  HealthPlan targets(List<Target> other) {
    return new HealthPlan(
        other, status, identity, identityWaived, headers, redirects, asHost, strict);
  }

  HealthPlan status(Expectation.Status other) {
    return new HealthPlan(
        targets, other, identity, identityWaived, headers, redirects, asHost, strict);
  }

  HealthPlan expecting(Expectation more) {
    List<Expectation> all = new ArrayList<>(identity);
    all.add(more);
    return new HealthPlan(targets, status, all, identityWaived, headers, redirects, asHost, strict);
  }

  HealthPlan waiving(String reason) {
    return new HealthPlan(
        targets, status, identity, Optional.of(reason), headers, redirects, asHost, strict);
  }

  HealthPlan sending(HeaderSource more) {
    List<HeaderSource> all = new ArrayList<>(headers);
    all.add(more);
    return new HealthPlan(
        targets, status, identity, identityWaived, all, redirects, asHost, strict);
  }

  HealthPlan redirects(int most) {
    return new HealthPlan(targets, status, identity, identityWaived, headers, most, asHost, strict);
  }

  HealthPlan asHost(String name) {
    return new HealthPlan(
        targets, status, identity, identityWaived, headers, redirects, Optional.of(name), strict);
  }

  HealthPlan beingStrict() {
    return new HealthPlan(
        targets, status, identity, identityWaived, headers, redirects, asHost, true);
  }
}
